package dev.nines.report;

import dev.nines.result.RunResult;
import dev.nines.result.ServiceResult;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What several designs have in common. */
final class Designs {
    private Designs() {}

    static ServiceResult mainService(RunResult design) {
        return design.services().get(design.mainService());
    }

    /** The drills of all designs' main services, each once. */
    static Set<String> drills(List<RunResult> designs) {
        Set<String> drills = new LinkedHashSet<>();
        designs.forEach(design -> drills.addAll(mainService(design).drills().keySet()));
        return drills;
    }
}
