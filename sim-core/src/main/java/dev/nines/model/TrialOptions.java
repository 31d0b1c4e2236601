package dev.nines.model;

/**
 * How trials run.
 *
 * @param skip jump over steady stretches; false: every message, and clients always on
 * @param shuffleTies permute relative events of equal time, from the seed
 */
public record TrialOptions(boolean skip, boolean shuffleTies) {
    public static final TrialOptions DEFAULT = new TrialOptions(true, false);
}
