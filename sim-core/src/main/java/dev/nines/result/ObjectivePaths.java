package dev.nines.result;

import dev.nines.model.spec.DowntimeWindow;
import dev.nines.stats.Quantiles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The measures that an objective can name, all of one service. A yearly figure without a statistic means its mean.
 *
 * <table>
 * <caption>Paths</caption>
 * <tr><td>{@code availability}, {@code unavailability}</td><td>share of the years</td></tr>
 * <tr><td>{@code downtime-per-year}, {@code degraded-per-year}, {@code unprotected-per-year},
 *     {@code planned-per-year}, {@code outage-time-per-year} {@code [.mean|.p50|.p95|.p99]}</td><td>seconds</td></tr>
 * <tr><td>{@code lost-transactions-per-year[.mean|.p50|.p95|.p99]}</td><td>count</td></tr>
 * <tr><td>{@code outages-per-year}</td><td>count</td></tr>
 * <tr><td>{@code outage.STATISTIC}</td><td>seconds of one outage of the years; the statistics are {@code min},
 *     {@code p50}, {@code p90}, {@code p95}, {@code p99}, {@code max}, {@code mean}</td></tr>
 * <tr><td>{@code P(downtime/year > LIMIT)}</td><td>share of years, or of windows of {@code 30d}</td></tr>
 * <tr><td>{@code error-budget(30d 99.9%) used[.mean|.p50|.p95|.p99|.max]}</td><td>share of the budget</td></tr>
 * <tr><td>{@code infinite}, {@code censored}</td><td>outages of the years without an end</td></tr>
 * <tr><td>{@code first-outage.mean}</td><td>seconds until the first outage of a trial</td></tr>
 * <tr><td>{@code no-outage}</td><td>share of the trials without any</td></tr>
 * <tr><td>{@code queue.response.mean}, {@code queue.response.p99}, {@code queue.wait.mean}</td><td>seconds</td></tr>
 * <tr><td>{@code queue.in-system.mean}</td><td>customers</td></tr>
 * <tr><td>{@code queue.lost}, {@code queue.utilisation}</td><td>share</td></tr>
 * <tr><td>{@code lost-transactions}</td><td>the most that any drill or year of any trial lost</td></tr>
 * <tr><td>{@code violations}</td><td>trials with an unexpected violation</td></tr>
 * <tr><td>{@code violations.NAME}</td><td>trials with this violation</td></tr>
 * <tr><td>{@code drills.NAME.outage.STATISTIC}</td><td>seconds of outage of the drill</td></tr>
 * <tr><td>{@code drills.NAME.downtime}</td><td>seconds, mean of failed share × time</td></tr>
 * <tr><td>{@code drills.NAME.failed-share}</td><td>during outages</td></tr>
 * <tr><td>{@code drills.NAME.lost-transactions[.max]}, {@code drills.NAME.lost-seconds[.max]}</td><td>the most of any
 *     trial</td></tr>
 * <tr><td>{@code suspicions-per-year}, {@code false-suspicions-per-year}</td><td>count, of a heartbeat service</td></tr>
 * <tr><td>{@code mistake-recurrence}</td><td>seconds from one false suspicion to the next, mean of an observer and its
 *     peer</td></tr>
 * <tr><td>{@code silence.STATISTIC}, {@code detection.STATISTIC}, {@code mistake.STATISTIC}, and the same behind
 *     {@code drills.NAME.}</td><td>seconds, of a heartbeat service: see {@link DetectionResult}</td></tr>
 * <tr><td>{@code drills.NAME.suspected}, {@code drills.NAME.falsely-suspected}</td><td>trials</td></tr>
 * <tr><td>{@code drills.NAME.unnoticed}, {@code drills.NAME.infinite}, {@code drills.NAME.censored}</td>
 *     <td>trials</td></tr>
 * </table>
 */
public final class ObjectivePaths {
    private static final String DRILLS = "drills.";
    static final String VIOLATIONS = "violations";

    /** {@code P(downtime/year > 5m15s)}: the share of windows with more downtime. */
    public static final String EXCEEDING = "P(downtime)";

    /** {@code error-budget(30d 99.9%) used}: downtime of a window ÷ what its target allows; with a statistic. */
    public static final String BUDGET = "error-budget.used";

    private static final Map<String, Function<YearsResult, Measure>> YEARS = years();
    private static final Map<String, Function<DrillResult, Measure>> DRILL = drill();
    private static final Map<String, Function<DetectorResult, Measure>> DETECTOR = detector();
    private static final Map<String, Function<DetectionResult, Measure>> DETECTOR_DRILL = detectorDrill();

    private ObjectivePaths() {}

    /** @param drillNames of the design */
    public static boolean isKnown(String path, Collection<String> drillNames) {
        if (path.equals("lost-transactions") || path.equals(VIOLATIONS) || YEARS.containsKey(path)) {
            return true;
        }
        if (isOfDetector(path, drillNames)) {
            return true;
        }
        if (path.startsWith(VIOLATIONS + ".")) {
            return path.length() > VIOLATIONS.length() + 1;
        }
        return drillNames.stream().anyMatch(drill -> DRILL.containsKey(measureOfDrill(path, drill)));
    }

    /** Whether the measure is one of heartbeat services. */
    public static boolean isOfDetector(String path, Collection<String> drillNames) {
        return DETECTOR.containsKey(path)
                || drillNames.stream().anyMatch(drill -> DETECTOR_DRILL.containsKey(measureOfDrill(path, drill)));
    }

    /** Every path, with {@code NAME} for the names of drills and violations: for messages and the reference. */
    public static List<String> patterns() {
        List<String> patterns = new ArrayList<>(YEARS.keySet());
        patterns.add("lost-transactions");
        patterns.add(VIOLATIONS);
        patterns.add(VIOLATIONS + ".NAME");
        for (String measure : DRILL.keySet()) {
            patterns.add(DRILLS + "NAME." + measure);
        }
        patterns.addAll(DETECTOR.keySet());
        for (String measure : DETECTOR_DRILL.keySet()) {
            patterns.add(DRILLS + "NAME." + measure);
        }
        return patterns;
    }

    /** Of downtime in windows: {@link #EXCEEDING}, or the used share of an error budget. */
    static Measure ofWindow(String path, DowntimeWindow window, WindowSamples samples) {
        if (path.equals(EXCEEDING)) {
            return Measure.atLeast(Value.of(samples.share(window.seconds())));
        }
        double budgets = 1 / window.seconds();
        return switch (path.substring(BUDGET.length() + 1)) {
            case "mean" -> Measure.worst(Value.of(samples.mean().times(budgets)));
            case "max" -> Measure.largest(times(samples.max(), budgets));
            default -> Measure.atLeast(Value.of(samples.quantile(quantile(path)).times(budgets)));
        };
    }

    private static Value times(Value v, double factor) {
        return v.hasValue() ? Value.observed(v.value() * factor) : v;
    }

    /** The share that {@code .p95} stands for; NaN when the path does not end in a quantile. */
    private static double quantile(String path) {
        String last = path.substring(path.lastIndexOf('.') + 1);
        return last.matches("p[0-9]+") ? Integer.parseInt(last.substring(1)) / 100.0 : Double.NaN;
    }

    /** Observations that a measure needs before it has an interval; 0 when that does not depend on their number. */
    static int observationsNeeded(String path) {
        double p = quantile(path);
        return Double.isNaN(p) ? 0 : Quantiles.needed(p);
    }

    static Optional<Measure> ofYears(String path, YearsResult years) {
        return Optional.ofNullable(YEARS.get(path)).map(f -> f.apply(years));
    }

    static Optional<Measure> ofDetector(String path, DetectorResult detector) {
        if (DETECTOR.containsKey(path)) {
            return Optional.of(DETECTOR.get(path).apply(detector));
        }
        return ofDrills(path, detector.drills(), DETECTOR_DRILL);
    }

    static Optional<Measure> ofDrills(String path, Map<String, DrillResult> drills) {
        return ofDrills(path, drills, DRILL);
    }

    private static <R> Optional<Measure> ofDrills(
            String path, Map<String, R> drills, Map<String, Function<R, Measure>> measures) {
        for (Map.Entry<String, R> drill : drills.entrySet()) {
            Function<R, Measure> f = measures.get(measureOfDrill(path, drill.getKey()));
            if (f != null) {
                return Optional.of(f.apply(drill.getValue()));
            }
        }
        return Optional.empty();
    }

    /** {@code outage.p99} of {@code drills.lb-crash.outage.p99}; empty when the path is not of this drill. */
    private static String measureOfDrill(String path, String drill) {
        String prefix = DRILLS + drill + ".";
        return path.startsWith(prefix) ? path.substring(prefix.length()) : "";
    }

    private static Map<String, Function<YearsResult, Measure>> years() {
        Map<String, Function<YearsResult, Measure>> m = new LinkedHashMap<>();
        m.put("availability", y -> Measure.available(y.availability()));
        m.put("unavailability", y -> Measure.worst(y.unavailability()));
        perYear(m, "downtime-per-year", YearsResult::downtime);
        perYear(m, "degraded-per-year", YearsResult::degraded);
        perYear(m, "unprotected-per-year", YearsResult::unprotected);
        perYear(m, "planned-per-year", YearsResult::planned);
        perYear(m, "outage-time-per-year", YearsResult::outageTime);
        perYear(m, "lost-transactions-per-year", YearsResult::lostTransactions);
        m.put("outages-per-year", y -> Measure.worst(y.outagesPerYear()));
        lengths(m, "outage", YearsResult::outageSeconds);
        m.put("infinite", y -> Measure.largest(Value.observed(y.infinite())));
        m.put("censored", y -> Measure.largest(Value.observed(y.censored())));
        m.put("first-outage.mean", y -> Measure.atLeast(y.firstOutageSeconds()));
        m.put("no-outage", y -> Measure.available(y.trialsWithoutOutage()));
        queue(m, "response.mean", QueueResult::responseSeconds);
        queue(m, "response.p99", QueueResult::responseP99Seconds);
        queue(m, "wait.mean", QueueResult::waitSeconds);
        queue(m, "in-system.mean", QueueResult::inSystem);
        queue(m, "lost", QueueResult::lost);
        queue(m, "utilisation", QueueResult::utilisation);
        return m;
    }

    private static void queue(
            Map<String, Function<YearsResult, Measure>> m, String name, Function<QueueResult, Value> figure) {
        m.put("queue." + name, y -> Measure.worst(y.queue().map(figure).orElse(Value.missing("not a queue"))));
    }

    private static Map<String, Function<DrillResult, Measure>> drill() {
        Map<String, Function<DrillResult, Measure>> m = new LinkedHashMap<>();
        lengths(m, "outage", DrillResult::outageSeconds);
        m.put("downtime", d -> Measure.atLeast(d.downtimeSeconds()));
        m.put("failed-share", d -> Measure.atLeast(d.failedShare()));
        m.put("lost-transactions", d -> Measure.largest(d.lostTransactions().max()));
        m.put("lost-transactions.max", d -> Measure.largest(d.lostTransactions().max()));
        m.put("lost-seconds", d -> Measure.largest(d.lostSeconds().max()));
        m.put("lost-seconds.max", d -> Measure.largest(d.lostSeconds().max()));
        m.put("unnoticed", d -> Measure.largest(Value.observed(d.unnoticed())));
        m.put("infinite", d -> Measure.largest(Value.observed(d.infinite())));
        m.put("censored", d -> Measure.largest(Value.observed(d.censored())));
        return m;
    }

    private static Map<String, Function<DetectorResult, Measure>> detector() {
        Map<String, Function<DetectorResult, Measure>> m = new LinkedHashMap<>();
        m.put("suspicions-per-year", d -> Measure.worst(d.suspicionsPerYear()));
        m.put("false-suspicions-per-year", d -> Measure.worst(d.falseSuspicionsPerYear()));
        m.put("mistake-recurrence", d -> Measure.atLeast(d.mistakeRecurrenceSeconds()));
        lengths(m, "silence", d -> d.years().silenceSeconds());
        lengths(m, "detection", d -> d.years().detectionSeconds());
        lengths(m, "mistake", d -> d.years().mistakeSeconds());
        return m;
    }

    private static Map<String, Function<DetectionResult, Measure>> detectorDrill() {
        Map<String, Function<DetectionResult, Measure>> m = new LinkedHashMap<>();
        m.put("suspected", d -> Measure.largest(Value.observed(d.suspected())));
        m.put("falsely-suspected", d -> Measure.largest(Value.observed(d.falselySuspected())));
        lengths(m, "silence", DetectionResult::silenceSeconds);
        lengths(m, "detection", DetectionResult::detectionSeconds);
        lengths(m, "mistake", DetectionResult::mistakeSeconds);
        return m;
    }

    private static void perYear(
            Map<String, Function<YearsResult, Measure>> m, String name, Function<YearsResult, PerYear> figure) {
        m.put(name, y -> Measure.worst(figure.apply(y).mean()));
        m.put(name + ".mean", y -> Measure.worst(figure.apply(y).mean()));
        m.put(name + ".p50", y -> Measure.atLeast(figure.apply(y).p50()));
        m.put(name + ".p95", y -> Measure.atLeast(figure.apply(y).p95()));
        m.put(name + ".p99", y -> Measure.atLeast(figure.apply(y).p99()));
    }

    private static <R> void lengths(
            Map<String, Function<R, Measure>> m, String name, Function<R, Distribution> lengths) {
        m.put(name + ".min", r -> Measure.smallest(lengths.apply(r).min()));
        m.put(name + ".p50", r -> Measure.atLeast(lengths.apply(r).p50()));
        m.put(name + ".p90", r -> Measure.atLeast(lengths.apply(r).p90()));
        m.put(name + ".p95", r -> Measure.atLeast(lengths.apply(r).p95()));
        m.put(name + ".p99", r -> Measure.atLeast(lengths.apply(r).p99()));
        m.put(name + ".max", r -> Measure.largest(lengths.apply(r).max()));
        m.put(name + ".mean", r -> Measure.atLeast(lengths.apply(r).mean()));
    }
}
