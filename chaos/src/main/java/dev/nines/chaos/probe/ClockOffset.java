package dev.nines.chaos.probe;

import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.TargetGone;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * How far a clock is ahead of another, from the exchange of four stamps with the shortest way: what is not known is how the way
 * divides into there and back, so the offset is certain to half of it.
 *
 * @param offsetNanos the target's clock minus ours
 * @param uncertaintyNanos of it, either way
 */
public record ClockOffset(long offsetNanos, long uncertaintyNanos) {
    private static final int EXCHANGES = 16;
    private static final long LIMIT_SECONDS = 20;
    /** Answers each line with two stamps, of receiving and of sending. */
    private static final List<String> STAMPS =
            List.of("sh", "-c", "while read -r line; do echo \"$(date +%s%N) $(date +%s%N)\"; done");

    /**
     * One exchange.
     *
     * @param sent by our clock
     * @param received by the target's
     * @param answered by the target's
     * @param heard by ours
     */
    record Exchange(long sent, long received, long answered, long heard) {
        long wayNanos() {
            return heard - sent - (answered - received);
        }

        ClockOffset offset() {
            return new ClockOffset((received - sent + answered - heard) / 2, (wayNanos() + 1) / 2);
        }
    }

    /** Compares a target's clock with that of this process. Both are those of one machine if the target is a lab host. */
    public static ClockOffset measure(Target target) {
        return measure(target, new EpochClock());
    }

    static ClockOffset measure(Target target, LongSupplier clock) {
        Process process;
        try {
            process = target.start(STAMPS);
        } catch (IOException e) {
            throw new TargetGone(target.name(), e.getMessage(), e);
        }
        try {
            return CompletableFuture.supplyAsync(() -> narrowest(target, process, clock))
                    .get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new TargetGone(target.name(), "no stamps of its clock", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetGone(target.name(), "interrupted while clocks were compared", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static ClockOffset narrowest(Target target, Process process, LongSupplier clock) {
        Exchange best = null;
        try (BufferedReader from =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
                OutputStream to = process.getOutputStream()) {
            for (int i = 0; i < EXCHANGES; i++) {
                long sent = clock.getAsLong();
                to.write('\n');
                to.flush();
                String line = from.readLine();
                long heard = clock.getAsLong();
                Exchange exchange = parse(target, sent, line, heard);
                best = best == null || exchange.wayNanos() < best.wayNanos() ? exchange : best;
            }
        } catch (IOException e) {
            throw new TargetGone(target.name(), e.getMessage(), e);
        }
        if (best == null) {
            throw new IllegalStateException("no exchange of stamps");
        }
        return best.offset();
    }

    private static Exchange parse(Target target, long sent, String line, long heard) {
        if (line == null || !line.matches("\\d{18,19} \\d{18,19}")) {
            throw new TargetGone(target.name(), "its clock has no nanoseconds: " + line);
        }
        int blank = line.indexOf(' ');
        return new Exchange(
                sent, Long.parseLong(line.substring(0, blank)), Long.parseLong(line.substring(blank + 1)), heard);
    }

    /** The time that our clock showed when the target's showed this. */
    public long toOurs(long targetNanos) {
        return targetNanos - offsetNanos;
    }

    /** How far this target's clock is ahead of another target's. */
    public ClockOffset minus(ClockOffset other) {
        return new ClockOffset(offsetNanos - other.offsetNanos, uncertaintyNanos + other.uncertaintyNanos);
    }

    /** What is to be said if a fault's stamp is less certain than an edge of an outage. */
    public Optional<String> warning(long probeIntervalNanos) {
        return uncertaintyNanos <= probeIntervalNanos
                ? Optional.empty()
                : Optional.of("clocks are compared to ±" + uncertaintyNanos / 1_000_000.0 + " ms only, more than the "
                        + probeIntervalNanos / 1_000_000.0 + " ms between probes");
    }
}
