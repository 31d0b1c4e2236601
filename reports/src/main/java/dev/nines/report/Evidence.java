package dev.nines.report;

import dev.nines.result.AspectRow;
import java.util.List;
import java.util.Map;

/**
 * What a page needs beside {@code result.json}.
 *
 * @param worst the trial with the longest outage, by design
 * @param notModelled what the models leave out, one sentence each
 * @param sixRows empty for a single run
 */
public record Evidence(Map<String, WorstTrial> worst, List<String> notModelled, List<AspectRow> sixRows) {
    public static final Evidence NONE = new Evidence(Map.of(), List.of(), List.of());

    public Evidence {
        worst = Map.copyOf(worst);
        notModelled = List.copyOf(notModelled);
        sixRows = List.copyOf(sixRows);
    }
}
