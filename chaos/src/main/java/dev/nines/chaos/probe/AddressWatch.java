package dev.nines.chaos.probe;

import dev.nines.chaos.target.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sees on a target when it takes an address: the kernel tells {@code ip monitor}, which stamps it. keepalived adds the address and
 * sends its gratuitous ARP in the same breath.
 */
public final class AddressWatch implements AutoCloseable {
    /** From the kernel's word to the stamp: the program has to be woken. */
    private static final long WAKING_NANOS = 5_000_000L;

    /** It ends with its standard input, so with us, however we end. */
    private static final List<String> MONITOR = List.of(
            "sh",
            "-c",
            "TZ=UTC0 ip -tshort -oneline -4 monitor address & monitor=$!; read -r _; kill $monitor 2>/dev/null; wait");

    private static final Pattern TAKEN =
            Pattern.compile("\\[([0-9T:.-]{10,32})\\]\\s*\\d+: \\S+\\s+inet ([0-9.]+)/\\d+ .*");

    private final Target target;
    private final String machine;
    private final String address;
    private final ClockOffset clock;
    private final Consumer<Sighting> sightings;
    private Process process;

    /**
     * @param machine a name for people
     * @param clock of the target against that of the client's host
     * @param sightings is told on a thread of its own
     */
    public AddressWatch(
            Target target, String machine, String address, ClockOffset clock, Consumer<Sighting> sightings) {
        this.target = target;
        this.machine = machine;
        this.address = address;
        this.clock = clock;
        this.sightings = sightings;
    }

    /** Begins, or begins again where it has ended. Whether it watches now. */
    public synchronized boolean watch() {
        if (process != null && process.isAlive()) {
            return true;
        }
        try {
            process = target.start(MONITOR);
        } catch (IOException e) {
            return false;
        }
        Process started = process;
        Thread thread = new Thread(() -> listen(started), "address-watch");
        thread.setDaemon(true);
        thread.start();
        return true;
    }

    private void listen(Process from) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(from.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                sighting(line).ifPresent(sightings);
            }
        } catch (IOException e) {
            // it ends with its process
        }
    }

    /** @param line of the monitor; one that tells of another address, or of one that goes, is none */
    Optional<Sighting> sighting(String line) {
        Matcher taken = TAKEN.matcher(line);
        if (!taken.matches() || !taken.group(2).equals(address)) {
            return Optional.empty();
        }
        try {
            Instant stamp = LocalDateTime.parse(taken.group(1)).toInstant(ZoneOffset.UTC);
            long there = stamp.getEpochSecond() * 1_000_000_000L + stamp.getNano();
            return Optional.of(new Sighting(
                    machine, "takes " + address, clock.toOurs(there), clock.uncertaintyNanos() + WAKING_NANOS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public synchronized void close() {
        if (process == null) {
            return;
        }
        try {
            process.getOutputStream().close();
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            // it has ended before
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
