package org.backendcore.infrastructure.settings;

/** A text that a source gives for a key, as it stands there: expressions are not expanded. */
record Value(String text, Origin origin) {

    @Override
    public String toString() {
        return "a value from " + origin;
    }
}
