package org.backendcore.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a WAR, in lower-case hexadecimal. */
public final class WarChecksum {
    private WarChecksum() {}

    /** What the build wrote beside the WAR when it made it, before any test ran. */
    public static String built() throws IOException {
        return Files.readString(Path.of(Deployment.WAR + ".sha256")).strip();
    }

    public static String of(Path war) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(war)));
        } catch (NoSuchAlgorithmException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
