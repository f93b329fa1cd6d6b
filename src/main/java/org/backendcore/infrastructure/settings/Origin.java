package org.backendcore.infrastructure.settings;

/**
 * The source of a value or a name.
 *
 * @param name the name that an operator can search for: the variable, the property or the path
 */
public record Origin(Kind kind, String name) {

    /** The kinds of sources, strongest first. */
    public enum Kind {
        SECRET_FILE("file "),
        SYSTEM_PROPERTY("system property "),
        ENVIRONMENT("environment variable "),
        SERVER("the server's configuration: "),
        WAR("the WAR's ");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** As part of a sentence. */
    String named() {
        String words = toString();
        return words.startsWith("the ") ? words : "the " + words;
    }

    @Override
    public String toString() {
        return kind.words + Printable.of(name);
    }
}
