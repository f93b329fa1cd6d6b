package org.backendcore.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the machine calls itself. Payara Micro asks for its address, which the containers of image builds without a network do not have. */
final class MachineName {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    private MachineName() {}

    /**
     * Options for a JVM that talks to nobody but itself: none where the name has an address, or else a file of hosts with it, which
     * that JVM then asks instead of the system.
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
