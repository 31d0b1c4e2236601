package dev.nines.scenario.design;

import dev.nines.kernel.Law;
import dev.nines.model.spec.KOfNSpec;
import dev.nines.model.spec.QueueSpec;
import dev.nines.model.spec.RepairCrewSpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.model.spec.StandbySpec;
import dev.nines.model.spec.UnitSpec;
import dev.nines.scenario.design.Directory.Service;
import dev.nines.scenario.language.Laws;
import dev.nines.scenario.language.Section;
import dev.nines.scenario.vocabulary.Kinds;
import java.util.List;
import java.util.Optional;

/** Specifications of parts without a product out of checked tables. */
final class PartBuilder {
    private PartBuilder() {}

    static ServiceSpec build(Service service) {
        Section b = service.body();
        return switch (service.kind()) {
            case Kinds.UNIT -> unit(service.name(), b);
            case Kinds.REPAIR_CREW -> new RepairCrewSpec(service.name(), b.count("size"));
            case Kinds.K_OF_N ->
                new KOfNSpec(
                        service.name(),
                        b.count("k"),
                        names(b, "of"),
                        b.sub("common-cause").map(PartBuilder::commonCause));
            case Kinds.STANDBY -> standby(service.name(), b);
            case Kinds.QUEUE ->
                new QueueSpec(
                        service.name(),
                        law(b, "arrivals"),
                        b.law("service"),
                        b.count("servers"),
                        b.has("capacity") ? b.count("capacity") : 0,
                        names(b, "needs"));
            default -> throw new IllegalStateException("no kind " + service.kind());
        };
    }

    private static UnitSpec unit(String name, Section b) {
        return new UnitSpec(
                name,
                law(b, "fails"),
                law(b, "repair"),
                b.text("crew"),
                b.count("count"),
                b.sub("tests").map(t -> t.nanos("every")).orElse(0L),
                names(b, "needs"));
    }

    private static StandbySpec standby(String name, Section b) {
        return new StandbySpec(
                name,
                b.count("active"),
                names(b, "of"),
                b.number("dormancy"),
                b.law("switch"),
                b.number("coverage"),
                b.has("uncovered") ? b.law("uncovered") : Law.never(),
                b.flag("failback"));
    }

    private static KOfNSpec.CommonCause commonCause(Section c) {
        return new KOfNSpec.CommonCause(
                c.number("beta"), c.has("repair") ? Optional.of(c.law("repair")) : Optional.empty());
    }

    static Law law(Section b, String key) {
        return b.get(key).object() == Laws.NEVER ? Law.never() : b.law(key);
    }

    static List<String> names(Section b, String key) {
        return b.list(key).stream().map(v -> (String) v.object()).toList();
    }
}
