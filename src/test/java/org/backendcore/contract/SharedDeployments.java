package org.backendcore.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.backendcore.servers.Deployment;
import org.backendcore.servers.Engine;
import org.backendcore.servers.Release;
import org.backendcore.servers.ServerKind;
import org.backendcore.servers.SideBySide;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Starts each server with each engine when it is first asked for; JUnit stops them all after the last class. */
final class SharedDeployments implements ArgumentsProvider {
    private static final ExtensionContext.Namespace SHARED = ExtensionContext.Namespace.create(SharedDeployments.class);

    private record Key(ServerKind kind, Engine engine) {}

    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        Engine[] engines = context.getRequiredTestClass()
                .getAnnotation(OnEveryServer.class)
                .engines();
        List<Key> keys = Arrays.stream(engines)
                .flatMap(engine -> ServerKind.asked().stream().map(kind -> new Key(kind, engine)))
                .toList();
        // Side by side, because a start leaves a processor idle half of the time.
        SideBySide.each(keys, key -> deployment(context, key));
        return keys.stream().map(key -> Arguments.of(deployment(context, key)));
    }

    private static Deployment deployment(ExtensionContext context, Key key) {
        return context.getRoot().getStore(SHARED).computeIfAbsent(key, absent -> started(key), Deployment.class);
    }

    /** On H2 the very WAR that was built; in production that with more classes, and all settings. */
    private static Deployment started(Key key) {
        if (key.engine() == Engine.H2) {
            return Deployment.start(key.kind(), key.engine(), Deployment.WAR, Map.of());
        }
        try (Release tests = HttpTests.create()) {
            Deployment deployment = Deployment.start(key.kind(), key.engine(), tests.war(), HttpTests.SETTINGS);
            SlowClients.of(deployment.server());
            return deployment;
        }
    }
}
