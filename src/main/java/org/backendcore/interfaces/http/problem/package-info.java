/**
 * Failures as responses: {@link FailedRequest} determines the status, {@link Problem} is the response, and
 * {@link FailedRequestLog} writes the record.
 */
@NullMarked
package org.backendcore.interfaces.http.problem;

import org.jspecify.annotations.NullMarked;
