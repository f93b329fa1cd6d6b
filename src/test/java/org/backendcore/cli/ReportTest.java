package org.backendcore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.SecretSearch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The report of {@code check}, verbatim where operators rely on it most. */
final class ReportTest {

    @Test
    void saysEverythingThatIsMissing() {
        Checked.Result result = Checked.nothing().check();
        assertThat(result.exitCode()).isEqualTo(78);
        // The modules' settings follow.
        assertThat(result.output()).startsWith("""
                the settings are invalid:
                  1. 'mp.config.profile' is not set, but must be 'dev' or 'prod'; set the environment variable MP_CONFIG_PROFILE or the system property mp.config.profile; until then, all settings are checked as in 'prod'
                  2. 'app.secret-key' is not set, but is required in prod and must have at least 50 characters, at least 5 of them different, must contain no comma, space, quotation mark or sample word such as 'secret' or 'changeme', and must not be repetitive or sequential ('bin/backend-core secret' generates one); set the environment variable APP_SECRET_KEY or the file app.secret-key in SECRETS_DIR
                  3. 'app.allowed-hosts' is not set, but is required in prod and must be host names or addresses without a port, separated by commas, where '.example.com' stands for its subdomains; '*' is not accepted; set the environment variable APP_ALLOWED_HOSTS or the system property app.allowed-hosts or the file app.allowed-hosts in SECRETS_DIR
                  4. 'db.url' is not set, but is required in prod and must be 'jdbc:postgresql://HOST:PORT/DATABASE', optionally with '?' and parameters, but without a user or password; set the environment variable DB_URL or the system property db.url or the file db.url in SECRETS_DIR
                  5. 'db.user' is not set, but is required in prod and must not be 'dev' or 'sa', and must not contain '${' or spaces; set the environment variable DB_USER or the system property db.user or the file db.user in SECRETS_DIR
                  6. 'db.password' is not set, but is required in prod and must not be a sample value such as 'changeme', or the name of its account; set the environment variable DB_PASSWORD or the file db.password in SECRETS_DIR
                """);
    }

    @Test
    void isShortWhenAllIsRight() {
        assertThat(Checked.prod().check())
                .isEqualTo(new Checked.Result(0, "the settings are valid (profile 'prod')\n"));
        assertThat(Checked.dev().check()).isEqualTo(new Checked.Result(0, "the settings are valid (profile 'dev')\n"));
    }

    @Test
    void judgesByTheProfileThatWasMeant() {
        assertReport(
                Checked.nothing().with("MP_CONFIG_PROFILE", "develop"),
                "'mp.config.profile' is 'develop' (environment variable MP_CONFIG_PROFILE), but must be 'dev' or 'prod': did you mean 'dev'?; set the environment variable MP_CONFIG_PROFILE or the system property mp.config.profile; until then, all settings are checked as in 'dev'");
    }

    @Test
    void saysWhereAValueWasFound() {
        assertReport(
                Checked.prod().with("DB_MIGRATE_ON_START", "true").withProperty("db.migrate-on-start", "ture"),
                "'db.migrate-on-start' is 'ture' (system property db.migrate-on-start), but must be 'true' or 'false': did you mean 'true'?; set the system property db.migrate-on-start or the file db.migrate-on-start in SECRETS_DIR");
    }

    @Test
    void saysThatAValueIsEmpty() {
        assertReport(
                Checked.prod().with("DB_USER", " "),
                "'db.user' is empty (environment variable DB_USER), but must have a value; set the environment variable DB_USER or the system property db.user or the file db.user in SECRETS_DIR");
    }

    @Test
    void refusesASecretThatEverybodyOnTheMachineCanRead() {
        assertReport(
                Checked.prod().withProperty("db.password", Canary.password()),
                "'db.password' must not be set by the system property db.password, where it is not secret: remove it there, and set the environment variable DB_PASSWORD or the file db.password in SECRETS_DIR");
    }

    /** It is detected even if a file hides it. */
    @Test
    void refusesAnExposedSecretBehindAFile(@TempDir Path secrets) throws IOException {
        Files.writeString(secrets.resolve("db.password"), Canary.password());
        assertReport(
                Checked.prod().with("SECRETS_DIR", secrets.toString()).withProperty("db.password", Canary.password()),
                "'db.password' must not be set by the system property db.password, where it is not secret: remove it there, and set the environment variable DB_PASSWORD or the file db.password in SECRETS_DIR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DB_USER", "LOG_LEVEL", "APP_ALLOWED_HOSTS", "HTTP_HOST"})
    void showsNoSecretThatWasGivenToAnotherSetting(String name) {
        String canary = Canary.password();
        Checked checked = Checked.prod().with("DB_PASSWORD", canary).with(name, "x" + canary);
        SecretSearch search = new SecretSearch(List.of(canary));
        search.assertNotIn("check", checked.check().output());
        search.assertNotIn("settings", checked.run("settings").output());
        search.assertNotIn("settings --json", checked.run("settings", "--json").output());
    }

    @Test
    void refusesWhatTheServersCannotReadFromThere() {
        assertReport(
                Checked.prod().withProperty("http.port", "8081"),
                "'http.port' cannot be set by the system property http.port: it is read from the environment only; remove it there, and set the environment variable HTTP_PORT");
    }

    @Test
    void refusesTextInTheWrongEncoding() {
        assertReport(
                Checked.prod().with("DB_PASSWORD", Canary.password() + "\uFFFD"),
                "'db.password' is invalid (environment variable DB_PASSWORD): it must be UTF-8 text without a byte order mark, and the server must run in a UTF-8 locale, such as LC_ALL=C.UTF-8; set the environment variable DB_PASSWORD or the file db.password in SECRETS_DIR");
    }

    @Test
    void spellsOutWhatWouldForgeALineOfTheLog() {
        assertThat(Checked.prod()
                        .with("LOG_LEVEL", "INFO\n  2. 'forged'\u2028\u202e\u001b[31m")
                        .check()
                        .output())
                .contains("'log.level' is 'INFO\\u000a  2. 'forged'\\u2028\\u202e\\u001b[31m' (")
                .hasLineCount(2);
    }

    @Test
    void spellsOutWhatNamesAndPathsWouldForge(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("app.x\n  9. forged\u001b[31m"), "");
        Checked checked = Checked.prod().with("SECRETS_DIR", folder.toString());
        assertThat(checked.check().output()).hasLineCount(2).contains("app.x\\u000a  9. forged\\u001b[31m");
        assertThat(Checked.prod()
                        .with("SECRETS_DIR", "/missing\n  1. forged")
                        .check()
                        .output())
                .hasLineCount(2)
                .contains("/missing\\u000a  1. forged");
    }

    @Test
    void judgesItsSourcesByWhatTheyAre() {
        assertReport(
                Checked.prod()
                        .with("config_ordinal", "abc")
                        .with("CONFIG_ORDINAL", "450")
                        .with("SMALLRYE_CONFIG_LOCATIONS", "/tmp")
                        .withProperty("smallrye.config.profile", "dev")
                        .with("LOG_LVL", "x"),
                "the environment variable CONFIG_ORDINAL would change the configuration sources, which are fixed: remove it",
                "the environment variable SMALLRYE_CONFIG_LOCATIONS would change the configuration sources, which are fixed: remove it",
                "the environment variable config_ordinal would change the configuration sources, which are fixed: remove it",
                "the system property smallrye.config.profile would change the configuration sources, which are fixed: remove it",
                "unknown environment variable LOG_LVL: did you mean 'LOG_LEVEL'? rename it, or remove it");
        assertReport(
                Checked.prod().withProperty("%prod.db.url", "x"),
                "unknown system property %prod.db.url: did you mean 'db.url'? rename it, or remove it");
    }

    /** The server's own data source would use it with the line break, as it is in the environment. */
    @ParameterizedTest
    @CsvSource({
        "APP_SECRET_KEY, app.secret-key",
        "APP_SECRET_KEY_FALLBACKS, app.secret-key-fallbacks",
        "DB_PASSWORD, db.password",
        "DB_MIGRATE_PASSWORD, db.migrate-password"
    })
    void refusesASecretWithALineBreak(String name, String key) {
        for (String ending : List.of("\n", "\r\n", "\t")) {
            assertThat(Checked.prod().with(name, Canary.key() + ending).check().output())
                    .contains(
                            "  1. '%s' is invalid (environment variable %s): it must not contain line breaks or other control characters, such as the newline that 'echo' appends; set the environment variable %s or the file %s in SECRETS_DIR"
                                    .formatted(key, name, name, key));
        }
    }

    /** Wherever it is in a URL that the rule rejects, and in a parameter that the driver would accept. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://app:%s@db.example.com/app",
                "jdbc:postgresql://db.example.com/app?user=app&password=%s",
                "postgres://app:%s@db.example.com/app",
                "jdbc:h2:mem:app;PASSWORD=%s",
                "jdbc:h2:app:%s",
                "jdbc:postgresql://db.example.com/app%%3Fpassword%%3D%s",
                "%s",
                "jdbc:postgresql://db.example.com/app?options=%s&password"
            })
    void showsNothingOfAUrlThatMayHoldAPassword(String url) {
        String canary = Canary.password();
        Checked checked = Checked.prod().with("DB_URL", url.formatted(canary));
        assertThat(checked.check().output())
                .startsWith("the settings are invalid:\n  1. 'db.url' is invalid (environment variable DB_URL): it ")
                .doesNotContain(canary);
        assertThat(checked.run("settings").output())
                .contains("(not shown: it may contain a password)")
                .doesNotContain(canary);
        assertThat(checked.run("settings", "--json").output()).doesNotContain(canary);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DB_PASWORD             | DB_PASSWORD
            DB_PASSWD              | DB_PASSWORD
            DB_PASS                | DB_PASSWORD
            DB_PASSWORD_FILE       | DB_PASSWORD
            DB_USERNAME            | DB_USER
            DB_URI                 | DB_URL
            BD_URL                 |
            APP_SECRET             | APP_SECRET_KEY
            APP_SECRETKEY          | APP_SECRET_KEY
            APP_SERCET_KEY         | APP_SECRET_KEY
            APP_SECRET_KEY_FILE    | APP_SECRET_KEY
            APP_SECRET_KEYS        | APP_SECRET_KEY
            APP_ALLOWED_HOST       | APP_ALLOWED_HOSTS
            HTTP_PROT              | HTTP_PORT
            LOG_LEVL               | LOG_LEVEL
            SECRET_DIR             | SECRETS_DIR
            MP_CONFIG_PROFILES     | MP_CONFIG_PROFILE
            """)
    void takesACloseNameForATypingError(String name, String meant) {
        Checked checked = Checked.prod().with(name, Canary.password());
        if (meant == null) {
            assertThat(checked.check().exitCode()).isZero();
        } else {
            assertReport(
                    checked,
                    "unknown environment variable %s: did you mean '%s'? rename it, or remove it"
                            .formatted(name, meant));
        }
    }

    /** MicroProfile Config would accept them, but Open Liberty's and Payara Micro's own look-ups would not. */
    @ParameterizedTest
    @ValueSource(strings = {"log_level", "log.level"})
    void takesOtherSpellingsForTypingErrors(String name) {
        assertReport(
                Checked.prod().with(name, "INFO"),
                "unknown environment variable %s: did you mean 'LOG_LEVEL'? rename it, or remove it".formatted(name));
        assertThat(Checked.prod().with(name, "x").check().output())
                .contains("'log.level' is 'x' (environment variable %s)".formatted(name));
    }

    @Test
    void findsTypingErrorsInEverySource(@TempDir Path secrets) throws IOException {
        Files.writeString(secrets.resolve("DB_PASSWORD"), Canary.password());
        assertReport(
                Checked.prod()
                        .with("SECRETS_DIR", secrets.toString())
                        .with("LOG_LEVELS", "INFO")
                        .withProperty("log.fromat", "json"),
                "unknown environment variable LOG_LEVELS: did you mean 'LOG_LEVEL'? rename it, or remove it",
                "unknown file DB_PASSWORD: did you mean 'db.password'? rename it, or remove it",
                "unknown system property log.fromat: did you mean 'log.format'? rename it, or remove it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "APP_GREETING",
                "DB_HOST",
                "DB_PORT",
                "HTTP_BASE_PATH",
                "LOG_FILE",
                "DB_URL_READONLY",
                "DB_SSL",
                "DB_UID",
                "DB_MIGRATE",
                "HTTP_ROOT",
                "HTTP_TEST"
            })
    void warnsOfAnyOtherNameInOurPrefixes(String name) {
        assertThat(Checked.prod().with(name, "5432").check())
                .isEqualTo(new Checked.Result(
                        0,
                        "warning: unknown environment variable %s has no effect: docs/settings.md lists the names%nthe settings are valid (profile 'prod')%n"
                                .formatted(name)));
    }

    @ParameterizedTest
    @CsvSource({
        "DB_SERVICE_HOST, 10.0.0.1",
        "DB_SERVICE_PORT, 5432",
        "DB_SERVICE_PORT_POSTGRES, 5432",
        "DB_PORT, tcp://10.0.0.1:5432",
        "DB_PORT_5432_TCP, tcp://10.0.0.1:5432",
        "DB_PORT_5432_TCP_ADDR, 10.0.0.1",
        "DB_PORT_5432_TCP_PORT, 5432",
        "DB_PORT_5432_TCP_PROTO, tcp",
        "APP_METRICS_SERVICE_HOST, 10.0.0.1",
        "LOG_PORT, udp://10.0.0.1:514",
        "HTTP_PROXY, http://proxy.example.com",
        "http_proxy, http://proxy.example.com",
        "HTTPS_PROXY, http://proxy.example.com",
        "NO_PROXY, localhost",
        "APPLICATION, x",
        "MP_JWT_VERIFY_ISSUER, x",
        "MP_CONFIG_PROPERTY_EXPRESSIONS_ENABLED, true"
    })
    void sparesWhatOthersSet(String name, String value) {
        assertThat(Checked.prod().with(name, value).check().output())
                .isEqualTo("the settings are valid (profile 'prod')\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http.proxyHost",
                "http.nonProxyHosts",
                "http.keepAlive",
                "http.agent",
                "http.maxConnections",
                "mp.jwt.verify.issuer"
            })
    void sparesTheSystemPropertiesOfTheJdk(String key) {
        assertThat(Checked.prod().withProperty(key, "x").check().output())
                .isEqualTo("the settings are valid (profile 'prod')\n");
    }

    /** MicroProfile JWT's key for verifying tokens. */
    @Test
    void sparesTheKeyOfTokensInAFile(@TempDir Path secrets) throws IOException {
        Files.writeString(secrets.resolve("mp.jwt.verify.publickey"), "x");
        assertThat(Checked.prod()
                        .with("SECRETS_DIR", secrets.toString())
                        .check()
                        .output())
                .isEqualTo("the settings are valid (profile 'prod')\n");
    }

    /** Problems that the driver would report only when it connects, or never. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sslmode=verify_full      | it has the parameter 'sslmode', which must be one of 'disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full': did you mean 'verify-full'?
            targetServerType=writer  | it has the parameter 'targetServerType', which must be one of 'any', 'primary', 'master', 'slave', 'secondary', 'preferSlave', 'preferSecondary', 'preferPrimary'
            targetServerType=Primary | it has the parameter 'targetServerType', which must be one of 'any', 'primary', 'master', 'slave', 'secondary', 'preferSlave', 'preferSecondary', 'preferPrimary': did you mean 'primary'?
            gssEncMode=never         | it has the parameter 'gssEncMode', which must be one of 'disable', 'allow', 'prefer', 'require'
            channelBinding=foo       | it has the parameter 'channelBinding', which must be one of 'disable', 'prefer', 'require'
            autosave=foo             | it has the parameter 'autosave', which must be one of 'always', 'never', 'conservative'
            stringtype=foo           | it has the parameter 'stringtype', which must be one of 'unspecified', 'varchar'
            ssl=yes                  | it has the parameter 'ssl', which must be one of 'true', 'false'
            prepareThreshold=x       | it has the parameter 'prepareThreshold', which must be a whole number
            loginTimeout=4294967296  | it has the parameter 'loginTimeout', which must be a whole number
            queryTimeout=-1          | it has the parameter 'queryTimeout', which must be a whole number
            requireAuth=trust        | it has the parameter 'requireAuth', which must be text as documented by the driver, percent-encoded in UTF-8
            currentSchema=%00        | it has the parameter 'currentSchema', which must be text as documented by the driver, percent-encoded in UTF-8
            options=%ZZ              | it has the parameter 'options', which must be text as documented by the driver, percent-encoded in UTF-8
            socketTimeOut=5          | it has a parameter that the driver does not know, at position 1; 'socketTimeout', if that is meant, is set by server-config: remove it
            passwordd=x              | it has a parameter that the driver does not know, at position 1; 'password', if that is meant, is not allowed in a URL
            sslmode=require&sslMode=verify-full | it has a parameter that the driver does not know, at position 2: did you mean 'sslmode'?
            sslmode=require&sslmode=verify-full | it has the parameter 'sslmode' twice
            pgbouncer=true           | it has a parameter that the driver does not know, at position 1
            ApplicationNam=x         | it has a parameter that the driver does not know, at position 1: did you mean 'ApplicationName'?
            tcpKeepAlive=false       | it has the parameter 'tcpKeepAlive', which is set by server-config: remove it
            socketTimeout=60         | it has the parameter 'socketTimeout', which is set by server-config: remove it
            User=x                   | it has the parameter 'user', which is not allowed in a URL
            socketFactory=x.Y        | it has the parameter 'socketfactory', which is not allowed in a URL
            """)
    void saysWhichParameterOfTheUrlIsWrong(String parameters, String sentence) {
        assertReport(
                Checked.prod().with("DB_URL", "jdbc:postgresql://127.0.0.1/app?" + parameters),
                "'db.url' is invalid (environment variable DB_URL): " + sentence
                        + "; set the environment variable DB_URL or the system property db.url or the file db.url in SECRETS_DIR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db.example.com/app",
                "db.example.com/app?sslmode=require",
                "db.example.com/app?sslmode=verify-ca",
                "db.example.com/app?ssl=false",
                "db.example.com/app?ssl=true&sslmode=require",
                "db.example.com/app?options=sslmode=verify-full",
                "localhost,db.example.com:5433/app",
                "localhost.example.com/app",
                "192.0.2.1:5432/app",
                "[2001:db8::1]:5432/app"
            })
    void warnsOfADatabaseOnAnotherMachineThatIsNotVerified(String address) {
        assertThat(Checked.prod().with("DB_URL", "jdbc:postgresql://" + address).check())
                .isEqualTo(new Checked.Result(0, """
                        warning: 'db.url' points to another machine without 'sslmode=verify-full': anyone on the network path can read and change everything
                        the settings are valid (profile 'prod')
                        """));
    }

    @Test
    void saysThatTheSlashIsMissing() {
        assertReport(
                Checked.prod().with("DB_URL", "jdbc:postgresql://db.example.com:5432"),
                "'db.url' is invalid (environment variable DB_URL): it lacks the '/' after its host and port, before the name of the database; set the environment variable DB_URL or the system property db.url or the file db.url in SECRETS_DIR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost/app",
                "LOCALHOST:5433/app",
                "127.0.0.1/app",
                "127.9.9.9:5432/app?sslmode=disable",
                "[::1]:5432/app",
                "/app",
                "/",
                "db.example.com/app?loginTimeout=5&sslmode=verify-full",
                "db.example.com/app?sslmode=VERIFY-FULL",
                "db.example.com/app?ssl=true",
                "db.example.com/app?ssl",
                "db.example.com/app?sslmode=verify-full&sslrootcert=/etc/ssl/db.pem"
            })
    void isContentWithADatabaseThatIsVerifiedOrOnThisMachine(String address) {
        assertThat(Checked.prod().with("DB_URL", "jdbc:postgresql://" + address).check())
                .isEqualTo(new Checked.Result(0, "the settings are valid (profile 'prod')\n"));
    }

    @Test
    void warnsOfAnAccountForMigrationsThatAStartDoesNotUse() {
        assertThat(Checked.prod()
                        .with("DB_MIGRATE_USER", "owner")
                        .with("DB_MIGRATE_PASSWORD", Canary.password())
                        .with("DB_MIGRATE_ON_START", "true")
                        .check())
                .isEqualTo(new Checked.Result(0, """
                        warning: 'db.migrate-on-start' is 'true', but a start migrates as 'db.user'; only 'bin/backend-core migrate' uses 'db.migrate-user'
                        the settings are valid (profile 'prod')
                        """));
    }

    @Test
    void warnsOfWhatIsLegalButUnwise() {
        assertThat(Checked.prod()
                        .with("APP_EXIT_ON_FAILURE", "false")
                        .with("DB_USER", "postgres")
                        .with("HTTP_TRUSTED_PROXIES", "0.0.0.0/0")
                        .check())
                .isEqualTo(new Checked.Result(0, """
                        warning: 'app.exit-on-failure' is 'false': after a refused start, the server keeps running, but serves nothing
                        warning: 'db.user' is 'postgres', which has every privilege: give the application an account of its own
                        warning: 'http.trusted-proxies' covers every address, so any client can forge X-Forwarded headers
                        the settings are valid (profile 'prod')
                        """));
    }

    @Test
    void isContentWithProxiesThatHaveANetworkOfTheirOwn() {
        assertThat(Checked.prod().with("HTTP_TRUSTED_PROXIES", "10.0.0.0/8").check())
                .isEqualTo(new Checked.Result(0, "the settings are valid (profile 'prod')\n"));
    }

    @Test
    void refusesOnlyWhatIsLongerThanAnythingUseful() {
        String longest = Canary.password().repeat(250).substring(0, 4096);
        assertThat(Checked.prod().with("DB_PASSWORD", longest).check().exitCode())
                .isZero();
        assertReport(
                Checked.prod().with("DB_PASSWORD", longest + "x"),
                "'db.password' is longer than 4096 characters (environment variable DB_PASSWORD)");
    }

    /** Only a secret is exposed by a system property. */
    @Test
    void doesNotJudgeASystemPropertyThatAFileHides(@TempDir Path secrets) throws IOException {
        Files.writeString(secrets.resolve("db.user"), "app");
        assertThat(Checked.prod()
                        .with("SECRETS_DIR", secrets.toString())
                        .withProperty("db.user", "dev")
                        .check()
                        .exitCode())
                .isZero();
    }

    /** Shorter values occur in other texts by chance. */
    @Test
    void recognisesASecretOfSixCharacters() {
        String canary = Canary.password().substring(0, 6);
        Checked checked = Checked.dev().with("DB_PASSWORD", canary).with("LOG_LEVEL", canary);
        assertThat(checked.check().output())
                .contains("'log.level' is invalid (environment variable LOG_LEVEL)")
                .doesNotContain(canary);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "\n\n"})
    void readsSecretsFromFilesWithoutTheirLineEnd(String lineEnd, @TempDir Path secrets) throws IOException {
        Files.writeString(secrets.resolve("db.password"), " " + Canary.password() + " " + lineEnd);
        Files.writeString(secrets.resolve("app.secret-key"), Canary.key() + lineEnd);
        Files.writeString(secrets.resolve("db.migrate-on-start"), "true" + lineEnd);
        Checked checked = Checked.prod()
                .without("DB_PASSWORD")
                .with("APP_SECRET_KEY", "short")
                .with("SECRETS_DIR", secrets.toString());
        assertThat(checked.check().exitCode()).isZero();
        assertThat(checked.run("settings").output())
                .containsPattern(
                        "db.migrate-on-start +true  \\(file %s/db.migrate-on-start\\), overrides the WAR's defaults"
                                .formatted(secrets))
                .containsPattern(
                        "app.secret-key +\\(secret\\)  \\(file %s/app.secret-key\\), overrides environment variable APP_SECRET_KEY"
                                .formatted(secrets));
    }

    @Test
    void namesTheFilesThatCannotBeRead(@TempDir Path secrets) throws IOException {
        Files.createDirectory(secrets.resolve("db.password"));
        Files.write(secrets.resolve("app.secret-key"), Canary.key().getBytes(StandardCharsets.UTF_16));
        Files.createSymbolicLink(secrets.resolve("db.user"), secrets.resolve("missing"));
        Files.writeString(secrets.resolve("log.level"), " ".repeat(65 * 1024));
        Files.createDirectory(secrets.resolve("..data"));
        Files.createDirectory(secrets.resolve("tls"));
        assertReport(
                Checked.prod().with("SECRETS_DIR", secrets.toString()),
                "the secret file %s/app.secret-key cannot be read: it is not UTF-8 text".formatted(secrets),
                "the secret file %s/db.password cannot be read: it is not a regular file".formatted(secrets),
                "the secret file %s/db.user cannot be read: it does not exist".formatted(secrets),
                "the secret file %s/log.level cannot be read: it is larger than 64 KiB".formatted(secrets));
    }

    @Test
    void namesAFolderThatCannotBeRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertReport(
                Checked.prod().with("SECRETS_DIR", folder.resolve("missing").toString()),
                "the secrets directory %s/missing (environment variable SECRETS_DIR) cannot be read: it does not exist"
                        .formatted(folder));
        assertReport(
                Checked.prod().with("SECRETS_DIR", file.toString()),
                "the secrets directory %s (environment variable SECRETS_DIR) cannot be read: it is not a directory"
                        .formatted(file));
    }

    private static void assertReport(Checked checked, String... problems) {
        StringBuilder report = new StringBuilder("the settings are invalid:\n");
        for (int index = 0; index < problems.length; index++) {
            report.append("  %s. %s\n".formatted(index + 1, problems[index]));
        }
        assertThat(checked.check()).isEqualTo(new Checked.Result(78, report.toString()));
    }
}
