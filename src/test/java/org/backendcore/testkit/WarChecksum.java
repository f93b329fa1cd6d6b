package org.backendcore.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The SHA-256 of a WAR, in lower-case hexadecimal. */
public final class WarChecksum {
    private WarChecksum() {}

    /** The checksum of the WAR that the build put into the distribution. */
    public static String built() throws IOException {
        return of(BuiltDistribution.FOLDER.resolve("backend-core.war"));
    }

    public static String of(Path war) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(war)));
        } catch (NoSuchAlgorithmException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /** Fails unless every entry of the built WAR is in the other one, byte for byte. */
    public static void assertThatItHoldsTheProduct(Path other) throws IOException {
        try (ZipFile product = new ZipFile(Deployment.WAR.toFile());
                ZipFile test = new ZipFile(other.toFile())) {
            for (ZipEntry entry :
                    product.stream().filter(each -> !each.isDirectory()).toList()) {
                ZipEntry copy = test.getEntry(entry.getName());
                if (copy == null
                        || !Arrays.equals(
                                product.getInputStream(entry).readAllBytes(),
                                test.getInputStream(copy).readAllBytes())) {
                    throw new AssertionError("the WAR lacks, or has a different, " + entry.getName());
                }
            }
        }
    }
}
