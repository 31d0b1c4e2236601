package dev.nines.chaos.run;

import dev.nines.chaos.probe.Sighting;
import dev.nines.measure.Phases;
import dev.nines.measure.RawOutage;
import dev.nines.measure.RtoPhases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the time of a measured outage went, by the marks that a simulated machine leaves when it does the same: a take-over and a server
 * that goes DOWN are detected, decided and done in one instant, so two phases are zero by definition, not by measurement.
 *
 * @param phases empty if no machine was seen to act
 * @param act the one that ended the outage
 * @param uncertaintyNanos of detect and of converge: of the act, and of an edge of the outage
 * @param reason why there are none; else empty
 */
public record MeasuredPhases(Optional<Phases> phases, Optional<Sighting> act, long uncertaintyNanos, String reason) {

    /** @param nothingSeen why nothing may have been seen */
    static MeasuredPhases of(RawOutage outage, List<Sighting> seen, long intervalNanos, String nothingSeen) {
        RtoPhases marks = new RtoPhases();
        List<String> chains = new ArrayList<>();
        for (Sighting sighting : seen) {
            if (!chains.contains(sighting.machine())) {
                chains.add(sighting.machine());
            }
            marks.acted(chains.indexOf(sighting.machine()), sighting.nanos());
        }
        Phases phases = marks.of(outage.startNanos(), outage.endNanos(), intervalNanos);
        if (phases == null) {
            return new MeasuredPhases(Optional.empty(), Optional.empty(), 0, nothingSeen);
        }
        Sighting act = critical(outage, seen, intervalNanos);
        return new MeasuredPhases(Optional.of(phases), Optional.of(act), act.uncertaintyNanos() + intervalNanos, "");
    }

    /** The last act in the outage, as {@link RtoPhases} has it. */
    private static Sighting critical(RawOutage outage, List<Sighting> seen, long intervalNanos) {
        return seen.stream()
                .filter(one -> one.nanos() >= outage.startNanos() - intervalNanos)
                .filter(one -> one.nanos() <= outage.endNanos() + intervalNanos)
                .reduce((before, after) -> after)
                .orElseThrow();
    }
}
