package dev.nines.chaos.calibrate;

import dev.nines.kernel.Law;
import dev.nines.model.spec.Design;
import dev.nines.stats.Holm;
import dev.nines.stats.Rounding;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Laws of failure and repair by an incident list, beside the scenario's.
 *
 * @param file the list, as the user named it
 * @param hash of the list's text
 * @param until when watching ended
 */
public record IncidentCalibration(String file, String hash, Instant until, List<Row> rows) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    /** Fewer incidents do not change a law. */
    private static final int LEAST_TO_PROPOSE = 3;

    public IncidentCalibration {
        rows = List.copyOf(rows);
    }

    /**
     * A law.
     *
     * @param of the components
     * @param path of the law in the file, such as {@code faults.0.every}; empty: not in the scenario
     * @param before the scenario's law in words; empty: it has none
     * @param proposed in the scenario's words; empty: too few incidents
     * @param events failures or repairs seen
     * @param open times not seen to their end
     * @param totalSeconds of all times
     * @param fitted what fits
     * @param beforeFits p-value of the scenario's law, as it is
     * @param beforeFitsAdjusted the same by Holm over all rows; below 5 % the scenario is contradicted
     */
    public record Row(
            String of,
            String path,
            String before,
            String proposed,
            int events,
            int open,
            double totalSeconds,
            Figures fitted,
            double beforeFits,
            double beforeFitsAdjusted) {
        /** What the incidents say of the scenario's law. */
        public String verdict() {
            if (events < LEAST_TO_PROPOSE) {
                return "too few: " + events + (events == 1 ? " event" : " events");
            }
            if (before.isEmpty()) {
                return "not in the scenario";
            }
            return beforeFitsAdjusted < 0.05 ? "contradicts the scenario" : "does not contradict the scenario";
        }
    }

    /**
     * Fits in numbers and words.
     *
     * @param exponential mean with its interval
     * @param exponentialFits p-value; NaN: too few
     * @param second the law with two parameters, with intervals; empty: too few
     * @param secondFits p-value; NaN: too few
     */
    public record Figures(String exponential, double exponentialFits, String second, double secondFits) {}

    /**
     * @param until when watching ended; empty: with the latest time in the list
     * @throws dev.nines.scenario.problem.Problems all that is wrong with the list
     */
    public static IncidentCalibration of(Design design, Path file, Optional<Instant> until) {
        IncidentList list = IncidentList.read(file, until);
        List<Row> rows = new ArrayList<>();
        for (Histories.History history : Histories.of(list, ComponentClass.of(design))) {
            rows.add(failures(history));
            rows.add(repairs(history));
        }
        double[] adjusted =
                Holm.adjusted(rows.stream().mapToDouble(Row::beforeFits).toArray());
        for (int i = 0; i < adjusted.length; i++) {
            rows.set(i, adjusted(rows.get(i), adjusted[i]));
        }
        return new IncidentCalibration(list.source().file(), list.source().hash(), list.until(), rows);
    }

    /** All of it, as {@code docs/reference/incidents.md} describes. */
    public String json() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("nines", 1);
        root.put("from", file);
        root.put("fromHash", hash);
        root.put("until", until.toString());
        root.put("laws", rows.stream().map(IncidentCalibration::tree).toList());
        return JSON.writeValueAsString(root) + "\n";
    }

    private static Map<String, Object> tree(Row row) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("of", row.of);
        tree.put("parameter", row.path);
        tree.put("before", row.before);
        tree.put("after", row.proposed);
        tree.put("verdict", row.verdict());
        tree.put("events", row.events);
        tree.put("open", row.open);
        tree.put("totalSeconds", row.totalSeconds);
        tree.put("exponential", row.fitted.exponential);
        number(tree, "exponentialFits", row.fitted.exponentialFits);
        tree.put("second", row.fitted.second);
        number(tree, "secondFits", row.fitted.secondFits);
        number(tree, "beforeFits", row.beforeFits);
        number(tree, "beforeFitsAdjusted", row.beforeFitsAdjusted);
        return tree;
    }

    private static void number(Map<String, Object> tree, String key, double value) {
        if (!Double.isNaN(value)) {
            tree.put(key, Rounding.nine(value));
        }
    }

    private static Row failures(Histories.History history) {
        Fitted fitted = Fitted.of(LogScale.Family.WEIBULL, history.failures());
        return row(history.of(), history.of().failureKey(), history.of().failure(), history.failures(), fitted);
    }

    private static Row repairs(Histories.History history) {
        Fitted fitted = Fitted.of(LogScale.Family.LOGNORMAL, history.repairs());
        return row(history.of(), "repair", history.of().repair(), history.repairs(), fitted);
    }

    private static Row row(ComponentClass of, String key, Optional<Law> before, Lifetimes times, Fitted fitted) {
        boolean testable = times.count() >= LEAST_TO_PROPOSE && before.isPresent();
        return new Row(
                of.label() + (key.equals("repair") ? ": repair" : ": failure"),
                of.path().isEmpty() ? "" : of.path() + "." + key,
                before.map(LawText::of).orElse(of.path().isEmpty() ? "" : "never"),
                proposed(key, times, fitted),
                times.count(),
                times.size() - times.count(),
                times.totalSeconds(),
                figures(fitted),
                testable ? Fitted.fits(before.get(), times) : Double.NaN,
                Double.NaN);
    }

    /** Failures age only if the data say so; repairs are lognormal, as repairs are. */
    private static String proposed(String key, Lifetimes times, Fitted fitted) {
        if (times.count() < LEAST_TO_PROPOSE) {
            return "";
        }
        boolean second = fitted.second().isPresent() && (key.equals("repair") || fitted.ages());
        return second
                ? LawText.of(fitted.second().get())
                : LawText.exponential(fitted.mean().orElseThrow().value());
    }

    private static Figures figures(Fitted fitted) {
        String exponential = fitted.mean().map(IncidentCalibration::durations).orElse("");
        String second = "";
        if (fitted.second().isPresent()) {
            boolean weibull = fitted.second().get().family() == LogScale.Family.WEIBULL;
            Interval other = fitted.other().orElseThrow();
            second = (weibull ? "scale " : "p50 ")
                    + durations(fitted.first().orElseThrow())
                    + (weibull
                            ? ", shape " + LawText.digits(other.value()) + " [" + LawText.digits(other.low()) + ", "
                                    + LawText.digits(other.high()) + "]"
                            : ", p95 " + durations(other));
        }
        return new Figures(exponential, fitted.exponentialFits(), second, fitted.secondFits());
    }

    private static String durations(Interval interval) {
        return LawText.duration(interval.value()) + " [" + LawText.duration(interval.low()) + ", "
                + LawText.duration(interval.high()) + "]";
    }

    private static Row adjusted(Row row, double adjusted) {
        return new Row(
                row.of,
                row.path,
                row.before,
                row.proposed,
                row.events,
                row.open,
                row.totalSeconds,
                row.fitted,
                row.beforeFits,
                adjusted);
    }
}
