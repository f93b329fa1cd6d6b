package org.backendcore.manage;

import fish.payara.micro.boot.PayaraMicroBoot;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;

/** {@code run}: tries the port, then becomes Payara Micro with the WAR, in this very process. */
final class Run {
    /** Set by the WAR when it has written its report and ends the process itself. */
    private static final String REFUSED = "org.backendcore.refused";

    private final Path home;
    private final Map<String, String> environment;

    Run(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    void becomeTheServer() throws RunException {
        String profile = profile();
        tryPort(address(profile));
        start(profile);
    }

    private String profile() throws RunException {
        String profile = System.getProperty("mp.config.profile", environment.getOrDefault("MP_CONFIG_PROFILE", ""));
        if (!profile.equals("dev") && !profile.equals("prod")) {
            throw RunException.configuration(
                    "'mp.config.profile' %s, but must be 'dev' or 'prod'; set the environment variable MP_CONFIG_PROFILE"
                            .formatted(profile.isEmpty() ? "is not set" : "is '" + profile + "'"));
        }
        return profile;
    }

    private InetSocketAddress address(String profile) throws RunException {
        String host = environment.getOrDefault("HTTP_HOST", profile.equals("dev") ? "127.0.0.1" : "0.0.0.0");
        String port = environment.getOrDefault("HTTP_PORT", "8080");
        InetSocketAddress address = new InetSocketAddress(host, number(port));
        if (host.isBlank() || address.isUnresolved()) {
            throw RunException.configuration(
                    "'http.host' is '%s', but must be an address or a host name of this machine; set the environment variable HTTP_HOST"
                            .formatted(host));
        }
        return address;
    }

    private static int number(String port) throws RunException {
        if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65535) {
            throw RunException.configuration(
                    "'http.port' is '%s', but must be a number from 1 to 65535; set the environment variable HTTP_PORT"
                            .formatted(port));
        }
        return Integer.parseInt(port);
    }

    /** Payara Micro would find out after seconds, and end with the exit code 0. */
    private static void tryPort(InetSocketAddress address) throws RunException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address);
        } catch (IOException exception) {
            throw RunException.system(
                    "cannot listen on %s port %d (%s): stop what uses it, or set HTTP_HOST and HTTP_PORT"
                            .formatted(address.getHostString(), address.getPort(), exception.getMessage()),
                    exception);
        }
    }

    private void start(String profile) throws RunException {
        Path configuration = home.resolve("server-config/payara-micro");
        PayaraMicroBoot server;
        try {
            // What `java -jar payara-micro.jar` does; but that only logs a failure and ends with the exit code 0.
            server = PayaraMicroLauncher.create(new String[] {
                // Nothing clusters, so Hazelcast would only open a port. Not --nocluster, which brings Hazelcast back.
                "--nohazelcast",
                "--disablephonehome",
                "--logproperties",
                configuration.resolve("logging.properties").toString(),
                "--prebootcommandfile",
                configuration.resolve(profile + ".preboot").toString(),
                "--addlibs",
                home.resolve("lib/jdbc").toString(),
                "--deploy",
                home.resolve("backend-core.war").toString()
            });
        } catch (Exception exception) {
            if (System.getProperty(REFUSED) != null) {
                return;
            }
            throw RunException.serverEnded(exception);
        }
        if (System.getProperty(REFUSED) == null && nothingIsDeployed(server)) {
            throw RunException.notDeployed();
        }
    }

    private static boolean nothingIsDeployed(PayaraMicroBoot server) {
        try {
            return server.getRuntime().getDeployedApplicationNames().isEmpty();
        } catch (IllegalStateException stopping) {
            // SIGTERM came meanwhile; the exit code is the signal's.
            return false;
        }
    }
}
