package dev.nines.chaos.run;

import dev.nines.chaos.plan.Measured;
import dev.nines.chaos.plan.Plan;
import dev.nines.chaos.probe.ProbeSpec;
import dev.nines.chaos.probe.Question;
import dev.nines.chaos.target.Inventory;
import dev.nines.model.spec.ClientSpec.Connections;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Everything that is sent while a plan is run: probes of services, clients, writes, canaries.
 *
 * @param specs what the prober is told
 */
public record ProbeSet(List<ProbeSpec> specs) {
    private static final String CANARY = "canary.";

    public ProbeSet {
        specs = List.copyOf(specs);
    }

    /**
     * @param passwords of logins
     * @param run tells rows of this run from those of others
     * @param ledger file on the client's host
     */
    public static ProbeSet of(
            Plan plan,
            Inventory inventory,
            Measured measured,
            Function<Inventory.Login, String> passwords,
            String run,
            String ledger) {
        List<ProbeSpec> specs = new ArrayList<>();
        for (String service : plan.services()) {
            Inventory.ProbeSpec probe = inventory.probes().get(service);
            specs.add(spec(service, probe, passwords).every(probe.everyNanos()).timeout(probe.timeoutNanos()));
        }
        for (Plan.Stream stream : plan.streams()) {
            Inventory.ProbeSpec probe = inventory.probes().get(stream.service());
            ProbeSpec sent = stream.kind() == Plan.Stream.Kind.WRITES
                    ? writes(stream, probe, passwords, run, ledger)
                    : spec(stream.probe(), probe, passwords);
            specs.add(sent.rate(stream.perSecond()).timeout(measured.clientTimeoutNanos(stream.service())));
        }
        inventory
                .safety()
                .canaries()
                .forEach((name, probe) -> specs.add(spec(CANARY + name, probe, passwords)
                        .every(probe.everyNanos())
                        .timeout(probe.timeoutNanos())));
        return new ProbeSet(specs);
    }

    /** Names of the probes of canaries. */
    public List<String> canaries() {
        return specs.stream()
                .map(ProbeSpec::name)
                .filter(name -> name.startsWith(CANARY))
                .toList();
    }

    /** In the order of {@link #specs}. */
    public List<String> names() {
        return specs.stream().map(ProbeSpec::name).toList();
    }

    private static ProbeSpec writes(
            Plan.Stream stream,
            Inventory.ProbeSpec probe,
            Function<Inventory.Login, String> passwords,
            String run,
            String ledger) {
        Inventory.Login login = probe.login().orElseThrow();
        Question write = new Question.SqlWrite(login.database(), login.user(), passwords.apply(login), run, ledger);
        return to(stream.probe(), write, probe).connections(Connections.KEEP_ALIVE);
    }

    private static ProbeSpec spec(String name, Inventory.ProbeSpec probe, Function<Inventory.Login, String> passwords) {
        return switch (probe.kind()) {
            case "http" -> ProbeSpec.http(name, probe.to(), probe.sources());
            case "udp" -> to(name, new Question.UdpEcho(), probe);
            case "sql" -> {
                Inventory.Login login = probe.login().orElseThrow();
                yield to(name, new Question.SqlRead(login.database(), login.user(), passwords.apply(login)), probe);
            }
            default -> to(name, new Question.TcpConnect(), probe);
        };
    }

    private static ProbeSpec to(String name, Question question, Inventory.ProbeSpec probe) {
        int colon = probe.to().lastIndexOf(':');
        return ProbeSpec.probe(
                name,
                question,
                probe.to().substring(0, colon).replaceAll("[\\[\\]]", ""),
                Integer.parseInt(probe.to().substring(colon + 1)),
                probe.sources());
    }
}
