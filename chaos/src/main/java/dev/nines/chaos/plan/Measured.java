package dev.nines.chaos.plan;

import dev.nines.chaos.probe.ProbeSpec;
import dev.nines.chaos.probe.Question;
import dev.nines.chaos.target.Inventory;
import dev.nines.model.spec.Design;
import java.util.ArrayList;
import java.util.List;

/** Which probes of an inventory measure services of a design. */
public final class Measured {
    private Measured() {}

    /** Services with a probe that is used, in the order of the inventory. */
    static List<String> services(Design design, Inventory inventory) {
        return inventory.probes().keySet().stream()
                .filter(service -> whyNot(design, inventory, service).isEmpty())
                .toList();
    }

    static List<Plan.Refused> unmeasured(Design design, Inventory inventory) {
        List<Plan.Refused> refused = new ArrayList<>();
        for (String service : inventory.probes().keySet()) {
            String reason = whyNot(design, inventory, service);
            if (!reason.isEmpty()) {
                refused.add(new Plan.Refused(service, reason));
            }
        }
        return refused;
    }

    private static String whyNot(Design design, Inventory inventory, String service) {
        if (design.services().stream().noneMatch(spec -> spec.name().equals(service))) {
            return "the design has no such service";
        }
        Inventory.ProbeSpec probe = inventory.probes().get(service);
        if (probe.kind().equals("sql")) {
            return "writes are not part of chaos run yet";
        }
        boolean first = inventory.probes().values().stream()
                .filter(other -> !other.kind().equals("sql"))
                .findFirst()
                .filter(other -> other.from().equals(probe.from()))
                .isPresent();
        return first ? "" : "all probes must be sent from one target";
    }

    /** What a prober is told. */
    public static ProbeSpec spec(String service, Inventory.ProbeSpec probe) {
        ProbeSpec spec;
        if (probe.kind().equals("http")) {
            spec = ProbeSpec.http(service, probe.to(), probe.sources());
        } else {
            int colon = probe.to().lastIndexOf(':');
            Question question = probe.kind().equals("udp") ? new Question.UdpEcho() : new Question.TcpConnect();
            spec = ProbeSpec.probe(
                    service,
                    question,
                    probe.to().substring(0, colon).replaceAll("[\\[\\]]", ""),
                    Integer.parseInt(probe.to().substring(colon + 1)),
                    probe.sources());
        }
        return spec.every(probe.everyNanos()).timeout(probe.timeoutNanos());
    }
}
