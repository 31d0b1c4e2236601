package dev.nines.chaos.table;

import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.Target;
import dev.nines.model.Ticks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sees a clock of a product tick: {@code tcpdump} on a lab's switch, or on the host that sends, prints each advert or check with
 * the kernel's own stamp.
 */
final class TickWatch implements AutoCloseable {
    /** As tcpdump prints a packet: stamp, then what it is. Priority 0 says goodbye and is no tick. */
    private static final Pattern PACKET = Pattern.compile("^(\\d+\\.\\d+) (.*)");

    private static final Pattern GOODBYE = Pattern.compile("\\bprio 0\\b");
    /** The first four bytes of {@code OPTIONS}, with which HAProxy's {@code option httpchk} asks. */
    private static final String OPTIONS = "tcp[((tcp[12] & 0xf0) >> 2):4] = 0x4f505449";
    /** HAProxy ends a check of layer 4 by a reset, and no other connection so. */
    private static final String RESET = "tcp[tcpflags] & tcp-rst != 0";

    private final Process process;
    private final List<Long> ticks = new ArrayList<>();

    private TickWatch(Process process) {
        this.process = process;
    }

    /**
     * Begins to watch.
     *
     * @param tcp checks are of layer 4
     * @throws IOException if tcpdump cannot be started there
     */
    static TickWatch start(Ticks clock, boolean tcp, Inventory inventory, Function<String, Target> targets)
            throws IOException {
        String on;
        String where;
        String filter;
        if (clock instanceof Ticks.Checks checks) {
            on = checks.host();
            where = "eth0";
            String server = inventory.addresses().get(checks.server());
            filter = "dst host " + server + " and " + (tcp ? RESET : OPTIONS);
        } else {
            on = inventory.cables().orElseThrow().target();
            where = "any";
            filter = "ip proto 112";
        }
        Process process = targets.apply(on)
                .start(List.of(
                        "tcpdump",
                        "-i",
                        where,
                        "-nn",
                        "-l",
                        "-tt",
                        "--immediate-mode",
                        "--time-stamp-precision=nano",
                        "-Z",
                        "root",
                        filter));
        TickWatch watch = new TickWatch(process);
        daemon(watch::listen);
        daemon(watch::drain);
        return watch;
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "ticks");
        thread.setDaemon(true);
        thread.start();
    }

    private void drain() {
        try {
            process.getErrorStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            // the pipe ends with the process
        }
    }

    private void listen() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                OptionalLong tick = tick(line);
                synchronized (ticks) {
                    tick.ifPresent(ticks::add);
                }
            }
        } catch (IOException e) {
            // the pipe ends with the process
        }
    }

    /** The stamp of a line of tcpdump, in nanoseconds of the wall clock; empty if it is no tick. */
    static OptionalLong tick(String line) {
        Matcher matcher = PACKET.matcher(line);
        if (!matcher.matches() || GOODBYE.matcher(line).find()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                new BigDecimal(matcher.group(1)).movePointRight(9).longValue());
    }

    /** How long ago the last tick was, before an instant; empty if none was seen within a time. */
    OptionalLong ageNanos(long atNanos, long mostNanos) {
        synchronized (ticks) {
            OptionalLong last = ticks.stream()
                    .mapToLong(Long::longValue)
                    .filter(tick -> tick <= atNanos)
                    .max();
            return last.isPresent() && atNanos - last.getAsLong() <= mostNanos
                    ? OptionalLong.of(atNanos - last.getAsLong())
                    : OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
