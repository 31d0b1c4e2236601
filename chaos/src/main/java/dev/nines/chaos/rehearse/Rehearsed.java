package dev.nines.chaos.rehearse;

import dev.nines.chaos.inject.Injection.Healer;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a rehearsal has shown of one target.
 *
 * @param place as {@link dev.nines.chaos.target.Location#text} gives it
 * @param boot id of the boot, with {@code kernel} and {@code helperHash} of the installed script as they were
 * @param ttlSeconds that the healers were armed with
 * @param healers that were tried
 */
public record Rehearsed(
        String target,
        String place,
        String boot,
        String kernel,
        String helperVersion,
        String helperHash,
        Instant at,
        int ttlSeconds,
        Map<Healer, Result> healers) {

    public Rehearsed {
        EnumMap<Healer, Result> copy = new EnumMap<>(Healer.class);
        copy.putAll(healers);
        healers = Collections.unmodifiableMap(copy);
    }

    /**
     * @param millis from the end of the controller until it was seen healed; until the last look if it was not
     * @param problem empty: healed
     */
    public record Result(long millis, String problem) {
        public boolean healed() {
            return problem.isEmpty();
        }
    }

    /** Whether every healer that was tried has healed. */
    public boolean healed() {
        return healers.values().stream().allMatch(Result::healed);
    }
}
