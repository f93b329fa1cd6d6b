/**
 * What a failure becomes: {@link FailedRequest} says which status, {@link Problem} is the answer, {@link FailedRequestLog} the record.
 */
@NullMarked
package org.backendcore.interfaces.http.problem;

import org.jspecify.annotations.NullMarked;
