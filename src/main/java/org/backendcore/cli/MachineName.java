package org.backendcore.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The name of this machine. Payara Micro resolves it to an address, which fails in image builds without a network. */
final class MachineName {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    private MachineName() {}

    /**
     * The options for a JVM that talks only to itself: none if the name resolves to an address, otherwise a hosts file
     * that maps the name and that the JVM uses instead of the system's resolver.
     */
    static List<String> optionsFor(Path hosts) throws IOException {
        try {
            InetAddress.getLocalHost();
            return List.of();
        } catch (UnknownHostException withoutAddress) {
            if (!Files.exists(KERNEL)) {
                return List.of();
            }
            Files.writeString(hosts, "127.0.0.1 localhost " + Files.readString(KERNEL));
            return List.of("-Djdk.net.hosts.file=" + hosts);
        }
    }
}
