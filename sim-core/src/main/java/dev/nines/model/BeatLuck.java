package dev.nines.model;

import dev.nines.fault.Fault.Traffic;
import dev.nines.kernel.LossRun;
import dev.nines.kernel.RandomStream;
import dev.nines.network.Luck;

/**
 * Whether the beats of one node reach another. As long as nothing is known of those to come each is lost by its own
 * chance. Once it was drawn which of them completes the first run of losses that the receiver does not stand, each is
 * lost with the probability that follows from that: drawing the run first and the beats after it is the same law.
 */
final class BeatLuck implements Luck {
    private static final int UNKNOWN = Integer.MAX_VALUE / 2;
    private static final long FREE = -1;

    final int from;
    final int to;
    final Traffic traffic;
    private final RandomStream runs;
    /** Beats lost in a row before the next. */
    private int run = UNKNOWN;

    private LossRun law;
    private double lawLoss;
    private int lawLength;
    /** Beats until the run is complete. */
    private long left = FREE;

    // --- as found at the last look ---

    private long silenceNanos;
    private long nextBeatNanos;
    private int length;

    /** @param runs gives when runs of losses come */
    BeatLuck(int from, int to, Traffic traffic, RandomStream runs) {
        this.from = from;
        this.to = to;
        this.traffic = traffic;
        this.runs = runs;
    }

    /** The silence that the receiver no longer stands, and the time until the next beat. */
    void now(long silence, long nextBeat) {
        silenceNanos = silence;
        nextBeatNanos = nextBeat;
    }

    long silenceNanos() {
        return silenceNanos;
    }

    /** Whether a beat was heard since so few that the given run is still ahead. */
    boolean awaits(int lostInARow) {
        length = lostInARow;
        return run < lostInARow;
    }

    /** Sender or receiver start anew or stood still: how long the receiver has waited is not told by beats. */
    void unknown() {
        run = UNKNOWN;
        left = FREE;
    }

    private LossRun law(double loss) {
        if (law == null || lawLoss != loss || lawLength != length) {
            law = new LossRun(loss, length);
            lawLoss = loss;
            lawLength = length;
        }
        return law;
    }

    long beatsToForget(double loss) {
        return law(loss).messagesToForget();
    }

    /** Draws which beat completes the run, and returns the time until it is sent; {@link Long#MAX_VALUE}: none does. */
    long drawRun(double loss, long intervalNanos) {
        left = law(loss).messagesAt(run, runs.nextDouble());
        boolean never = left > (Long.MAX_VALUE / 4 - nextBeatNanos) / intervalNanos;
        return never ? Long.MAX_VALUE : nextBeatNanos + (left - 1) * intervalNanos;
    }

    void leapt(long beats) {
        left -= left == FREE || left == Long.MAX_VALUE ? 0 : beats;
    }

    void free() {
        left = FREE;
    }

    @Override
    public double lossProbability(double probability) {
        return left == FREE ? probability : law.lossGiven(run, left);
    }

    @Override
    public void sent(boolean lost) {
        run = lost ? run + 1 : 0;
        if (left != FREE && --left == 0) {
            free();
        }
    }
}
