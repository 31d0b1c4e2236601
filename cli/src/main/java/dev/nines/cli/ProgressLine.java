package dev.nines.cli;

import java.util.Locale;
import java.util.function.LongSupplier;

/** How far a run is, on standard error: one line drawn over itself on a terminal, else one line per 10 %. */
final class ProgressLine implements Simulator.Progress, AutoCloseable {
    private static final int COLUMNS = 30;
    private static final long REDRAW_NANOS = 100_000_000;

    private final Terminal terminal;
    private final LongSupplier nanoClock;
    private long startNanos;
    private String phase = "simulating";
    private long lastDrawNanos;
    private long lastDone;
    private int lastTenth;
    private boolean drawn;

    /** @param nanoClock the machine's clock; used for what is shown and for nothing else */
    ProgressLine(Terminal terminal, LongSupplier nanoClock) {
        this.terminal = terminal;
        this.nanoClock = nanoClock;
        this.startNanos = nanoClock.getAsLong();
        this.lastDrawNanos = startNanos;
    }

    @Override
    public synchronized void begins(String next) {
        phase = next;
        startNanos = nanoClock.getAsLong();
        lastDone = 0;
        lastTenth = 0;
    }

    @Override
    public synchronized void advanced(long done, long total) {
        if (done <= lastDone || total <= 0) {
            return; // threads may report out of order
        }
        lastDone = done;
        long now = nanoClock.getAsLong();
        if (!terminal.canRedraw()) {
            tenth(done, total, now);
        } else if (now - lastDrawNanos >= REDRAW_NANOS) {
            lastDrawNanos = now;
            draw(done, total, now);
        }
    }

    private void tenth(long done, long total, long now) {
        int tenth = (int) (10 * done / total);
        if (tenth > lastTenth) {
            lastTenth = tenth;
            terminal.say(String.format(
                    Locale.ROOT,
                    "%s %3d %%  %,d/%,d · %s left",
                    phase,
                    10 * tenth,
                    done,
                    total,
                    left(done, total, now)));
        }
    }

    private void draw(long done, long total, long now) {
        int filled = (int) (COLUMNS * done / total);
        String bar = terminal.unicode()
                ? "━".repeat(filled) + (filled < COLUMNS ? "╸" + " ".repeat(COLUMNS - filled - 1) : "")
                : "#".repeat(filled) + ".".repeat(COLUMNS - filled);
        String line = String.format(
                Locale.ROOT,
                "  %s %s %3d %%  %,d/%,d · ETA %s",
                phase,
                bar,
                100 * done / total,
                done,
                total,
                left(done, total, now));
        terminal.err().print("\r" + (terminal.unicode() ? line : line.replace('·', '|')) + "\u001b[K");
        terminal.err().flush();
        drawn = true;
    }

    /** Minutes and seconds, if the rest goes on as it went so far. */
    private String left(long done, long total, long now) {
        long seconds = Math.round((now - startNanos) / 1e9 / done * (total - done));
        return seconds / 60 + ":" + String.format(Locale.ROOT, "%02d", seconds % 60);
    }

    /** Leaves no trace on a terminal. */
    @Override
    public synchronized void close() {
        if (drawn) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
        }
    }
}
