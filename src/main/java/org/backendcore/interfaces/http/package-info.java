/**
 * Code that requests and responses share: {@link RequestFilter} sees a request first, and
 * {@code problem.ProblemServlet} answers it last; {@code WEB-INF/web.xml} maps both. REST resources are below
 * {@code /api}. There is one package per concern: {@code request}, {@code body}, {@code problem}, {@code accesslog}.
 */
@NullMarked
package org.backendcore.interfaces.http;

import org.jspecify.annotations.NullMarked;
