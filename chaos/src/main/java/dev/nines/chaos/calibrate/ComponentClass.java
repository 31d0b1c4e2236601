package dev.nines.chaos.calibrate;

import dev.nines.kernel.Law;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.FaultLawSpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.model.spec.UnitSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Components that share a law in the scenario.
 *
 * @param path of the law's section in the file: {@code faults.0}, {@code services.psu.unit}; empty: not in the scenario
 * @param failureKey of the law of failures there
 * @param verb of the fault; {@code fails} for a unit
 * @param repair empty: never repaired
 */
record ComponentClass(
        String path,
        String failureKey,
        String verb,
        List<String> components,
        Optional<Law> failure,
        Optional<Law> repair) {
    ComponentClass {
        components = List.copyOf(components);
    }

    static ComponentClass unknown(String component) {
        return new ComponentClass("", "", "", List.of(component), Optional.empty(), Optional.empty());
    }

    String label() {
        String all = components.size() <= 3
                ? String.join(", ", components)
                : components.get(0) + ", " + components.get(1) + " and " + (components.size() - 2) + " more";
        return verb.isEmpty() ? all : verb + " " + all;
    }

    /** In the order of the file: the faults of the years, then the units. */
    static List<ComponentClass> of(Design design) {
        List<ComponentClass> classes = new ArrayList<>();
        List<FaultLawSpec> same = new ArrayList<>();
        for (FaultLawSpec law : design.faults()) {
            if (law.planned()) {
                continue;
            }
            if (!same.isEmpty() && !ofOneEntry(same.get(0), law)) {
                classes.add(entry(classes.size(), same));
                same.clear();
            }
            same.add(law);
        }
        if (!same.isEmpty()) {
            classes.add(entry(classes.size(), same));
        }
        for (ServiceSpec service : design.services()) {
            if (service instanceof UnitSpec unit) {
                classes.add(new ComponentClass(
                        "services." + unit.name() + ".unit",
                        "fails",
                        "fails",
                        List.of(unit.name()),
                        Optional.of(unit.fails()),
                        Optional.of(unit.repair())));
            }
        }
        return classes;
    }

    /** An entry of the file is read once and its law shared by all that it stands for. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean ofOneEntry(FaultLawSpec a, FaultLawSpec b) {
        return a.every() == b.every();
    }

    private static ComponentClass entry(int index, List<FaultLawSpec> laws) {
        FaultLawSpec first = laws.get(0);
        return new ComponentClass(
                "faults." + index,
                "every",
                first.fault().verb(),
                laws.stream().map(law -> law.fault().target()).toList(),
                Optional.of(first.every()),
                Optional.ofNullable(first.repair()));
    }
}
