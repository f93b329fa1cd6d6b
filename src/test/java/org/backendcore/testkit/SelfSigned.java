package org.backendcore.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A self-signed certificate, created by the JDK's keytool for each use.
 *
 * @param certificate the file, in PEM
 * @param key the private key, in PEM (PKCS #8)
 */
public record SelfSigned(Path certificate, String key) {
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    /**
     * For one host.
     *
     * @param host in the syntax of keytool's extension 'san', for example {@code ip:127.0.0.1}
     */
    public static SelfSigned create(Path folder, String host)
            throws IOException, InterruptedException, GeneralSecurityException {
        String password = Canary.password();
        Path store = folder.resolve(Canary.password() + ".p12");
        ProcessBuilder keytool = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                "-genkeypair",
                "-alias",
                "test",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "san=" + host,
                "-validity",
                "2",
                "-keystore",
                store.toString(),
                "-storepass:env",
                "STORE_PASSWORD"));
        keytool.environment().put("STORE_PASSWORD", password);
        Process process = keytool.inheritIO().start();
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException("keytool failed");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, password.toCharArray());
        }
        Path certificate = folder.resolve(store.getFileName() + ".crt");
        Files.writeString(
                certificate, pem("CERTIFICATE", keys.getCertificate("test").getEncoded()));
        return new SelfSigned(
                certificate,
                pem("PRIVATE KEY", keys.getKey("test", password.toCharArray()).getEncoded()));
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, PEM.encodeToString(bytes), what);
    }
}
