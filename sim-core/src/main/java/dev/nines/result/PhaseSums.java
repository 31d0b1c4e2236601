package dev.nines.result;

import dev.nines.measure.Outage;
import dev.nines.measure.Phases;
import java.util.List;

/** Phases of several outages added up, as a drill's row has them. */
final class PhaseSums {
    private PhaseSums() {}

    /** Null when no outage has phases. */
    static Phases of(List<Outage> outages) {
        Phases sum = null;
        for (Outage outage : outages) {
            Phases p = outage.phases();
            if (p != null) {
                sum = sum == null
                        ? p
                        : new Phases(
                                sum.detectNanos() + p.detectNanos(),
                                sum.decideNanos() + p.decideNanos(),
                                sum.actNanos() + p.actNanos(),
                                sum.convergeNanos() + p.convergeNanos());
            }
        }
        return sum;
    }
}
