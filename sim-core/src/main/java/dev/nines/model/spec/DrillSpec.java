package dev.nines.model.spec;

import dev.nines.fault.Fault;
import java.util.List;

/** A named fault, injected at a random phase and undone {@code repair} later. */
public record DrillSpec(String name, List<Step> steps) {

    /**
     * @param atNanos after the first step
     * @param repairNanos after the step; −1: never repaired; {@link #BY_ITSELF}: as the unit's own law says
     * @param planned counted apart from failures
     */
    public record Step(long atNanos, Fault fault, long repairNanos, boolean planned) {
        public static final long BY_ITSELF = -2;

        public boolean repairsItself() {
            return repairNanos == BY_ITSELF;
        }
    }
}
