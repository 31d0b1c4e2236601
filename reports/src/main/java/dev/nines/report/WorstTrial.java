package dev.nines.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The trial with the longest outage of a design, from {@code samples.csv}.
 *
 * @param drill empty: in the years of random faults
 * @param outageSeconds may be infinite
 */
public record WorstTrial(String design, int trial, String drill, String service, String faults, double outageSeconds) {

    /** By design; of equally long outages the first. Empty when there is no table or nothing failed. */
    public static Map<String, WorstTrial> ofEachDesign(Path samplesCsv) {
        Map<String, WorstTrial> worst = new LinkedHashMap<>();
        if (!Files.isReadable(samplesCsv)) {
            return worst;
        }
        try (BufferedReader in = Files.newBufferedReader(samplesCsv, StandardCharsets.UTF_8)) {
            String header = in.readLine();
            List<String> columns = header == null ? List.of() : Arrays.asList(header.split(",", -1));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                WorstTrial row = parse(columns, line.split(",", -1));
                if (row.outageSeconds > 0) {
                    worst.merge(row.design, row, (a, b) -> b.outageSeconds > a.outageSeconds ? b : a);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return worst;
    }

    private static WorstTrial parse(List<String> columns, String[] cells) {
        String outage = cells[columns.indexOf("outage_s")];
        double seconds =
                outage.isEmpty() ? 0 : outage.startsWith("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(outage);
        return new WorstTrial(
                cells[columns.indexOf("design")],
                Integer.parseInt(cells[columns.indexOf("trial")]),
                cells[columns.indexOf("drill")],
                cells[columns.indexOf("service")],
                cells[columns.indexOf("faults")],
                seconds);
    }

    /** {@code run 217, lb-crash: web gone for 3.62 s after crash lb1}. */
    String text() {
        String where = drill.isEmpty() ? "year" : drill;
        String cause = faults.isEmpty() ? "" : " after " + faults.replace(";", ", ");
        String length = Double.isInfinite(outageSeconds) ? "ever" : Unit.SECONDS.format(outageSeconds);
        return "run " + Human.count(trial) + ", " + where + ": " + service + " gone for " + length + cause;
    }

    /** The command that shows it. */
    String replayCommand(String folder, boolean severalDesigns) {
        return "nines replay " + folder + (severalDesigns ? " --design " + design : "")
                + (drill.isEmpty() ? "" : " --drill " + drill) + " --trial " + trial;
    }
}
