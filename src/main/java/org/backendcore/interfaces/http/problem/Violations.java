package org.backendcore.interfaces.http.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the violations of constraints say of a request. */
final class Violations {
    /** More than a person reads; a body of 10 MiB can have a million, which only count here. */
    private static final int MOST = 100;

    /** By its name, because that API need not be there. */
    private static final String ENTITY = "jakarta.persistence.Entity";

    private Violations() {}

    /** Some of them, sorted; empty if one of these is our fault and not the client's, as in a result. */
    static Optional<List<InvalidPart>> ofARequest(@Nullable Collection<ConstraintViolation<?>> violations) {
        // Before anything is done for each of them.
        List<ViolationPath> paths = Stream.ofNullable(violations)
                .flatMap(Collection::stream)
                .limit(MOST)
                .map(ViolationPath::new)
                .toList();
        return paths.isEmpty() || !paths.stream().allMatch(Violations::isOfARequest)
                ? Optional.empty()
                : Optional.of(paths.stream()
                        .map(ViolationPath::part)
                        .distinct()
                        .sorted()
                        .toList());
    }

    /** Of what a resource is given, or of a bean that somebody has validated; an entity is validated when it is stored. */
    private static boolean isOfARequest(ViolationPath path) {
        if (path.has(ElementKind.RETURN_VALUE) || path.has(ElementKind.CONSTRUCTOR)) {
            return false;
        }
        return path.has(ElementKind.METHOD) ? path.isOfAResource() : !isEntity(path.root());
    }

    private static boolean isEntity(Class<?> type) {
        return Stream.of(type.getAnnotations())
                .map(Annotation::annotationType)
                .anyMatch(annotation -> annotation.getName().equals(ENTITY));
    }
}
