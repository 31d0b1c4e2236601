package dev.nines.chaos.live;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The interface of the host that a daemon runs on. All calls wait until the kernel has done it. */
final class Interface {
    private static final long STEP_SECONDS = 10;

    private final String name;

    Interface(String name) {
        this.name = name;
    }

    /** @param address with its prefix length; it may be there already */
    void add(String address) throws IOException {
        run(List.of("ip", "address", "replace", address, "dev", name));
    }

    /** @param address with its prefix length; it need not be there */
    void remove(String address) throws IOException {
        if (run(List.of("ip", "-o", "address", "show", "dev", name, "to", bare(address)))
                .contains(" " + address + " ")) {
            run(List.of("ip", "address", "delete", address, "dev", name));
        }
    }

    /** Broadcasts gratuitous ARP requests of these IPv4 addresses, so that neighbours send to this interface from now on. */
    void announce(List<String> addresses, int packetsPerAddress) throws IOException {
        if (addresses.isEmpty() || packetsPerAddress == 0) {
            return;
        }
        // perl-base is part of every Debian, arping is not, and Java has no packet sockets.
        List<String> command = new ArrayList<>(
                List.of("perl", "-e", Script.GRATUITOUS_ARP, name, Integer.toString(packetsPerAddress)));
        addresses.forEach(address -> command.add(bare(address)));
        run(command);
    }

    private static String bare(String address) {
        return address.replaceFirst("/.*", "");
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(STEP_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(command.get(0) + " failed: " + said.strip());
            }
            return said;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Read once. */
    private static final class Script {
        static final String GRATUITOUS_ARP = read("gratuitous-arp.pl");

        private static String read(String name) {
            try (InputStream text = Interface.class.getResourceAsStream(name)) {
                if (text == null) {
                    throw new IllegalStateException("no " + name + " in this build");
                }
                return new String(text.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
