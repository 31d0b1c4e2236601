package dev.nines.result;

import java.util.ArrayList;
import java.util.List;

/**
 * Several designs and their differences; a single run is one design without any.
 *
 * @param aspects the comparison in words; empty for a single design
 * @param ignorance per pair: which is better over what is not known; empty when everything is taken as known
 */
public record CompareResult(
        List<RunResult> designs, List<Difference> differences, List<AspectRow> aspects, List<PairIgnorance> ignorance) {

    /** Everything is taken as known. */
    public CompareResult(List<RunResult> designs, List<Difference> differences, List<AspectRow> aspects) {
        this(designs, differences, aspects, List.of());
    }

    public CompareResult {
        ignorance = List.copyOf(ignorance);
        designs = List.copyOf(designs);
        differences = List.copyOf(differences);
        aspects = List.copyOf(aspects);
    }

    public static CompareResult of(RunResult single) {
        return new CompareResult(List.of(single), List.of(), List.of());
    }

    public CompareResult withAspects(List<AspectRow> rows) {
        return new CompareResult(designs, differences, rows, ignorance);
    }

    /** @param byDesign what the numbers of each owe to not knowing better */
    public CompareResult with(List<Ignorance> byDesign, List<PairIgnorance> pairs) {
        List<RunResult> with = new ArrayList<>();
        for (int i = 0; i < designs.size(); i++) {
            with.add(designs.get(i).with(byDesign.get(i)));
        }
        return new CompareResult(with, differences, aspects, pairs);
    }
}
