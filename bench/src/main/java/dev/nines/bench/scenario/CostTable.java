package dev.nines.bench.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The costs of trials as a table for a terminal or Markdown, and as {@code scenarios.json}. */
public final class CostTable {
    private static final List<String> HEAD =
            List.of("design", "load", "skip", "trials/s", "events/s/core", "years/s", "KiB/trial", "two threads");

    private CostTable() {}

    public static String text(List<Cost> costs) {
        StringBuilder out = new StringBuilder();
        for (List<String> line : lines(costs)) {
            out.append(String.format(Locale.ROOT, "%-24s  %-7s  %-4s  %10s  %13s  %12s  %10s  %s", line.toArray())
                            .stripTrailing())
                    .append('\n');
        }
        return out.toString();
    }

    public static String markdown(List<Cost> costs) {
        StringBuilder out = new StringBuilder();
        for (List<String> line : lines(costs)) {
            out.append("| ").append(String.join(" | ", line)).append(" |\n");
            if (out.indexOf("|---") < 0) {
                out.append("|---|---|---|--:|--:|--:|--:|--:|\n");
            }
        }
        return out.toString();
    }

    private static List<List<String>> lines(List<Cost> costs) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        for (Cost cost : costs) {
            lines.add(List.of(
                    cost.design(),
                    cost.load(),
                    cost.skip() ? "yes" : "no",
                    digits(cost.trialsPerSecond()),
                    digits(cost.eventsPerSecond()),
                    digits(cost.yearsPerSecond()),
                    digits(cost.kibPerTrial()),
                    Double.isNaN(cost.twoThreads()) ? "" : digits(cost.twoThreads()) + " x"));
        }
        return lines;
    }

    private static String digits(double x) {
        return new BigDecimal(x).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    }

    /** Two threads' factor is null where it was not measured. */
    public static void write(Path file, List<Cost> costs, Map<String, Object> about) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Cost cost : costs) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("design", cost.design());
            row.put("load", cost.load());
            row.put("skip", cost.skip());
            row.put("horizonYears", cost.horizonYears());
            row.put("trialsPerSecond", cost.trialsPerSecond());
            row.put("eventsPerSecondPerCore", cost.eventsPerSecond());
            row.put("yearsPerSecond", cost.yearsPerSecond());
            row.put("kibPerTrial", cost.kibPerTrial());
            row.put("twoThreads", Double.isNaN(cost.twoThreads()) ? null : cost.twoThreads());
            rows.add(row);
        }
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("ninesScenarios", 1);
        root.put("about", about);
        root.put("rows", rows);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
