package dev.nines.chaos.stop;

import dev.nines.chaos.probe.MeasuredProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Too few probes of a service are good, for too long. Fewer than a fault may cost: what the run is about is not a reason to stop it. */
public final class ProbeShare implements StopCondition {
    private static final long SILENCE_NANOS = 3_000_000_000L;

    private final MeasuredProbe probe;
    private final double least;
    private final long longestNanos;
    private long belowSinceNanos = -1;

    /**
     * @param least share of good probes over a second, 0 … 1
     * @param longest time that it may be below
     */
    public ProbeShare(MeasuredProbe probe, double least, Duration longest) {
        if (!(least > 0 && least <= 1)) {
            throw new IllegalArgumentException("share of good probes must be above 0, at most 1: " + least);
        }
        this.probe = probe;
        this.least = least;
        longestNanos = longest.toNanos();
    }

    @Override
    public String name() {
        return "probe " + probe.spec().name();
    }

    @Override
    public Optional<String> reason() throws IOException {
        if (probe.silentNanos() > Math.max(SILENCE_NANOS, 2 * probe.spec().timeoutNanos())) {
            throw new IOException("no outcome has come for too long");
        }
        double share = probe.shareOfLastSecond();
        long dueNanos = probe.newestDueNanos();
        if (share >= least) {
            belowSinceNanos = -1;
            return Optional.empty();
        }
        belowSinceNanos = belowSinceNanos < 0 ? dueNanos : belowSinceNanos;
        return dueNanos - belowSinceNanos >= longestNanos
                ? Optional.of(Math.round(100 * share) + " % good, below " + 100 * least + " % for " + longestNanos / 1e9
                        + " s")
                : Optional.empty();
    }
}
