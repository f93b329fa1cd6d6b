package org.backendcore.infrastructure.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files as a source of MicroProfile Config; the tests of the command line cover the operator's view. */
final class SecretFilesTest {

    @Test
    void haveTheNamesOfTheKeysButNoDotFiles(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("app.secret-key"), "x\n");
        Files.writeString(folder.resolve(".hidden"), "x");
        Files.createDirectory(folder.resolve("..data"));
        SecretFiles files = new SecretFiles(Map.of("SECRETS_DIR", folder.toString()));
        assertThat(files.getPropertyNames()).containsExactly("app.secret-key");
        assertThat(files.getValue("app.secret-key")).isEqualTo("x");
        assertThat(files.getValue(".hidden")).isNull();
        assertThat(files.getValue("../" + folder.getFileName() + "/app.secret-key"))
                .isNull();
    }

    @Test
    void haveAtMost64KiB(@TempDir Path folder) throws IOException {
        String largest = "x".repeat(64 * 1024);
        Files.writeString(folder.resolve("app.secret-key"), largest);
        Files.writeString(folder.resolve("db.password"), largest + "x");
        SecretFiles files = new SecretFiles(Map.of("SECRETS_DIR", folder.toString()));
        assertThat(files.getValue("app.secret-key")).isEqualTo(largest);
        assertThat(files.getValue("db.password")).isNull();
    }

    @Test
    void haveNothingWithoutAFolder() {
        SecretFiles files = new SecretFiles(Map.of());
        assertThat(files.getPropertyNames()).isEmpty();
        assertThat(files.getValue("app.secret-key")).isNull();
        assertThat(files.problems()).isEmpty();
    }
}
