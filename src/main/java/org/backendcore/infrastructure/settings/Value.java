package org.backendcore.infrastructure.settings;

/** The text that a source has for a key, unchanged: expressions are not expanded. */
record Value(String text, Origin origin) {

    @Override
    public String toString() {
        return "a value from " + origin;
    }
}
