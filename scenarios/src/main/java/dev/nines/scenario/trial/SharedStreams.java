package dev.nines.scenario.trial;

import dev.nines.model.spec.ClientSpec;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import dev.nines.model.spec.FaultLawSpec;
import dev.nines.model.spec.QueueSpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.model.spec.UnitSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which random streams all designs of a comparison have in common, by their names: these share their luck. */
public final class SharedStreams {
    private SharedStreams() {}

    /** Names such as {@code crash web1}, {@code clients shoppers}, {@code drill lb-crash}; empty: unpaired. */
    public static List<String> of(List<Design> designs) {
        Set<String> shared = new LinkedHashSet<>(names(designs.get(0)));
        for (Design design : designs) {
            shared.retainAll(names(design));
        }
        return List.copyOf(shared);
    }

    private static List<String> names(Design design) {
        List<String> names = new ArrayList<>();
        for (FaultLawSpec law : design.faults()) {
            names.add(law.fault().verb() + " " + law.fault().target());
        }
        for (ServiceSpec service : design.services()) {
            if (service instanceof UnitSpec || service instanceof QueueSpec) {
                names.add("part " + service.name());
            }
        }
        for (ClientSpec client : design.clients()) {
            names.add("clients " + client.name());
        }
        for (DrillSpec drill : design.drills()) {
            names.add("drill " + drill.name());
        }
        return names;
    }
}
