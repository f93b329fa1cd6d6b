package org.backendcore.infrastructure.settings;

/** A secret in memory; it says its value to nobody who does not ask for it by name. */
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
