package dev.nines.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table for a terminal or, with bars, for Markdown. */
public final class TextReport {
    private static final List<String> HEAD =
            List.of("what", "ours", "bytes", "best peer", "", "ratio (95 % interval)", "reach", "", "baseline");

    private TextReport() {}

    public static String text(List<Row> rows) {
        List<List<String>> lines = lines(rows);
        int[] widths = new int[HEAD.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                boolean number = i == 1 || i == 2 || i == 4;
                String format = number ? "%" : "%-";
                if (widths[i] > 0) {
                    text.append(String.format(Locale.ROOT, format + widths[i] + "s  ", line.get(i)));
                }
            }
            out.append(text.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    public static String markdown(List<Row> rows) {
        StringBuilder out = new StringBuilder();
        List<List<String>> lines = lines(rows);
        for (int i = 0; i < lines.size(); i++) {
            out.append("| ").append(String.join(" | ", lines.get(i))).append(" |\n");
            if (i == 0) {
                out.append("|---|--:|--:|---|--:|---|---|---|---|\n");
            }
        }
        return out.toString();
    }

    private static List<List<String>> lines(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        for (Row row : rows) {
            lines.add(List.of(
                    row.reach().title(),
                    nanos(row.ours().median()),
                    bytes(row.ours().bytesPerOperation()),
                    row.best().map(b -> b.cell().who()).orElse("none"),
                    row.best().map(b -> nanos(b.median())).orElse(""),
                    ratio(row),
                    goal(row.reach()),
                    row.reached() ? "reached" : "missed",
                    change(row.change())));
        }
        return lines;
    }

    private static String ratio(Row row) {
        if (row.ratio().isEmpty()) {
            return "";
        }
        LogRatio r = row.ratio().get();
        return row.reach().kind() == Reach.Kind.TIMES_SLOWER
                ? factor(1 / r.value()) + " x as long (" + factor(1 / r.high()) + "-" + factor(1 / r.low()) + ")"
                : factor(r.value()) + " x faster (" + factor(r.low()) + "-" + factor(r.high()) + ")";
    }

    private static String goal(Reach reach) {
        return switch (reach.kind()) {
            case TIMES_FASTER -> ">= " + factor(reach.goal()) + " x";
            case TIMES_SLOWER -> "<= " + factor(reach.goal()) + " x";
            case AT_MOST_NANOS -> "<= " + nanos(reach.goal());
            case AT_MOST_BYTES -> "<= " + bytes(reach.goal());
        };
    }

    private static String change(Row.Change change) {
        if (change.verdict() == Row.Verdict.NO_BASELINE) {
            return "";
        }
        return change.verdict().words() + " (" + factor(change.low()) + "-" + factor(change.high()) + ")";
    }

    public static String nanos(double nanos) {
        if (nanos < 1e3) {
            return digits(nanos) + " ns";
        }
        if (nanos < 1e6) {
            return digits(nanos / 1e3) + " us";
        }
        return nanos < 1e9 ? digits(nanos / 1e6) + " ms" : digits(nanos / 1e9) + " s";
    }

    private static String bytes(double bytes) {
        if (Double.isNaN(bytes)) {
            return "";
        }
        return bytes < 0.1 ? "0 B" : bytes < 1e4 ? digits(bytes) + " B" : digits(bytes / 1e3) + " kB";
    }

    private static String factor(double factor) {
        return digits(factor);
    }

    /** Three significant digits, without exponent. */
    private static String digits(double x) {
        if (!Double.isFinite(x)) {
            return "?";
        }
        return new java.math.BigDecimal(x)
                .round(new java.math.MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }
}
