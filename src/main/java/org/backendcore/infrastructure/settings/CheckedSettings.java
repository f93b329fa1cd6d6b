package org.backendcore.infrastructure.settings;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The settings after their check: valid, or with all problems.
 *
 * @param warnings values that are allowed but probably a mistake, one sentence per warning
 * @param problems the reasons why the application does not start, one sentence per problem, without any part of a
 *     secret
 */
public record CheckedSettings(Optional<Settings> right, List<String> problems, List<String> warnings) {

    /** Checks the values in these sources, strongest first ({@code Config.getConfigSources}). */
    public static CheckedSettings of(Iterable<ConfigSource> strongestFirst) {
        Sources sources = Sources.of(strongestFirst);
        SettingsCheck check = SettingsCheck.of(sources);
        Optional<Settings> settings =
                check.problems().isEmpty() && Catalogue.MODULES.problems().isEmpty()
                        ? Optional.of(SettingsReader.read(check, sources.ofOpenLiberty()))
                        : Optional.empty();
        UnknownNames unknown = new UnknownNames(sources);
        List<String> problems = Stream.of(
                        sources.secretFiles().map(SecretFiles::problems).orElse(List.of()),
                        Catalogue.MODULES.problems(),
                        check.problems(),
                        unknown.problems())
                .flatMap(List::stream)
                .map(Printable::of)
                .toList();
        List<String> warnings = Stream.concat(
                        unknown.warnings().stream().map(Printable::of),
                        settings
                                .map(right -> SettingsWarnings.in(right, exitOnFailure(sources)))
                                .orElse(List.of())
                                .stream())
                .toList();
        return new CheckedSettings(settings.filter(right -> problems.isEmpty()), problems, warnings);
    }

    /**
     * {@code app.exit-on-failure}: whether a refused start ends the process. Readable even if other settings are
     * invalid; any value but {@code false} means true, so a typing error never leaves a broken server running.
     */
    public static boolean exitOnFailure(Iterable<ConfigSource> strongestFirst) {
        return exitOnFailure(Sources.of(strongestFirst));
    }

    private static boolean exitOnFailure(Sources sources) {
        return sources.value(Catalogue.EXIT_ON_FAILURE.key())
                .filter(value -> value.text().equals("false"))
                .isEmpty();
    }

    /**
     * The settings, if they are valid.
     *
     * @throws InvalidSettingsException with the whole report if they are not
     */
    public Settings orThrow() {
        return right.orElseThrow(() -> new InvalidSettingsException(report()));
    }

    /** The problems, numbered, one per line; the same text everywhere. */
    public String report() {
        return IntStream.range(0, problems.size())
                .mapToObj(index -> "%n  %s. %s".formatted(index + 1, problems.get(index)))
                .collect(Collectors.joining("", "the settings are invalid:", ""));
    }
}
