package org.backendcore.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;

/**
 * Another release than this one: copies of the built WAR and of the distribution's command line with additional files;
 * nothing of the product is replaced. Closing it deletes them.
 */
public final class Release implements AutoCloseable {
    /** These files list classes, and get an additional one. */
    private static final String SERVICES = "META-INF/services/";

    private final Path folder;

    private Release(Path folder) {
        this.folder = folder;
    }

    /**
     * With these files and classes on the class paths of the application and of its command line.
     *
     * @param files by their path, for example {@code db/migration/V2__x.sql}
     */
    public static Release with(Map<String, String> files, Class<?>... classes) {
        return with(StandardCharsets.UTF_8, files, classes);
    }

    /** With files in another encoding. */
    public static Release with(Charset charset, Map<String, String> files, Class<?>... classes) {
        try {
            Release release = new Release(Folders.create("release"));
            Files.copy(Deployment.WAR, release.war());
            for (String part : new String[] {"bin", "lib/cli", "lib/jdbc", "lib/log"}) {
                Path copy = release.folder.resolve(part);
                Files.createDirectories(copy);
                Folders.copy(BuiltDistribution.FOLDER.resolve(part), copy);
            }
            Files.copy(BuiltDistribution.FOLDER.resolve("lib/cli.options"), release.folder.resolve("lib/cli.options"));
            Path commandLine = release.folder.resolve("lib/backend-core-cli.jar");
            Files.copy(BuiltDistribution.FOLDER.resolve("lib/backend-core-cli.jar"), commandLine);
            add(release.war(), "WEB-INF/classes/", charset, files, classes);
            add(commandLine, "", charset, files, classes);
            return release;
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** Whether the product has that file on the application's class path. */
    public static boolean isOfTheProduct(String file) {
        try (FileSystem war = FileSystems.newFileSystem(Deployment.WAR)) {
            return Files.exists(war.getPath("WEB-INF/classes", file));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    public Path war() {
        return folder.resolve("backend-core.war");
    }

    /** This release's {@code bin/backend-core}. */
    public Path script() {
        return folder.resolve("bin/backend-core");
    }

    @Override
    public void close() {
        Folders.delete(folder);
    }

    private static void add(
            Path archive, String prefix, Charset charset, Map<String, String> files, Class<?>... classes)
            throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(archive)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path added = zip.getPath(prefix + file.getKey());
                if (file.getKey().startsWith(SERVICES) && Files.exists(added)) {
                    Files.writeString(added, "\n" + file.getValue(), charset, StandardOpenOption.APPEND);
                } else {
                    Files.writeString(created(added), file.getValue(), charset);
                }
            }
            for (Class<?> type : classes) {
                String name = type.getName().replace('.', '/') + ".class";
                try (InputStream bytes =
                        Objects.requireNonNull(type.getClassLoader()).getResourceAsStream(name)) {
                    Files.copy(Objects.requireNonNull(bytes), created(zip.getPath(prefix + name)));
                }
            }
        }
    }

    private static Path created(Path file) throws IOException {
        if (Files.exists(file)) {
            throw new IllegalArgumentException(file + " already exists in the product");
        }
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return file;
    }
}
