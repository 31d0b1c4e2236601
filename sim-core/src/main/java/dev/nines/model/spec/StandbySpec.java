package dev.nines.model.spec;

import dev.nines.kernel.Law;
import java.util.List;

/**
 * Units at work and units that wait to take over.
 *
 * @param active how many are wanted at work
 * @param of units in order of preference
 * @param dormancy how fast a waiting unit ages, as a share of a working one: 0 cold … 1 hot
 * @param switchOver how long the block is down while a waiting unit takes over
 * @param coverage probability that an automatic switch-over succeeds
 * @param uncovered how long it takes people to switch by hand when it does not
 * @param failback a preferred unit takes over again when it is back
 */
public record StandbySpec(
        String name,
        int active,
        List<String> of,
        double dormancy,
        Law switchOver,
        double coverage,
        Law uncovered,
        boolean failback)
        implements BlockSpec {

    public StandbySpec {
        of = List.copyOf(of);
    }

    @Override
    public List<String> standsOn() {
        return of;
    }
}
