package dev.nines.stats;

/** Whether an objective holds, as far as the trials can tell. */
public enum Verdict {
    MET,
    MISSED,
    INCONCLUSIVE;

    /** As results spell it. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** {@code value <= limit}: the whole interval must be on one side. */
    public static Verdict atMost(Estimate estimate, double limit) {
        if (estimate.hasInterval()) {
            return estimate.high() <= limit ? MET : estimate.low() > limit ? MISSED : INCONCLUSIVE;
        }
        return estimate.value() == Double.POSITIVE_INFINITY ? MISSED : INCONCLUSIVE;
    }

    /** {@code value >= limit}. */
    public static Verdict atLeast(Estimate estimate, double limit) {
        if (estimate.hasInterval()) {
            return estimate.low() >= limit ? MET : estimate.high() < limit ? MISSED : INCONCLUSIVE;
        }
        return INCONCLUSIVE;
    }

    /**
     * A limit on every single trial ({@code = 0}, a maximum): missed at the first occurrence, met when all requested
     * trials were run and showed none.
     */
    public static Verdict ofEveryTrial(boolean anyBeyond, boolean allTrialsRun) {
        return anyBeyond ? MISSED : allTrialsRun ? MET : INCONCLUSIVE;
    }
}
