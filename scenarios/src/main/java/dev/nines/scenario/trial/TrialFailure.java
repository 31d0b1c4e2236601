package dev.nines.scenario.trial;

/** A trial ended with an exception: a bug in Nines, with all that is needed to see it again. */
public final class TrialFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String design;
    private final long seed;
    private final int trial;

    TrialFailure(String design, long seed, int trial, Throwable cause) {
        super("trial " + trial + " of " + design + " with seed " + seed + ": " + cause, cause);
        this.design = design;
        this.seed = seed;
        this.trial = trial;
    }

    public String design() {
        return design;
    }

    public long seed() {
        return seed;
    }

    public int trial() {
        return trial;
    }
}
