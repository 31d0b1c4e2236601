package dev.nines.chaos.table;

/**
 * Some repetitions of an experiment, done in one go in one lab.
 *
 * @param number of this portion in the campaign, from 0: it seeds the phases
 */
record Portion(Experiment experiment, int number, int repetitions) {
    /** Waiting for the phase, injecting, undoing, settling: what a repetition takes beside its hold. */
    private static final double OTHER_SECONDS = 13;

    /** A lab, a steady state, a blind-probe check. */
    private static final double BEGIN_SECONDS = 20;

    double seconds() {
        return BEGIN_SECONDS + repetitions * (OTHER_SECONDS + experiment.holdNanos() / 1e9);
    }
}
