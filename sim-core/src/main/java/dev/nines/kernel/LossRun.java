package dev.nines.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Messages that get lost independently of each other: when have so many in a row been lost for the first time? A Markov
 * chain of the length of the present run of losses, its states 0 to k, the last of them absorbing (failure-detectors.md,
 * section 3: on average after (1 − p^k) / ((1 − p) p^k) messages).
 */
public final class LossRun {
    /** Probabilities that differ by less no longer change. */
    private static final double SETTLED = 1e-14;

    private static final int MOST_ROWS = 4096;
    /** A count of messages that nobody lives to see. */
    private static final double ENDLESS = 0x1p52;

    private final double loss;
    private final int length;
    /**
     * By messages that are left until the run is complete (from 1 on), then the run before the next of them: the
     * probability that this one gets lost. The last row holds for all larger numbers too.
     */
    private final List<double[]> lossGiven = new ArrayList<>();

    /**
     * @param loss probability in (0, 1)
     * @param length of the run, at least 1
     */
    public LossRun(double loss, int length) {
        if (!(loss > 0 && loss < 1) || length < 1) {
            throw new IllegalArgumentException("loss " + loss + " and length " + length);
        }
        this.loss = loss;
        this.length = length;
        double[] complete = new double[length + 1];
        complete[length] = 1;
        while (lossGiven.size() < MOST_ROWS && (lossGiven.size() <= 2 * length || !settled())) {
            complete = oneMore(complete);
        }
    }

    /**
     * From the probability of completing the run with exactly n messages, by the run before them, to that of n + 1. Only
     * ratios count, so each row is divided by its greatest.
     */
    private double[] oneMore(double[] complete) {
        double[] more = new double[length + 1];
        double[] given = new double[length];
        double greatest = 0;
        for (int run = 0; run < length; run++) {
            double lost = loss * complete[run + 1];
            more[run] = lost + (1 - loss) * complete[0];
            given[run] = more[run] == 0 ? loss : lost / more[run];
            greatest = Math.max(greatest, more[run]);
        }
        for (int run = 0; run < length; run++) {
            more[run] /= greatest;
        }
        lossGiven.add(given);
        return more;
    }

    private boolean settled() {
        double[] last = lossGiven.get(lossGiven.size() - 1);
        double[] before = lossGiven.get(lossGiven.size() - 2);
        boolean same = true;
        for (int run = 0; run < length; run++) {
            same &= Math.abs(last[run] - before[run]) <= SETTLED * before[run];
        }
        return same;
    }

    /**
     * How many messages from now on until the run is complete, by inverse transform; {@link Long#MAX_VALUE} if that is
     * beyond all time. What is summed up are logarithms of the probability to survive one more message, given the
     * former: nothing cancels, however rare the run. After a few messages that probability no longer changes.
     *
     * @param run losses in a row so far, less than the length
     * @param u uniform in (0, 1)
     */
    public long messagesAt(int run, double u) {
        double[] at = new double[length];
        at[run] = 1;
        double wanted = StrictMath.log(u);
        double survived = 0;
        double before = -1;
        for (long messages = 1; ; messages++) {
            double completes = loss * at[length - 1];
            double survives = StrictMath.log1p(-completes);
            boolean settled = Math.abs(completes - before) <= SETTLED * completes || messages > MOST_ROWS;
            if (messages > length && settled) {
                double more = StrictMath.floor((wanted - survived) / survives) + 1;
                return more < ENDLESS ? messages - 1 + (long) more : Long.MAX_VALUE;
            }
            survived += survives;
            if (survived < wanted) {
                return messages;
            }
            for (int r = length - 1; r > 0; r--) {
                at[r] = loss * at[r - 1] / (1 - completes);
            }
            at[0] = (1 - loss) / (1 - completes);
            before = completes;
        }
    }

    /**
     * The probability that the next message gets lost when it is known that the run is complete after exactly so many
     * messages, this one included.
     */
    public double lossGiven(int run, long left) {
        return lossGiven.get((int) Math.min(left, lossGiven.size()) - 1)[run];
    }

    /** After so many messages hardly anything of the present run is left in what follows. */
    public long messagesToForget() {
        return length + (long) StrictMath.ceil(StrictMath.log(SETTLED) / StrictMath.log(loss));
    }
}
