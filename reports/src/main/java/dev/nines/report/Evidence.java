package dev.nines.report;

import java.util.List;
import java.util.Map;

/**
 * What a page needs beside {@code result.json}.
 *
 * @param worst the trial with the longest outage, by design
 * @param notModelled what the models leave out, one sentence each
 */
public record Evidence(Map<String, WorstTrial> worst, List<String> notModelled) {
    public static final Evidence NONE = new Evidence(Map.of(), List.of());

    public Evidence {
        worst = Map.copyOf(worst);
        notModelled = List.copyOf(notModelled);
    }
}
