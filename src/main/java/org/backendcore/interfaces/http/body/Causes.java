package org.backendcore.interfaces.http.body;

import java.util.stream.Stream;

/** The causes of an exception: an intermediate layer, such as a JSON reader, may have wrapped the relevant one. */
final class Causes {
    /** More than occur in practice, in case the causes are circular. */
    private static final int MOST = 50;

    private Causes() {}

    /** The exception itself and its causes. */
    static Stream<Throwable> of(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(MOST);
    }
}
