package org.backendcore.testkit;

import java.security.SecureRandom;
import java.util.Base64;

/** Secrets that are created for each test, because one in a file would not be secret. */
public final class Canary {
    private static final int KEY_BYTES = 48;
    private static final int PASSWORD_BYTES = 15;

    private static final int DIFFICULT = 200;

    private Canary() {}

    /** A key that production accepts. */
    public static String key() {
        return random(KEY_BYTES);
    }

    /** A unique password. */
    public static String password() {
        return random(PASSWORD_BYTES);
    }

    /**
     * Two hundred characters, with every kind that a shell, an expression, a property file or a URL would interpret.
     */
    public static String difficultPassword() {
        String start = "{xor}${java.home} ${x} $$ \\$ 'q\" }{:=;\\#%20&?@/+äß€😀 ${ENV=PATH}${MPCONFIG=http.port}"
                + password();
        return start + "ä".repeat(DIFFICULT - start.length());
    }

    private static String random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
