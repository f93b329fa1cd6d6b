package org.backendcore.cli;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.backendcore.infrastructure.process.ListeningPort;
import org.backendcore.infrastructure.process.RefusedStart;
import org.backendcore.infrastructure.settings.CheckedSettings;
import org.backendcore.infrastructure.settings.Settings;

/**
 * The check of a start that comes before the server: the settings, then the port. The launcher calls it by its name, in
 * a class loader of its own, so that only types of the JDK pass between them.
 */
public final class StartCheck implements Function<Consumer<String>, Optional<Map.Entry<String, String>>> {

    /** For the launcher. */
    public StartCheck() {}

    /** With the settings of this process: nothing, or the name of the exit code and the reason of a refused start. */
    @Override
    public Optional<Map.Entry<String, String>> apply(Consumer<String> warnings) {
        return of(PlainConfig.ofThisProcess(), warnings)
                .map(refused -> Map.entry(refused.exitCode().name(), String.valueOf(refused.getMessage())));
    }

    /** @param warnings gets those of a refused start; otherwise, the WAR logs them */
    static Optional<RefusedStart> of(PlainConfig config, Consumer<String> warnings) {
        CheckedSettings checked = CheckedSettings.of(config.sources());
        if (checked.right().isEmpty()) {
            checked.warnings().forEach(warnings);
            return Optional.of(RefusedStart.wrong(checked.report()));
        }
        try {
            Settings.Http http = checked.orThrow().http();
            ListeningPort.tryToOpen(http.host(), http.port());
            return Optional.empty();
        } catch (RefusedStart refused) {
            checked.warnings().forEach(warnings);
            return Optional.of(refused);
        }
    }
}
