package org.backendcore.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search that every server of the build goes through finds its targets. */
final class SecretSearchTest {
    private static final String SECRET = "pä ss/word+1";

    private final SecretSearch search = new SecretSearch(List.of(SECRET));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pä ss/word+1",
                "p%C3%A4+ss%2Fword%2B1",
                "p%C3%A4%20ss%2Fword%2B1",
                "cMOkIHNzL3dvcmQrMQ",
                "cMOkIHNzL3dvcmQrMQ=="
            })
    void findsASecret(String form, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("file"), "x" + form + "x");
        assertThatThrownBy(() -> search.assertNotIn("the text", "x" + form + "x"))
                .hasMessage("a secret is in the text");
        assertThatThrownBy(() -> search.assertNotIn(folder)).hasMessage("a secret is in " + folder.resolve("file"));
    }

    @Test
    void findsWhatOpenLibertyHides() {
        byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);
        for (int index = 0; index < bytes.length; index++) {
            bytes[index] ^= 0x5f;
        }
        String hidden = "{xor}" + Base64.getEncoder().encodeToString(bytes);
        assertThatThrownBy(() -> search.assertNotIn("the text", hidden)).hasMessage("a secret is in the text");
    }

    /** Basic authentication, an element of a list, and a value that was escaped or expanded around its core. */
    @Test
    void findsASecretAmongOthers() {
        String core = Canary.password();
        SecretSearch list = new SecretSearch(List.of("first-of-a-list-1," + core + "\"${x}"));
        for (String account : List.of("a:", "ap:", "app:")) {
            String basic = Base64.getEncoder().encodeToString((account + core).getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> list.assertNotIn("the header", basic)).hasMessage("a secret is in the header");
        }
        assertThatThrownBy(() -> list.assertNotIn("the log", "x" + core + "\\\"expanded"))
                .hasMessage("a secret is in the log");
    }

    @Test
    void findsNothingElse(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("file"), "pä ss/word+2");
        assertThatCode(() -> search.assertNotIn(folder)).doesNotThrowAnyException();
    }
}
