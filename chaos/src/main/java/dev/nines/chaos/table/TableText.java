package dev.nines.chaos.table;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The table as Markdown. */
public final class TableText {
    /** In a document, lines between these two are ours. */
    public static final String BEGIN = "<!-- predicted against measured: begin -->";

    public static final String END = "<!-- predicted against measured: end -->";

    private static final int BRIEF_ROWS = 5;

    private TableText() {}

    /**
     * All rows.
     *
     * @param campaigns what is known of each, by name
     */
    public static String whole(List<Judgement> rows, Map<String, Map<String, String>> campaigns) {
        StringBuilder text = new StringBuilder();
        String section = "";
        for (Judgement row : rows) {
            if (!row.row().section().equals(section)) {
                section = row.row().section();
                text.append("\n## ").append(section).append("\n\n");
                text.append("| what | n | predicted | measured | test | p or residual | verdict |\n");
                text.append("|---|---|---|---|---|---|---|\n");
            }
            text.append(line(row));
        }
        text.append(differences(rows));
        return text.append(campaigns(campaigns)).toString();
    }

    private static String line(Judgement row) {
        String title = row.row().title()
                + (row.row().formula().isEmpty() ? "" : "<br>" + row.row().formula());
        if (!row.isMeasured()) {
            return "| " + title + " | 0 | | not measured: " + row.reason() + " | | | |\n";
        }
        String n = row.n() + (row.notCounted() > 0 ? " of " + (row.n() + row.notCounted()) : "");
        return "| "
                + String.join(
                        " | ",
                        title,
                        n,
                        row.predicted(),
                        row.measured(),
                        row.row().test().text(),
                        figure(row),
                        verdict(row))
                + " |\n";
    }

    private static String figure(Judgement row) {
        OptionalDouble residual = row.residualNanos();
        if (residual.isEmpty()) {
            return "p " + Text.p(row.p().orElse(1));
        }
        String law = row.lawNanos().isPresent()
                ? "; formula " + Text.millis(row.lawNanos().getAsDouble())
                : "";
        return Text.millis(residual.getAsDouble()) + " (bias "
                + Text.millis(row.biasNanos().orElse(0)) + law + ")";
    }

    private static String verdict(Judgement row) {
        return row.rejected() ? "**rejected**" : "not rejected";
    }

    private static String differences(List<Judgement> rows) {
        List<Judgement> rejected = rows.stream().filter(Judgement::rejected).toList();
        if (rejected.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n## Where they differ\n\n");
        for (Judgement row : rejected) {
            String why = row.row().why();
            text.append("- ")
                    .append(row.row().section())
                    .append(", ")
                    .append(row.row().title())
                    .append(": ");
            text.append(why.isEmpty() ? "not explained yet." : why).append('\n');
        }
        return text.toString();
    }

    private static String campaigns(Map<String, Map<String, String>> campaigns) {
        StringBuilder text = new StringBuilder("\n## Campaigns\n\n");
        new java.util.TreeMap<>(campaigns).forEach((name, about) -> {
            text.append("- [").append(name).append("](measured/").append(name).append(".csv)");
            about.forEach((key, value) -> {
                if (!key.startsWith(Records.NOT_MEASURED)) {
                    text.append("; ").append(key).append(": ").append(value);
                }
            });
            text.append('\n');
        });
        return text.toString();
    }

    /** A few headlines for a README: the first of each section, then the second ones. */
    public static String brief(List<Judgement> rows) {
        StringBuilder text = new StringBuilder("| | predicted | measured | n | |\n|---|---|---|---|---|\n");
        Map<String, Integer> inSection = new HashMap<>();
        Map<Judgement, Integer> rank = new LinkedHashMap<>();
        rows.stream()
                .filter(row -> row.row().headline() && row.isMeasured())
                .forEach(row -> rank.put(row, inSection.merge(row.row().section(), 1, Integer::sum)));
        rank.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .limit(BRIEF_ROWS)
                .map(Map.Entry::getKey)
                .forEach(row -> text.append("| ")
                        .append(String.join(
                                " | ",
                                row.row().section() + ": " + row.row().title().replace("… and ", "silent cut: "),
                                row.predicted(),
                                row.measured(),
                                Integer.toString(row.n()),
                                figure(row) + ", " + verdict(row)))
                        .append(" |\n"));
        return text.toString();
    }

    /**
     * A text with what stands between our two lines replaced.
     *
     * @throws IllegalArgumentException if it does not have both, in this order
     */
    public static String between(String text, String table) {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("no lines " + BEGIN + " … " + END);
        }
        return text.substring(0, begin + BEGIN.length()) + "\n" + table + text.substring(end);
    }
}
