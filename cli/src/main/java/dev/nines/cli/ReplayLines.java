package dev.nines.cli;

import dev.nines.kernel.Trace;
import java.util.Locale;

/**
 * Tells the events of a trial: the time since its start, the time since the last fault, who, what. A fault, a repair and a
 * violation have a mark in front.
 *
 * <pre>
 *   t=957.392723087s                   web1                     neighbour db is at db1, says an answer
 * * t=959.375520798s                   fault                    crash web1
 *   t=962.034437500s  +2.658916702s    shop-ip@web2             BACKUP -&gt; MASTER (DOWN_TIMER)
 * </pre>
 */
final class ReplayLines implements Trace {
    private final Simulator.LineSink sink;
    private final long stopAtNanos;
    private long faultNanos = -1;

    ReplayLines(Simulator.LineSink sink, long stopAtNanos) {
        this.sink = sink;
        this.stopAtNanos = stopAtNanos;
    }

    /** Ends a replay early. */
    static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Enough() {
            super(null, null, false, false);
        }
    }

    @Override
    public boolean on() {
        return true;
    }

    @Override
    public void record(long timeNanos, String component, String text) {
        if (timeNanos > stopAtNanos) {
            throw new Enough();
        }
        boolean fault = component.equals("fault");
        if (fault) {
            faultNanos = timeNanos;
        }
        String since = fault || faultNanos < 0 ? "" : "+" + seconds(timeNanos - faultNanos);
        String line = String.format(
                Locale.ROOT, "%s t=%-16s %-16s %-24s %s", mark(component), seconds(timeNanos), since, component, text);
        if (!sink.line(line.stripTrailing())) {
            throw new Enough();
        }
    }

    private static String mark(String component) {
        return switch (component) {
            case "fault", "repair" -> "*";
            case "!" -> "!";
            default -> " ";
        };
    }

    /** All nine digits: a replay is the same run to the nanosecond. */
    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%d.%09ds", nanos / 1_000_000_000, nanos % 1_000_000_000);
    }
}
