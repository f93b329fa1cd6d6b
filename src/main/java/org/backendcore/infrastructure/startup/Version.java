package org.backendcore.infrastructure.startup;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** The version of the WAR, from its manifest. */
final class Version {
    /** A server in dev mode deploys the classes instead of the WAR. */
    private static final String NONE = "in development";

    private Version() {}

    static String of(ServletContext application) {
        try (InputStream manifest = application.getResourceAsStream("/META-INF/MANIFEST.MF")) {
            return manifest == null ? NONE : of(new Manifest(manifest).getMainAttributes());
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private static String of(Attributes attributes) {
        String version = attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        return version == null ? NONE : version;
    }
}
