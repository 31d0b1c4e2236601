package dev.nines.result;

import java.util.List;

/**
 * Several designs and their differences; a single run is one design without any.
 *
 * @param aspects the comparison in words; empty for a single design
 */
public record CompareResult(List<RunResult> designs, List<Difference> differences, List<AspectRow> aspects) {

    public CompareResult {
        designs = List.copyOf(designs);
        differences = List.copyOf(differences);
        aspects = List.copyOf(aspects);
    }

    public static CompareResult of(RunResult single) {
        return new CompareResult(List.of(single), List.of(), List.of());
    }

    public CompareResult withAspects(List<AspectRow> rows) {
        return new CompareResult(designs, differences, rows);
    }
}
