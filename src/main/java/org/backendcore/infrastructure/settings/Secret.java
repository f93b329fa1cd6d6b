package org.backendcore.infrastructure.settings;

/** A secret in memory; it reveals its value only to code that requests it explicitly. */
public final class Secret {
    private final String value;

    Secret(String value) {
        this.value = value;
    }

    /** The value itself, for the code that signs or connects with it. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
