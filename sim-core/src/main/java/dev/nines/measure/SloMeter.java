package dev.nines.measure;

import java.util.Arrays;
import java.util.List;

/**
 * Time during which a service was up but beyond its {@code slo:}.
 *
 * <p>Requests are booked at their send time into steps of 100 ms. A step is degraded when, over the second that ends
 * with it, more than 1 % of the good requests were slower than the latency limit (so the 99th percentile was beyond
 * it) or more than the allowed share failed. Outages are taken out: they are down, not degraded.
 */
public final class SloMeter {
    private static final long STEP_NANOS = 100_000_000L;
    private static final int STEPS_PER_WINDOW = 10;
    private static final int COLUMNS = 3;

    /** Outcomes may come out of order by this much: longer than any client waits. */
    private static final int SLACK_STEPS = 600;

    private final long latencyP99Nanos;
    private final double errorShare;

    /** Requests, slow ones and failed ones of each step of the current stretch. */
    private int[] steps = new int[COLUMNS * 256];

    private long firstStep = -1;
    private long lastStep = -1;
    private long notBeforeStep;

    /** Degraded stretches: from, to. */
    private long[] stretches = new long[16];

    private int stretchCount;

    /**
     * @param latencyP99Nanos 0: no limit
     * @param errorShare 1: no limit
     */
    public SloMeter(long latencyP99Nanos, double errorShare) {
        this.latencyP99Nanos = latencyP99Nanos;
        this.errorShare = errorShare;
    }

    /** The outcome of a request is known; in any order within a stretch. Later than {@link #steady}: ignored. */
    public void request(long sendNanos, long latencyNanos, boolean good) {
        long step = Math.floorDiv(sendNanos, STEP_NANOS);
        if (firstStep >= 0 && step > lastStep + SLACK_STEPS + STEPS_PER_WINDOW) {
            // A gap without requests longer than anything outstanding: no need to hold its empty steps.
            evaluate();
        }
        if (firstStep < 0) {
            firstStep = Math.max(notBeforeStep, step - SLACK_STEPS);
            lastStep = firstStep;
        }
        if (step < firstStep) {
            return;
        }
        int at = reserve(step);
        steps[at]++;
        if (!good) {
            steps[at + 2]++;
        } else if (latencyP99Nanos > 0 && latencyNanos > latencyP99Nanos) {
            steps[at + 1]++;
        }
    }

    /** A steady stretch without simulated requests begins: what is known is evaluated. */
    public void steady(long fromNanos, long toNanos, boolean degraded) {
        evaluate();
        if (degraded) {
            addStretch(fromNanos, toNanos);
        }
        notBeforeStep = Math.floorDiv(toNanos, STEP_NANOS);
    }

    /** Degraded time outside the outages (in order of time), up to {@code nowNanos}. */
    public long degradedNanos(List<Outage> outages, long nowNanos) {
        evaluate();
        long sum = 0;
        for (int i = 0; i < stretchCount; i++) {
            long to = Math.min(stretches[2 * i + 1], nowNanos);
            sum += Math.max(0, to - stretches[2 * i]);
            for (Outage outage : outages) {
                long overlapFrom = Math.max(outage.startNanos(), stretches[2 * i]);
                sum -= Math.max(0, Math.min(outage.endNanos(), to) - overlapFrom);
            }
        }
        return sum;
    }

    private void evaluate() {
        if (firstStep < 0) {
            return;
        }
        long requests = 0;
        long slow = 0;
        long failed = 0;
        int count = (int) (lastStep - firstStep) + 1;
        for (int i = 0; i < count; i++) {
            requests += steps[COLUMNS * i];
            slow += steps[COLUMNS * i + 1];
            failed += steps[COLUMNS * i + 2];
            int leaving = i - STEPS_PER_WINDOW;
            if (leaving >= 0) {
                requests -= steps[COLUMNS * leaving];
                slow -= steps[COLUMNS * leaving + 1];
                failed -= steps[COLUMNS * leaving + 2];
            }
            if (100 * slow > requests - failed || failed > errorShare * requests) {
                addStretch((firstStep + i) * STEP_NANOS, (firstStep + i + 1) * STEP_NANOS);
            }
        }
        Arrays.fill(steps, 0, COLUMNS * count, 0);
        firstStep = -1;
    }

    private int reserve(long step) {
        lastStep = Math.max(lastStep, step);
        int at = Math.toIntExact(COLUMNS * (step - firstStep));
        if (at + COLUMNS > steps.length) {
            steps = Arrays.copyOf(steps, Math.max(at + COLUMNS, 2 * steps.length));
        }
        return at;
    }

    private void addStretch(long fromNanos, long toNanos) {
        if (stretchCount > 0 && stretches[2 * stretchCount - 1] >= fromNanos) {
            stretches[2 * stretchCount - 1] = Math.max(toNanos, stretches[2 * stretchCount - 1]);
            return;
        }
        if (2 * stretchCount == stretches.length) {
            stretches = Arrays.copyOf(stretches, 2 * stretches.length);
        }
        stretches[2 * stretchCount] = fromNanos;
        stretches[2 * stretchCount + 1] = toNanos;
        stretchCount++;
    }
}
