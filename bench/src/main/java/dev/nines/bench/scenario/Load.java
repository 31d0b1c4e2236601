package dev.nines.bench.scenario;

import dev.nines.model.spec.ClientSpec;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.ProbeSpec;
import dev.nines.model.spec.RunSpec;
import dev.nines.scenario.ScenarioReader;
import dev.nines.scenario.WorkedDesigns;
import java.util.List;
import java.util.Locale;

/** Who calls the services while a design runs. */
enum Load {
    /** Nobody: the machines alone. */
    NOBODY,
    /** The probes that find outages, every 10 ms unless the design says otherwise. */
    PROBES,
    /** Probes and clients, as a run has them. */
    CLIENTS;

    static final long YEAR_NANOS = 365 * 24 * 3_600_000_000_000L;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The worked design called so, without drills, over the horizon, with this load. */
    Design of(String name, long horizonNanos) {
        String text = WorkedDesigns.text(name, "scenario.yaml").orElseThrow();
        Design d = ScenarioReader.readText(name, name + ".yaml", text).base();
        ProbeSpec p = d.probe();
        ProbeSpec none = new ProbeSpec(
                List.of(), p.intervalNanos(), p.addresses(), p.timeoutNanos(), p.outageThreshold(), p.connections());
        List<ClientSpec> clients = this == CLIENTS ? d.clients() : List.of();
        return new Design(
                d.name(),
                d.title(),
                d.inputHash(),
                d.hosts(),
                d.network(),
                d.services(),
                clients,
                this == NOBODY ? none : p,
                List.of(),
                d.faults(),
                d.objectives(),
                d.expectedViolations(),
                new RunSpec(horizonNanos, d.run().trials(), d.run().seed()),
                d.assumptions());
    }
}
