package dev.nines.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One service: its drills by name in file order, its years, its requests, its causes. */
public record ServiceResult(
        Map<String, DrillResult> drills, YearsResult years, RequestsResult requests, List<CauseResult> byCause) {

    public ServiceResult {
        drills = Collections.unmodifiableMap(new LinkedHashMap<>(drills));
        byCause = List.copyOf(byCause);
    }
}
