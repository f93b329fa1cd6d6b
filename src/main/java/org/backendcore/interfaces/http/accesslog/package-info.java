/**
 * One record per request, including asynchronous ones; therefore this package also has the request as the application
 * sees it.
 */
@NullMarked
package org.backendcore.interfaces.http.accesslog;

import org.jspecify.annotations.NullMarked;
