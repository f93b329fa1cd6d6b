/**
 * What requests and responses have in common: {@link RequestFilter} is the first to see a request, and {@code problem.ProblemServlet} the
 * last to answer it; {@code WEB-INF/web.xml} puts both into their places. REST resources live below {@code /api}. A package per concern: {@code request}, {@code body}, {@code problem}, {@code accesslog}.
 */
@NullMarked
package org.backendcore.interfaces.http;

import org.jspecify.annotations.NullMarked;
