/** The client's view: responses, problems, overload, hostile and slow requests. */
@NullMarked
package org.backendcore.contract.http;

import org.jspecify.annotations.NullMarked;
