package org.backendcore.interfaces.http.problem;

import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.MatrixParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** The name that a client uses for a parameter of a resource (Jakarta RESTful Web Services 3.1, section 3.2). */
final class ParameterName {
    private ParameterName() {}

    /** Empty if no annotation makes it a parameter. */
    static Optional<String> in(Collection<Annotation> annotations) {
        return annotations.stream().flatMap(ParameterName::of).findFirst();
    }

    private static Stream<String> of(Annotation annotation) {
        if (annotation instanceof PathParam path) {
            return Stream.of(path.value());
        }
        if (annotation instanceof QueryParam query) {
            return Stream.of(query.value());
        }
        if (annotation instanceof HeaderParam header) {
            return Stream.of(header.value());
        }
        if (annotation instanceof CookieParam cookie) {
            return Stream.of(cookie.value());
        }
        if (annotation instanceof MatrixParam matrix) {
            return Stream.of(matrix.value());
        }
        return annotation instanceof FormParam form ? Stream.of(form.value()) : Stream.empty();
    }
}
