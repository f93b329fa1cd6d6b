package org.backendcore.interfaces.http.body;

import java.util.stream.Stream;

/** The causes of an exception: something in between, such as a reader of JSON, may have wrapped what is looked for. */
final class Causes {
    /** More than there are, in case that they are a circle. */
    private static final int MOST = 50;

    private Causes() {}

    /** The exception itself, and what is behind it. */
    static Stream<Throwable> of(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(MOST);
    }
}
