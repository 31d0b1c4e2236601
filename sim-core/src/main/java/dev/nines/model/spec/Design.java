package dev.nines.model.spec;

import java.util.List;
import java.util.Set;

/**
 * A checked design: every name resolves, every value is within its bounds. Durations are nanoseconds.
 *
 * @param name as users and results call it; for a variant {@code scenario+variant}
 * @param inputHash first twelve hex digits of the SHA-256 of the source
 * @param expectedViolations safety violations that the file declares as expected
 */
public record Design(
        String name,
        String title,
        String inputHash,
        List<HostSpec> hosts,
        NetworkSpec network,
        List<ServiceSpec> services,
        List<ClientSpec> clients,
        ProbeSpec probe,
        List<DrillSpec> drills,
        List<FaultLawSpec> faults,
        List<ObjectiveSpec> objectives,
        Set<String> expectedViolations,
        RunSpec run,
        List<Assumption> assumptions) {

    public Design {
        hosts = List.copyOf(hosts);
        services = List.copyOf(services);
        clients = List.copyOf(clients);
        drills = List.copyOf(drills);
        faults = List.copyOf(faults);
        objectives = List.copyOf(objectives);
        assumptions = List.copyOf(assumptions);
    }

    /** Whether clients call the service themselves. */
    public boolean calledByClients(String service) {
        return clients.stream().anyMatch(client -> client.calls().equals(service));
    }
}
