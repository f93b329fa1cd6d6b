package org.backendcore.infrastructure.settings;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names that look like settings but are not: typing errors, or names of other programs. */
final class UnknownNames {
    /**
     * Prefixes that only this application uses: an unknown name with one has no effect, although its author expects
     * one.
     */
    private static final Pattern OURS = Pattern.compile(Stream.concat(
                    Stream.of("APP", "DB", "HTTP", "LOG"),
                    Catalogue.MODULES.prefixes().stream().map(Setting::environmentName))
            .collect(Collectors.joining("|", "(", ")_.*")));

    /** Prefixes shared with other programs, so only names that are close to ours count. */
    private static final Pattern SHARED = Pattern.compile("(MP_CONFIG|SECRETS?)_.*");

    /** The variables that Kubernetes sets for each service of a namespace, such as one named 'db'. */
    private static final Pattern KUBERNETES =
            Pattern.compile(".+_SERVICE_HOST|.+_SERVICE_PORT(_.+)?|.+_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?");

    /** A convention of some images; SECRETS_DIR replaces it here. */
    private static final Pattern FILE = Pattern.compile("_FILE$");

    /** MicroProfile Config 3.1, section 6.1: has no effect here, because values are read source by source. */
    private static final Pattern PROFILED = Pattern.compile("^(%[^.]+\\.|_(DEV|PROD)_)");

    private static final Pattern KUBERNETES_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    /**
     * The names used by curl and similar programs, and the JDK's own system properties (java.net, "Networking
     * Properties").
     */
    private static final Pattern PROXIES =
            Pattern.compile("HTTP_(PROXY|NON_?PROXY|KEEPALIVE|MAX(CONNECTIONS|REDIRECTS)|AGENT|AUTH|STRICT).*");

    /**
     * Names that change the order of the sources or add sources, on one server or both, from MicroProfile Config and
     * SmallRye Config.
     */
    private static final Pattern ORDER = Pattern.compile("CONFIG_ORDINAL|SMALLRYE_CONFIG_.*");

    private final Sources sources;

    UnknownNames(Sources sources) {
        this.sources = sources;
    }

    /** Names that are close to a setting, in alphabetical order. */
    List<String> problems() {
        return Stream.concat(
                        sources.names().flatMap(name -> order(name).stream()),
                        unknown()
                                .flatMap(name -> meant(name)
                                        .map(legal -> "unknown %s: did you mean '%s'? rename it, or remove it"
                                                .formatted(name, legal))
                                        .stream()))
                .sorted()
                .toList();
    }

    /** Names with our prefixes that are close to no setting. */
    List<String> warnings() {
        return unknown()
                .filter(name -> OURS.matcher(folded(name)).matches())
                .filter(name -> meant(name).isEmpty())
                .map(name -> "unknown %s has no effect: docs/settings.md lists the names".formatted(name))
                .sorted()
                .toList();
    }

    /** Why a name is not allowed, whatever its value. */
    private static Optional<String> order(Origin name) {
        return ORDER.matcher(Setting.environmentName(name.name())).matches()
                ? Optional.of(
                        "%s would change the configuration sources, which are fixed: remove it".formatted(name.named()))
                : Optional.empty();
    }

    private Stream<Origin> unknown() {
        return sources.names().filter(name -> {
            String folded = folded(name);
            return (OURS.matcher(folded).matches() || SHARED.matcher(folded).matches())
                    && !legal(name)
                    && !KUBERNETES.matcher(folded).matches()
                    && !PROXIES.matcher(folded).matches()
                    && !addressOfAService(name);
        });
    }

    private static boolean legal(Origin name) {
        return names(name.kind()).contains(name.name());
    }

    private static Optional<String> meant(Origin name) {
        List<String> names = names(name.kind());
        return Optional.of(FILE.matcher(plain(name)).replaceFirst(""))
                .filter(names::contains)
                .or(() -> SpellingSuggestion.to(plain(name), names));
    }

    /** The names of the settings in sources of that kind. */
    private static List<String> names(Origin.Kind kind) {
        return Catalogue.ALL.stream()
                .map(setting -> kind == Origin.Kind.ENVIRONMENT ? setting.environmentName() : setting.key())
                .toList();
    }

    /** Kubernetes also sets DB_PORT for a service named 'db'. */
    private boolean addressOfAService(Origin name) {
        return name.name().endsWith("_PORT")
                && sources.value(name.name()).stream()
                        .anyMatch(value ->
                                KUBERNETES_ADDRESS.matcher(value.text()).matches());
    }

    private static String plain(Origin name) {
        return PROFILED.matcher(name.name()).replaceFirst("");
    }

    private static String folded(Origin name) {
        return Setting.environmentName(plain(name));
    }
}
