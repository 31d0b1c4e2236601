package dev.nines.result;

import java.util.List;

/** Several designs and their differences; a single run is one design without any. */
public record CompareResult(List<RunResult> designs, List<Difference> differences) {

    public CompareResult {
        designs = List.copyOf(designs);
        differences = List.copyOf(differences);
    }
}
