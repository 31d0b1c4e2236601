package dev.nines.chaos.inject;

import java.util.List;
import java.util.Optional;

/**
 * What the user has said about faults that no undo brings back: that he knows, and of which plan. Both are needed, so that a
 * word in a script's history does not switch another machine off.
 *
 * @param allowed {@code --allow-irreversible}
 * @param planHash the hash of the plan that he means, or the first {@link #DIGITS_LEAST} digits of it at least; may be empty
 */
public record Confirmation(boolean allowed, String planHash) {
    public static final int DIGITS_LEAST = 12;

    /**
     * Why these must not be done, or empty.
     *
     * @param hash of the plan that holds them
     * @param reasons of all its injections, see {@link Injection#irreversible}
     */
    public Optional<String> refusal(String hash, List<String> reasons) {
        if (reasons.isEmpty()) {
            return Optional.empty();
        }
        String known = String.join(", ", reasons);
        if (!allowed) {
            return Optional.of("cannot be undone: " + known + "; --allow-irreversible says that this is known");
        }
        return planHash.length() >= DIGITS_LEAST && hash.startsWith(planHash)
                ? Optional.empty()
                : Optional.of("cannot be undone: " + known + "; --accept-prediction " + hash.substring(0, DIGITS_LEAST)
                        + ", the hash of the plan, confirms it");
    }
}
