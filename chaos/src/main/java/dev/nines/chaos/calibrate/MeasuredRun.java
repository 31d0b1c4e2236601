package dev.nines.chaos.calibrate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a chaos run has measured, as its result folder keeps it.
 *
 * @param folder as the user named it
 * @param scenarioHash of the text that was planned with
 * @param series one per drill and service
 */
public record MeasuredRun(String folder, String scenarioHash, List<Series> series) {
    /**
     * Repetitions of one drill, as one service saw them.
     *
     * @param holdNanos how long the fault was in effect, one for each repetition
     * @param outageSeconds one for each repetition; 0: nobody noticed
     * @param phases by their names, seconds, of repetitions with one outage whose machine was seen to act
     * @param notCounted repetitions that do not count
     * @param censored of the counted: the end of an outage was not seen
     */
    public record Series(
            String drill,
            String service,
            List<Long> holdNanos,
            List<Double> outageSeconds,
            Map<String, List<Double>> phases,
            int notCounted,
            int censored) {}

    /** The phases of an outage, in their order. */
    public static final List<String> PHASES = List.of("detect", "decide", "act", "converge");

    /**
     * Reads a folder.
     *
     * @throws IllegalArgumentException says what is missing or damaged
     */
    public static MeasuredRun read(Path folder) {
        JsonNode plan = json(folder.resolve("exhibits/predicted.json")).path("plan");
        JsonNode rows = json(folder.resolve("exhibits/repetitions.json"));
        Map<String, List<JsonNode>> groups = new TreeMap<>();
        for (JsonNode row : rows) {
            String key =
                    row.path("drill").asString() + "\0" + row.path("service").asString();
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
        }
        if (groups.isEmpty()) {
            throw new IllegalArgumentException(folder + ": no repetition was measured");
        }
        List<Series> series = groups.values().stream().map(MeasuredRun::series).toList();
        return new MeasuredRun(folder.toString(), plan.path("scenarioHash").asString(), series);
    }

    private static JsonNode json(Path file) {
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(file + " is not there: not the result folder of a chaos run");
        }
        try {
            return JsonMapper.shared().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file + " is damaged: " + e.getOriginalMessage(), e);
        }
    }

    private static Series series(List<JsonNode> rows) {
        List<Long> holds = new ArrayList<>();
        List<Double> outages = new ArrayList<>();
        Map<String, List<Double>> phases = new TreeMap<>();
        int censored = 0;
        for (JsonNode row : rows) {
            if (!row.path("invalid").asString().isEmpty()) {
                continue;
            }
            holds.add(row.path("healNanos").asLong() - row.path("faultNanos").asLong());
            long nanos = 0;
            boolean open = false;
            for (JsonNode outage : row.path("outages")) {
                nanos += outage.path("endNanos").asLong()
                        - outage.path("startNanos").asLong();
                open |= !outage.path("end").asString("CLOSED").equals("CLOSED");
            }
            outages.add(nanos / 1e9);
            censored += open ? 1 : 0;
            phases(row, phases);
        }
        return new Series(
                rows.get(0).path("drill").asString(),
                rows.get(0).path("service").asString(),
                List.copyOf(holds),
                List.copyOf(outages),
                phases,
                rows.size() - outages.size(),
                censored);
    }

    /** Where there are two outages, nothing says which of them a simulated one is. */
    private static void phases(JsonNode row, Map<String, List<Double>> phases) {
        JsonNode seen = row.path("phases");
        JsonNode lengths = seen.path(0).path("phases");
        if (seen.size() != 1 || !lengths.isObject()) {
            return;
        }
        for (String phase : PHASES) {
            phases.computeIfAbsent(phase, p -> new ArrayList<>())
                    .add(lengths.path(phase + "Nanos").asLong() / 1e9);
        }
    }
}
