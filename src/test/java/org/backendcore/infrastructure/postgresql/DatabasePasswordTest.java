package org.backendcore.infrastructure.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.backendcore.testkit.Canary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;

final class DatabasePasswordTest {
    private final String fromEnvironment = Canary.difficultPassword();
    private final String fromFile = Canary.difficultPassword();

    @TempDir
    private Path secrets;

    @Test
    void comesFromTheEnvironment() throws PSQLException {
        assertThat(password(Map.of("DB_PASSWORD", fromEnvironment))).isEqualTo(fromEnvironment);
        assertThat(password(Map.of("DB_PASSWORD", fromEnvironment, "SECRETS_DIR", "")))
                .isEqualTo(fromEnvironment);
        assertThat(password(Map.of("DB_PASSWORD", fromEnvironment, "SECRETS_DIR", secrets.toString())))
                .isEqualTo(fromEnvironment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void comesFromTheFileFirst(String lineEnd) throws Exception {
        Files.writeString(secrets.resolve("db.password"), fromFile + lineEnd);
        assertThat(password(Map.of("DB_PASSWORD", fromEnvironment, "SECRETS_DIR", secrets.toString())))
                .isEqualTo(fromFile);
    }

    /** Lets the password be changed while the server runs. */
    @Test
    void isReadForEachConnection() throws Exception {
        DatabasePassword plugin = new DatabasePassword(Map.of("SECRETS_DIR", secrets.toString()));
        for (String password : new String[] {fromFile, fromEnvironment}) {
            Files.writeString(secrets.resolve("db.password"), password);
            assertThat(plugin.getPassword(AuthenticationRequestType.SASL)).containsExactly(password.toCharArray());
        }
    }

    @Test
    void isMissingWhereNothingHasIt() throws PSQLException {
        assertThat(new DatabasePassword(Map.of()).getPassword(AuthenticationRequestType.SASL))
                .isNull();
    }

    @Test
    void saysWhichFileCannotBeRead() throws IOException {
        Files.createDirectory(secrets.resolve("db.password"));
        DatabasePassword plugin = new DatabasePassword(Map.of("SECRETS_DIR", secrets.toString()));
        assertThatThrownBy(() -> plugin.getPassword(AuthenticationRequestType.SASL))
                .isInstanceOf(PSQLException.class)
                .hasMessageContaining("the secret file %s/db.password cannot be read".formatted(secrets));
    }

    private static String password(Map<String, String> environment) throws PSQLException {
        char[] password = new DatabasePassword(environment).getPassword(AuthenticationRequestType.SASL);
        assertThat(password).isNotNull();
        return new String(password);
    }
}
