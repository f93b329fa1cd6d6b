package org.backendcore.launcher;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The start from which a class-data archive is created, by {@code bin/backend-core prepare}: on H2, without the
 * environment, with a few requests; then it ends, and the JVM writes the archive.
 */
final class Training {
    /** A class that H2 does not load, and production needs at once. */
    private static final String DRIVER = "org.postgresql.Driver";

    private Training() {}

    static void run(String port) throws IOException, URISyntaxException {
        for (String path : new String[] {"/health/live", "/health/ready", "/health/started", "/", "/api"}) {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://localhost:" + port + path).toURL().openConnection();
            connection.getResponseCode();
            connection.disconnect();
        }
        loadDriver();
        System.exit(0);
    }

    private static void loadDriver() throws IOException, URISyntaxException {
        Class<?> driver = load(DRIVER).orElseThrow();
        Path jar = Path.of(
                driver.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (JarFile file = new JarFile(jar.toFile())) {
            file.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith("org/postgresql/") && name.endsWith(".class"))
                    .forEach(name -> load(
                            name.substring(0, name.length() - ".class".length()).replace('/', '.')));
        }
    }

    /** Empty for a class whose library is missing, such as Windows authentication. */
    private static Optional<Class<?>> load(String name) {
        try {
            return Optional.of(Class.forName(name, false, Training.class.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError missing) {
            return Optional.empty();
        }
    }
}
