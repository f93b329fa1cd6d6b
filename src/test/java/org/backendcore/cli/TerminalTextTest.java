package org.backendcore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.backendcore.infrastructure.settings.Origin;
import org.backendcore.infrastructure.settings.Origin.Kind;
import org.backendcore.infrastructure.settings.SettingsListing;
import org.backendcore.infrastructure.settings.SettingsListing.Line;
import org.backendcore.testkit.Canary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code check} and {@code settings} print on a terminal. */
final class TerminalTextTest {
    private static final String OUT = "org.backendcore.terminal.out";
    private static final String ERR = "org.backendcore.terminal.err";

    private static final TerminalText COLOURED = new TerminalText(true, true);
    private static final TerminalText PLAIN = new TerminalText(true, false);
    private static final TerminalText ELSEWHERE = new TerminalText(false, false);

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[\\d+m");

    @Test
    void indentsTheRestOfAProblem() {
        String words = "twelve chars ".repeat(10).strip();
        assertThat(PLAIN.error("wrong:\n  9. " + words + "\n 10. short")).isEqualTo("""
                        wrong:
                          9. twelve chars twelve chars twelve chars twelve chars twelve chars twelve chars twelve chars
                             twelve chars twelve chars twelve chars
                         10. short""");
        assertThat(PLAIN.warning("warning: ", words)).isEqualTo("""
                        warning: twelve chars twelve chars twelve chars twelve chars twelve chars twelve chars twelve chars
                                 twelve chars twelve chars twelve chars""");
        assertThat(PLAIN.sentence(words)).isEqualTo("""
                        twelve chars twelve chars twelve chars twelve chars twelve chars twelve chars twelve chars twelve
                        chars twelve chars twelve chars""");
    }

    @Test
    void fillsALineToItsLastColumn() {
        String half = "x".repeat(50);
        assertThat(PLAIN.sentence(half + " " + half.substring(1)).lines()).hasSize(1);
        assertThat(PLAIN.sentence(half + " " + half).lines()).hasSize(2);
    }

    /** Neither bytes nor UTF-16 units. */
    @Test
    void countsCodePoints() {
        String half = "😀".repeat(25) + "é".repeat(25);
        assertThat(PLAIN.sentence(half + " " + "€".repeat(49)).lines()).hasSize(1);
        assertThat(PLAIN.sentence(half + " " + "€".repeat(50)).lines()).hasSize(2);
    }

    @Test
    void breaksNoUrlAndNothingThatIsCopied() {
        String url = "jdbc:postgresql://" + "db.example.com,".repeat(10) + "db.example.com/app";
        assertThat(PLAIN.error("wrong:\n  1. see " + url + " there"))
                .isEqualTo("wrong:\n  1. see\n     " + url + "\n     there");
        String command = "'bin/backend-core check --database'";
        assertThat(PLAIN.sentence("x".repeat(70) + " " + command + ", or not"))
                .isEqualTo("x".repeat(70) + "\n" + command + ", or not");
        assertThat(PLAIN.sentence("x".repeat(70) + " (" + command + ")"))
                .isEqualTo("x".repeat(70) + "\n(" + command + ")");
        // An apostrophe does not open a quotation, and long quotations are broken.
        assertThat(PLAIN.sentence("x".repeat(70) + " the WAR's, or the server's own defaults"))
                .isEqualTo("x".repeat(70) + " the WAR's, or the server's\nown defaults");
        assertThat(PLAIN.sentence("'" + "ten chars ".repeat(20).strip() + "'").lines())
                .hasSize(2);
        assertThat(PLAIN.sentence("'not closed " + "x".repeat(90)).lines()).hasSize(2);
        String alone = "    psql -c '" + "DROP SCHEMA public CASCADE; ".repeat(10) + "'";
        assertThat(COLOURED.error("wrong:\n  1. changed\n" + alone))
                .isEqualTo("\u001b[31mwrong:\u001b[0m\n\u001b[31m  1. \u001b[0mchanged\n" + alone);
    }

    @Test
    void coloursErrorsWarningsAndKeys() {
        assertThat(COLOURED.error("wrong:\n  1. 'db.url' is not 'x'\n  In dev: 'y'"))
                .isEqualTo("""
                        \u001b[31mwrong:\u001b[0m
                        \u001b[31m  1. \u001b[0m'\u001b[1mdb.url\u001b[0m' is not 'x'
                          In dev: 'y'""");
        assertThat(COLOURED.warning("warning: ", "'db.user' is 'postgres'"))
                .isEqualTo("\u001b[33mwarning: \u001b[0m'\u001b[1mdb.user\u001b[0m' is 'postgres'");
        assertThat(COLOURED.sentence("right")).isEqualTo("right");
        // Each line has its own colour codes, because a pager may show only some of the lines.
        assertThat(COLOURED.error("x".repeat(90) + " " + "y".repeat(20)))
                .isEqualTo("\u001b[31m" + "x".repeat(90) + "\u001b[0m\n\u001b[31m" + "y".repeat(20) + "\u001b[0m");
    }

    @ParameterizedTest
    @CsvSource({
        "'', xterm, true",
        "'', '', true",
        "1, xterm, false",
        "0, xterm, false",
        "'', dumb, false",
    })
    void hasColoursUnlessTheyAreTurnedOff(String noColor, String term, boolean colour) {
        for (String command : new String[] {"settings", "check", "migrate"}) {
            Checked.Result result = everyProblem()
                    .with("NO_COLOR", noColor)
                    .with("TERM", term)
                    .withProperty(OUT, "true")
                    .withProperty(ERR, "true")
                    .run(command);
            assertThat(COLOUR.matcher(result.output()).find()).as(command).isEqualTo(colour);
            assertThat(longest(result.output())).isBetween(80, 100);
        }
        assertThat(Checked.dev().withProperty(OUT, "true").run("settings").output())
                .contains("\u001b[1m");
    }

    /** Either stream may be redirected, as with {@code 2>file}. */
    @Test
    void looksAtEachStreamForItself() {
        assertThat(everyProblem().withProperty(OUT, "true").run("migrate"))
                .isEqualTo(everyProblem().run("migrate"));
        assertThat(everyProblem().withProperty(ERR, "true").run("check"))
                .isEqualTo(everyProblem().run("check"));
        for (String stream : new String[] {OUT, ERR}) {
            assertThat(Checked.dev().withProperty(stream, "true").run("nothing").output())
                    .contains("Usage: ")
                    .doesNotContain(stream.equals(OUT) ? "\u001b" : "\u001b[1m");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "migrate", "settings"})
    void printsTheSameAsElsewhereInLinesThatFit(String command) {
        Checked.Result elsewhere = everyProblem().run(command);
        Checked.Result result = everyProblem()
                .withProperty(OUT, "true")
                .withProperty(ERR, "true")
                .run(command);
        assertThat(result.exitCode()).isEqualTo(elsewhere.exitCode());
        assertThat(longest(elsewhere.output())).isGreaterThan(100);
        assertThat(longest(result.output())).isLessThanOrEqualTo(100);
        assertThat(words(result.output())).isEqualTo(words(elsewhere.output()));
    }

    @Test
    void listsTheSettingsInColumns() {
        String folder = "/run/secrets/" + "x".repeat(40);
        SettingsListing listing = new SettingsListing(List.of(
                line("http.port", "9090", new Origin(Kind.ENVIRONMENT, "HTTP_PORT"), new Origin(Kind.WAR, "defaults")),
                line("db.migrate-on-start", "true", new Origin(Kind.WAR, "defaults of the profile")),
                line("db.url", "jdbc:h2:file:./target/h2/dev", new Origin(Kind.ENVIRONMENT, "DB_URL")),
                line(
                        "app.allowed-hosts",
                        "localhost,app.example.com,api.example.com",
                        new Origin(Kind.ENVIRONMENT, "APP_ALLOWED_HOSTS"),
                        new Origin(Kind.WAR, "defaults of the profile")),
                line("log.level", "too many words ".repeat(6).strip(), new Origin(Kind.ENVIRONMENT, "LOG_LEVEL")),
                line("db.user", "app", new Origin(Kind.SECRET_FILE, folder + "/db.user")),
                new Line("db.password", "DB_PASSWORD", true, false, Optional.empty(), Optional.empty(), List.of())));
        assertThat(SettingsPrinter.text(listing, PLAIN)).isEqualTo("""
                        http.port            9090                          (environment variable HTTP_PORT), overrides the
                                                                           WAR's defaults
                        db.migrate-on-start  true                          (the WAR's defaults of the profile)
                        db.url               jdbc:h2:file:./target/h2/dev  (environment variable DB_URL)
                        app.allowed-hosts    localhost,app.example.com,api.example.com
                                                                           (environment variable APP_ALLOWED_HOSTS),
                                                                           overrides the WAR's defaults of the profile
                        log.level            too many words too many words too many words too many words too many words too
                                             many words
                                                                           (environment variable LOG_LEVEL)
                        db.user              app
                                             (file %s/db.user)
                        db.password          (not set)""".formatted(folder));
        assertThat(SettingsPrinter.text(listing, COLOURED))
                .startsWith("\u001b[1mhttp.port\u001b[0m            9090 ")
                .endsWith("\n\u001b[1mdb.password\u001b[0m          (not set)");
    }

    private static Line line(String key, String value, Origin source, Origin... overrides) {
        return new Line(key, "ANY", false, true, Optional.of(value), Optional.of(source), List.of(overrides));
    }

    /** Also without a terminal: the output may be shown on one later. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void spellsControlCharactersOut(boolean terminal) {
        String hostile = "x\u001b]0;title\u0007\u009b31m\r\u007f";
        Checked checked = Checked.dev()
                .with("DB_USER", hostile)
                .with("LOG_LEVEL", hostile)
                .with("LOG_" + hostile, "x")
                .with("SECRETS_DIR", "/" + hostile)
                .withProperty("db.user" + hostile, hostile)
                .withProperty(OUT, Boolean.toString(terminal))
                .withProperty(ERR, Boolean.toString(terminal));
        for (String command : new String[] {"check", "migrate", "settings", "settings --json", hostile}) {
            assertThat(COLOUR.matcher(checked.run(command.split(" ", -1)).output())
                            .replaceAll("")
                            .replace("\n", "")
                            .chars())
                    .as(command)
                    .noneMatch(Character::isISOControl);
        }
        assertThat(checked.run("settings").output()).contains("x\\u001b]0;title\\u0007\\u009b31m\\u000d\\u007f");
        for (TerminalText text : new TerminalText[] {COLOURED, PLAIN, ELSEWHERE}) {
            assertThat(text.sentence("PostgreSQL \u001b[2J")).isEqualTo("PostgreSQL \\u001b[2J");
            assertThat(text.error("\u001b[2J")).contains("\\u001b[2J");
            assertThat(text.warning("warning: ", "\u001b[2J")).endsWith("\\u001b[2J");
        }
    }

    private static Checked everyProblem() {
        return Checked.nothing()
                .with("MP_CONFIG_PROFILE", "prod")
                .with("APP_SECRET_KEY", "short")
                .with("APP_SECRET_KEY_FALLBACKS", "short")
                .with("APP_ALLOWED_HOSTS", "*")
                .with("APP_EXIT_ON_FAILURE", "no")
                .with("DB_URL", "jdbc:h2:mem:app")
                .with("DB_USER", "dev")
                .with("DB_PASSWORD", "password")
                .withProperty("db.migrate-password", Canary.password())
                .with("DB_POOL_MAX_SIZE", "0")
                .with("DB_POOL_MAX_WAITING", "many")
                .with("DB_START_TIMEOUT", "soon")
                .with("DB_MIGRATE_ON_START", "ture")
                .withProperty("http.port", "8081")
                .with("HTTP_HOST", "nowhere.invalid")
                .with("HTTP_TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.0/24 and everything else that is behind a proxy")
                .with("HTTP_DRAIN", "never")
                .with("LOG_LEVEL", "loud 😀")
                .with("LOG_FORMATS", "xml")
                .with("LOG_NOTHING_THAT_ANYBODY_KNOWS", "xml")
                .with("SECRETS_DIR", "secrets");
    }

    private static int longest(String output) {
        return COLOUR.matcher(output)
                .replaceAll("")
                .lines()
                .mapToInt(line -> (int) line.codePoints().count())
                .max()
                .orElse(0);
    }

    private static String words(String output) {
        return COLOUR.matcher(output).replaceAll("").replaceAll("\\s+", " ");
    }
}
