package org.backendcore.infrastructure.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * The files in {@code SECRETS_DIR} as a source of MicroProfile Config: the name is the key, and the content is the
 * value, without the trailing line break. Dot files, such as Kubernetes' {@code ..data}, are ignored. A file is read at
 * each look-up.
 */
public final class SecretFiles implements ConfigSource {
    /** Above all other sources, including Open Liberty's own variables (500). */
    private static final int ORDINAL = 510;

    private static final long LARGEST = 64 * 1024;

    private final Optional<Path> directory;

    /** With the {@code SECRETS_DIR} of this process. */
    public SecretFiles() {
        this(System.getenv());
    }

    public SecretFiles(Map<String, String> environment) {
        this.directory = Optional.ofNullable(environment.get(Catalogue.SECRETS_DIRECTORY.environmentName()))
                .flatMap(Rules.absolutePath()::parse);
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public String getName() {
        return "SECRETS_DIR";
    }

    @Override
    public Set<String> getPropertyNames() {
        try {
            return names();
        } catch (IOException exception) {
            return Set.of();
        }
    }

    /** Also null if the file cannot be read; {@link #problems} reports that. */
    @Override
    public @Nullable String getValue(String key) {
        try {
            return names().contains(key) ? read(key) : null;
        } catch (IOException exception) {
            return null;
        }
    }

    String path(String key) {
        return directory.map(path -> path.resolve(key).toString()).orElse(key);
    }

    /** The reasons why the directory, or a file named after a setting, cannot be read. */
    List<String> problems() {
        try {
            return names().stream()
                    .filter(name -> Catalogue.withKey(name).isPresent())
                    .sorted()
                    .flatMap(name -> problem(name).stream())
                    .toList();
        } catch (IOException exception) {
            return List.of("the secrets directory %s (environment variable SECRETS_DIR) cannot be read: %s"
                    .formatted(directory.orElseThrow(), reason(exception)));
        }
    }

    private Optional<String> problem(String name) {
        try {
            read(name);
            return Optional.empty();
        } catch (IOException exception) {
            return Optional.of("the secret file %s cannot be read: %s".formatted(path(name), reason(exception)));
        }
    }

    private Set<String> names() throws IOException {
        if (directory.isEmpty()) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(directory.get())) {
            return files.map(file -> directory.get().relativize(file).toString())
                    .filter(name -> !name.startsWith("."))
                    .collect(Collectors.toSet());
        }
    }

    private String read(String name) throws IOException {
        Path file = directory.orElseThrow().resolve(name);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("it is not a regular file");
        }
        if (Files.size(file) > LARGEST) {
            throw new IOException("it is larger than 64 KiB");
        }
        return Files.readString(file).replaceFirst("(?<![\r\n])[\r\n]++\\z", "");
    }

    /** In our own words, because the system's message may be in any language. */
    private static String reason(IOException exception) {
        if (exception instanceof AccessDeniedException) {
            return "this account has no permission to read it";
        }
        if (exception instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (exception instanceof NotDirectoryException) {
            return "it is not a directory";
        }
        if (exception instanceof CharacterCodingException) {
            return "it is not UTF-8 text";
        }
        return String.valueOf(exception.getMessage());
    }
}
