/**
 * One record per request, also of one that is answered asynchronously; therefore the request as the application sees it is here, too.
 */
@NullMarked
package org.backendcore.interfaces.http.accesslog;

import org.jspecify.annotations.NullMarked;
