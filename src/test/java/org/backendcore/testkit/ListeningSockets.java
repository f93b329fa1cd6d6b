package org.backendcore.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The TCP and UDP sockets on which processes listen, from Linux's /proc. */
public final class ListeningSockets {
    /** From /proc/net/tcp: the states of listening sockets, and of bound UDP sockets. */
    private static final Set<String> LISTENING = Set.of("0A", "07");

    private static final int LOCAL_ADDRESS = 1;
    private static final int REMOTE_ADDRESS = 2;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final int HEXADECIMAL = 16;

    private ListeningSockets() {}

    /**
     * Addresses with their ports; IPv6 addresses are in the kernel's spelling, unless they contain an IPv4 address.
     */
    public static List<String> of(List<ProcessHandle> processes) throws IOException {
        Set<String> inodes = processes.stream()
                .flatMap(process -> inodes(process.pid()).stream())
                .collect(Collectors.toSet());
        List<String> sockets = new ArrayList<>();
        for (String protocol : List.of("tcp", "tcp6", "udp", "udp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/net", protocol))) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields.length > INODE
                        && inodes.contains(fields[INODE])
                        && LISTENING.contains(fields[STATE])
                        && fields[REMOTE_ADDRESS].endsWith(":0000")) {
                    sockets.add(readable(fields[LOCAL_ADDRESS]));
                }
            }
        }
        return sockets;
    }

    /** The remote ports of connections to {@code port} that these processes still have, in any state. */
    public static List<Integer> peers(List<ProcessHandle> processes, int port) throws IOException {
        Set<String> inodes = processes.stream()
                .flatMap(process -> inodes(process.pid()).stream())
                .collect(Collectors.toSet());
        List<Integer> peers = new ArrayList<>();
        for (String protocol : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/net", protocol))) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields.length > INODE && inodes.contains(fields[INODE]) && port(fields[LOCAL_ADDRESS]) == port) {
                    peers.add(port(fields[REMOTE_ADDRESS]));
                }
            }
        }
        return peers;
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), HEXADECIMAL);
    }

    private static List<String> inodes(long pid) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return descriptors
                    .map(ListeningSockets::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.replaceAll("\\D", ""))
                    .toList();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static String readable(String address) {
        String[] parts = address.split(":", -1);
        String host = parts[0].replaceFirst("^0000000000000000FFFF0000", "");
        int port = port(address);
        if (host.length() != 8) {
            return host + ":" + port;
        }
        long bytes = Long.parseLong(host, HEXADECIMAL);
        return "%s.%s.%s.%s:%s".formatted(bytes & 255, bytes >> 8 & 255, bytes >> 16 & 255, bytes >> 24 & 255, port);
    }
}
