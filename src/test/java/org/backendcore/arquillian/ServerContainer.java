package org.backendcore.arquillian;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.backendcore.testkit.Installation;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.arquillian.protocol.servlet5.ServletMethodExecutor;
import org.jboss.arquillian.protocol.servlet5.v_6.ServletProtocol;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jspecify.annotations.Nullable;

/**
 * Deploys by starting a server with the archive in the profile 'dev', and undeploys by stopping it. It detects that the
 * server is up by the readiness probe instead of the log, whose lines may be delayed.
 */
public final class ServerContainer implements DeployableContainer<ServerContainerConfiguration> {
    /** Besides the profile, one value for each source that {@code InContainerIT} reads. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "MP_CONFIG_PROFILE", "dev",
            "ORDER_ENVIRONMENT", "environment",
            "ORDER_SYSTEM", "environment",
            "JAVA_TOOL_OPTIONS", "-Dorder.system=system");

    private @Nullable ServerKind kind;
    private @Nullable RunningServer server;

    @Override
    public Class<ServerContainerConfiguration> getConfigurationClass() {
        return ServerContainerConfiguration.class;
    }

    @Override
    public void setup(ServerContainerConfiguration configuration) {
        kind = configuration.kind();
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription(ServletProtocol.PROTOCOL_NAME);
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) {
        RunningServer started = RunningServer.start(install(archive), ENVIRONMENT);
        server = started;
        started.awaitReady();
        HTTPContext context = new HTTPContext("127.0.0.1", started.port());
        context.add(new Servlet(ServletMethodExecutor.ARQUILLIAN_SERVLET_NAME, "/"));
        return new ProtocolMetaData().addContext(context);
    }

    @Override
    public void undeploy(Archive<?> archive) {
        if (server != null) {
            server.discard();
        }
    }

    private Installation install(Archive<?> archive) {
        try {
            Path war = Files.createTempFile(Path.of("target"), "backend-core-", ".war");
            try {
                archive.as(ZipExporter.class).exportTo(war.toFile(), true);
                return Objects.requireNonNull(kind).install(war);
            } finally {
                Files.delete(war);
            }
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
