package dev.nines.model.spec;

import java.util.List;

/** A part without a product: measured by its state, not by probes. */
public sealed interface BlockSpec extends ServiceSpec
        permits UnitSpec, RepairCrewSpec, KOfNSpec, StandbySpec, QueueSpec {
    /** It runs on no host. */
    @Override
    default List<String> nodes() {
        return List.of();
    }

    /** The names of the parts that it is made of or needs. */
    List<String> standsOn();
}
