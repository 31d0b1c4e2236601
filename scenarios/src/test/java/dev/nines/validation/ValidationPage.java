package dev.nines.validation;

import dev.nines.stats.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/** {@code docs/validation.md} and the {@code exact.json} beside each scenario. */
final class ValidationPage {
    /** Of half of the 95 % interval ÷ the exact value. */
    static final double TARGET = 0.05;

    private static final double MISS = 0.05;

    private ValidationPage() {}

    /** Misses that fewer than one correct program in 1000 falls short of. */
    static int fewestMisses(int cases) {
        return BinomialDistribution.of(cases, MISS).inverseCumulativeProbability(0.0005);
    }

    /** Misses that fewer than one correct program in 1000 exceeds. */
    static int mostMisses(int cases) {
        return BinomialDistribution.of(cases, MISS).inverseCumulativeProbability(0.9995);
    }

    static String text(List<CaseRun> runs) {
        List<String> lines = new ArrayList<>();
        long misses = runs.stream().filter(run -> !run.covers95()).count();
        lines.add("# Validation");
        lines.add("");
        lines.add("<!-- Made by ValidationTest; `mvn test -Dnines.golden=update` writes it anew. -->");
        lines.add("");
        lines.addAll(List.of(introduction(runs.size(), misses).split("\n")));
        String group = "";
        for (CaseRun run : runs) {
            if (!run.asked().group().equals(group)) {
                group = run.asked().group();
                lines.add("");
                lines.add("## " + group.substring(0, 1).toUpperCase(Locale.ROOT) + group.substring(1));
                lines.add("");
                lines.add("| case | scenario | what | unit | exact | estimate | 95 % interval | covered |");
                lines.add("|---:|---|---|---|---:|---:|---|---|");
            }
            lines.add(row(run));
        }
        lines.add("");
        return String.join("\n", lines);
    }

    private static String introduction(int cases, long misses) {
        return cases + " systems whose answer is known exactly, simulated. "
                + misses + " of " + cases
                + " 95 % intervals miss the exact value; of a correct\nprogram about one in 20 does, and "
                + fewestMisses(cases) + " to " + mostMisses(cases)
                + " do with a probability of 99.9 %. Every 99.99 % interval"
                + " covers: that is the test.\n\n"
                + "The seed of a case is its number, never chosen. The number of trials follows from the half-width that was"
                + " wanted\n(at most " + number(100 * TARGET)
                + " % of the exact value), never from the outcome. `exact.json` beside each scenario has the derivation.\n"
                + "[How to read this page](guide/08-validation.md).";
    }

    static String row(CaseRun run) {
        Case asked = run.asked();
        return "| "
                + String.join(
                        " | ",
                        String.valueOf(asked.number()),
                        "[" + asked.name() + "](../examples/validation/" + asked.name() + "/scenario.yaml)",
                        asked.title(),
                        asked.unit(),
                        number(asked.exact()),
                        number(run.estimate().value()),
                        number(run.estimate().low()) + " … "
                                + number(run.estimate().high()),
                        run.covers95() ? "yes" : "**no**")
                + " |";
    }

    private static String number(double x) {
        return Double.isNaN(x) ? "?" : plain(Rounding.digits(x, 5));
    }

    private static String plain(double x) {
        return BigDecimal.valueOf(x).stripTrailingZeros().toPlainString();
    }

    static String json(Case asked) {
        return "{\n"
                + "  \"case\": " + asked.number() + ",\n"
                + text("group", asked.group())
                + text("title", asked.title())
                + text("measure", asked.measure())
                + "  \"exact\": " + plain(Rounding.nine(asked.exact())) + ",\n"
                + text("unit", asked.unit())
                + text("derivation", asked.derivation())
                + "  \"targetHalfWidth\": " + plain(TARGET) + "\n"
                + "}\n";
    }

    private static String text(String key, String value) {
        return "  \"" + key + "\": \"" + value + "\",\n";
    }
}
