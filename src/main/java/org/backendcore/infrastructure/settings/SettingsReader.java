package org.backendcore.infrastructure.settings;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/** Reads each setting as text and checks it here, because a server may turn a bad value silently into the default. */
final class SettingsReader {
    private final Config config;
    private final List<String> problems = new ArrayList<>();

    SettingsReader(Config config) {
        this.config = config;
    }

    Settings read() {
        Optional<Profile> profile = value("mp.config.profile", "must be 'dev' or 'prod'", Profile::named);
        Optional<Boolean> migrateOnStart = flag("db.migrate-on-start");
        Optional<Duration> startTimeout = value(
                "db.start-timeout", "must be a number of seconds from 1 to 3600, like '30 s'", SettingsReader::seconds);
        Optional<String> host =
                value("http.host", "must be an address or a host name of this machine", SettingsReader::host);
        Optional<Integer> port = value("http.port", "must be a number from 1 to 65535", text -> number(text, 65535));
        Optional<Boolean> opensLast = flag("http.opens-last");
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        return new Settings(
                profile.orElseThrow(),
                migrateOnStart.orElseThrow(),
                startTimeout.orElseThrow(),
                new Settings.Http(host.orElseThrow(), port.orElseThrow(), opensLast.orElseThrow()));
    }

    private Optional<Boolean> flag(String key) {
        return value(key, "must be 'true' or 'false'", text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** The value, or a problem where it is missing, empty or not what the rule says. */
    private <T> Optional<T> value(String key, String rule, Function<String, Optional<T>> parser) {
        ConfigValue found = config.getConfigValue(key);
        Optional<String> text = Optional.ofNullable(found.getValue()).filter(value -> !value.isBlank());
        Optional<T> parsed = text.flatMap(parser);
        if (parsed.isEmpty()) {
            problems.add("'%s' %s, but %s; set the environment variable %s"
                    .formatted(
                            key,
                            text.map(value -> "is '%s' (from %s)".formatted(value, found.getSourceName()))
                                    .orElse("is not set"),
                            rule,
                            environmentName(key)));
        }
        return parsed;
    }

    /** MicroProfile Config 3.1, section 5.3.1: how a key is spelled in the environment. */
    private static String environmentName(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static Optional<String> host(String text) {
        return new InetSocketAddress(text, 0).isUnresolved() ? Optional.empty() : Optional.of(text);
    }

    private static Optional<Duration> seconds(String text) {
        return text.endsWith("s")
                ? number(text.substring(0, text.length() - 1).strip(), 3600).map(Duration::ofSeconds)
                : Optional.empty();
    }

    private static Optional<Integer> number(String text, int largest) {
        return text.matches("[1-9][0-9]{0,5}")
                ? Optional.of(Integer.valueOf(text)).filter(number -> number <= largest)
                : Optional.empty();
    }
}
