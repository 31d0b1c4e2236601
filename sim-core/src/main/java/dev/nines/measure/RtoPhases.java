package dev.nines.measure;

import java.util.Arrays;

/**
 * Splits an outage into detect → decide → act → converge from the marks that recovery machines leave.
 *
 * <p>A <em>chain</em> is one recovery at work (a VRRP backup, a health check, a database manager), numbered by the
 * driver. It marks when it detected, when it decided and when it acted; the next mark of DETECTED after an act begins
 * a new round. The critical path of an outage is the round whose act came last, not earlier than one probe interval
 * before the outage and not later than one probe interval after its last failed probe: what happened after it is
 * converging. A missing mark collapses onto the next one, marks outside the outage are moved to its edge. The four
 * phases therefore add up to the length of the outage, and detection is counted from the first failed probe.
 */
public final class RtoPhases {
    private static final long MISSING = -1;

    /** Marks of the open round of each chain. */
    private long[] detectedNanos = filled(8);

    private long[] decidedNanos = filled(8);

    /** Finished rounds: three columns each, in order of their acts. */
    private long[] rounds = new long[24];

    private int roundCount;

    /** Keeps the first mark of a round. */
    public void detected(int chain, long nanos) {
        reserve(chain);
        if (detectedNanos[chain] == MISSING) {
            detectedNanos[chain] = nanos;
        }
    }

    /** Keeps the last mark of a round. */
    public void decided(int chain, long nanos) {
        reserve(chain);
        decidedNanos[chain] = nanos;
    }

    /** Ends the round: the machine has done what it could, the rest is up to the world. */
    public void acted(int chain, long nanos) {
        reserve(chain);
        if (3 * (roundCount + 1) > rounds.length) {
            rounds = Arrays.copyOf(rounds, 2 * rounds.length);
        }
        long decided = decidedNanos[chain] == MISSING ? nanos : decidedNanos[chain];
        rounds[3 * roundCount] = detectedNanos[chain] == MISSING ? decided : detectedNanos[chain];
        rounds[3 * roundCount + 1] = decided;
        rounds[3 * roundCount + 2] = nanos;
        roundCount++;
        abandoned(chain);
    }

    /** The chain found that there is nothing to recover: its open round is forgotten. */
    public void abandoned(int chain) {
        reserve(chain);
        detectedNanos[chain] = MISSING;
        decidedNanos[chain] = MISSING;
    }

    /** Forgets everything: a new drill. */
    public void clear() {
        Arrays.fill(detectedNanos, MISSING);
        Arrays.fill(decidedNanos, MISSING);
        roundCount = 0;
    }

    /** The phases of an outage, or null when no chain acted in it. */
    public Phases of(long startNanos, long endNanos, long probeIntervalNanos) {
        int critical = -1;
        for (int i = 0; i < roundCount; i++) {
            long acted = rounds[3 * i + 2];
            if (acted >= startNanos - probeIntervalNanos
                    && acted <= endNanos + probeIntervalNanos
                    && (critical < 0 || acted >= rounds[3 * critical + 2])) {
                critical = i;
            }
        }
        if (critical < 0) {
            return null;
        }
        long acted = within(startNanos, rounds[3 * critical + 2], endNanos);
        long decided = within(startNanos, rounds[3 * critical + 1], acted);
        long detected = within(startNanos, rounds[3 * critical], decided);
        return new Phases(detected - startNanos, decided - detected, acted - decided, endNanos - acted);
    }

    private static long within(long low, long value, long high) {
        return Math.max(low, Math.min(value, high));
    }

    private void reserve(int chain) {
        if (chain >= detectedNanos.length) {
            int size = Math.max(chain + 1, 2 * detectedNanos.length);
            int old = detectedNanos.length;
            detectedNanos = Arrays.copyOf(detectedNanos, size);
            decidedNanos = Arrays.copyOf(decidedNanos, size);
            Arrays.fill(detectedNanos, old, size, MISSING);
            Arrays.fill(decidedNanos, old, size, MISSING);
        }
    }

    private static long[] filled(int size) {
        long[] array = new long[size];
        Arrays.fill(array, MISSING);
        return array;
    }
}
