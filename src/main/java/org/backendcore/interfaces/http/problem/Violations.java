package org.backendcore.interfaces.http.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The violations of constraints in a request. */
final class Violations {
    /** More than a person reads; a body of 10 MiB can have a million. */
    private static final int MOST = 100;

    /** By name, because that API may be absent. */
    private static final String ENTITY = "jakarta.persistence.Entity";

    private Violations() {}

    /**
     * Some of them, sorted; empty if one of these is our fault instead of the client's, for example in a return value.
     */
    static Optional<List<InvalidPart>> ofARequest(@Nullable Collection<ConstraintViolation<?>> violations) {
        // Limited before anything is computed for each of them.
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

    /**
     * Whether it is in a resource's argument or in a bean that was validated explicitly; an entity is validated when it
     * is stored.
     */
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
