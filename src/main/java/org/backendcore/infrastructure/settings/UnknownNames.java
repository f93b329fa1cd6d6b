package org.backendcore.infrastructure.settings;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names that look like settings and are none: typing errors, or somebody else's. */
final class UnknownNames {
    /** Ours alone: what begins so and is unknown has no effect, and somebody thinks that it has. */
    private static final Pattern OURS = Pattern.compile(Stream.concat(
                    Stream.of("APP", "DB", "HTTP", "LOG"),
                    Catalogue.MODULES.prefixes().stream().map(Setting::environmentName))
            .collect(Collectors.joining("|", "(", ")_.*")));

    /** Shared with others, so that only what is close to ours counts. */
    private static final Pattern SHARED = Pattern.compile("(MP_CONFIG|SECRETS?)_.*");

    /** What Kubernetes sets for each service of a namespace, such as one named 'db'. */
    private static final Pattern KUBERNETES =
            Pattern.compile(".+_SERVICE_HOST|.+_SERVICE_PORT(_.+)?|.+_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?");

    /** A convention of some images, which is SECRETS_DIR here. */
    private static final Pattern FILE = Pattern.compile("_FILE$");

    /** MicroProfile Config 3.1, section 6.1: values are read source by source here, where this has no effect. */
    private static final Pattern PROFILED = Pattern.compile("^(%[^.]+\\.|_(DEV|PROD)_)");

    private static final Pattern KUBERNETES_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    /** Of curl and its kin, and the JDK's own system properties (java.net, "Networking Properties"). */
    private static final Pattern PROXIES =
            Pattern.compile("HTTP_(PROXY|NON_?PROXY|KEEPALIVE|MAX(CONNECTIONS|REDIRECTS)|AGENT|AUTH|STRICT).*");

    /** What changes the order of the sources, or adds some, on one server or both: of MicroProfile Config, and of SmallRye Config. */
    private static final Pattern ORDER = Pattern.compile("CONFIG_ORDINAL|SMALLRYE_CONFIG_.*");

    private final Sources sources;

    UnknownNames(Sources sources) {
        this.sources = sources;
    }

    /** Those that are close to a setting, in the order of the alphabet. */
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

    /** Those in our prefixes that are close to none. */
    List<String> warnings() {
        return unknown()
                .filter(name -> OURS.matcher(folded(name)).matches())
                .filter(name -> meant(name).isEmpty())
                .map(name -> "unknown %s has no effect: docs/settings.md lists the names".formatted(name))
                .sorted()
                .toList();
    }

    /** Why a name must not be there, whatever its value. */
    private static Optional<String> order(Origin name) {
        return ORDER.matcher(Setting.environmentName(name.name())).matches()
                ? Optional.of(
                        "%s would change where settings come from, which is fixed: remove it".formatted(name.named()))
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

    /** How the settings are called in sources of that kind. */
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
