package org.backendcore.infrastructure.startup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The classes of this application. Payara unpacks a WAR into a temporary folder, and machines delete temporary files
 * that have not been used for some days; a class that is first needed after that would be missing for good. Classes in
 * a jar are safe, because the jar is open.
 */
final class OwnClasses {
    private static final String SUFFIX = ".class";
    private static final String NAME = OwnClasses.class.getName().replace('.', '/') + SUFFIX;

    private OwnClasses() {}

    /** Loads, but does not initialize, all classes in the folder of this one, if it is a folder. */
    static void load() {
        URL here = OwnClasses.class.getResource("/" + NAME);
        if (here == null || !here.getProtocol().equals("file")) {
            return;
        }
        Path file = Path.of(URI.create(here.toString()));
        Path folder = file.resolve("../".repeat(Path.of(NAME).getNameCount())).normalize();
        try (Stream<Path> files = Files.walk(folder)) {
            files.map(each -> folder.relativize(each).toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .forEach(name -> load(name.replace('/', '.').replace('\\', '.')));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** Nothing needs a class whose library is missing. */
    private static @Nullable Class<?> load(String name) {
        try {
            return Class.forName(name, false, OwnClasses.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError missing) {
            return null;
        }
    }
}
