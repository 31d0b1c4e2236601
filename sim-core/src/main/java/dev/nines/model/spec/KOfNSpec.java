package dev.nines.model.spec;

import dev.nines.kernel.Law;
import java.util.List;
import java.util.Optional;

/** Up while at least {@code k} of its members are; a unit of which there are n counts n. */
public record KOfNSpec(String name, int k, List<String> of, Optional<CommonCause> commonCause) implements BlockSpec {

    /**
     * @param beta share of each unit's failure rate that strikes all units at once, 0 … 1
     * @param repair one repair brings all back; empty: each unit is repaired as usual
     */
    public record CommonCause(double beta, Optional<Law> repair) {}

    public KOfNSpec {
        of = List.copyOf(of);
    }

    @Override
    public List<String> standsOn() {
        return of;
    }
}
