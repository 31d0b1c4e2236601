package dev.nines.scenario.vocabulary;

import dev.nines.model.spec.DowntimeWindow;
import dev.nines.model.spec.ObjectiveSpec.Comparison;
import dev.nines.result.ObjectivePaths;
import dev.nines.scenario.language.Forms;
import dev.nines.scenario.language.Quantities;
import dev.nines.scenario.language.Rejected;
import dev.nines.scenario.language.Type;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Nearest;
import dev.nines.scenario.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code shop: availability >= 99.9%}, {@code drills.lb-crash.outage.p99 <= 10s}. Its object is a {@link Parsed}. */
public record Objective() implements Type.Pair {

    /**
     * @param service empty: the first that clients call
     * @param window of downtime that it is about, or none
     * @param drill whose outage or losses it is about; empty: none
     * @param limit share, seconds or count
     */
    public record Parsed(
            String text,
            String service,
            String path,
            DowntimeWindow window,
            String drill,
            String violation,
            Comparison comparison,
            double limit) {}

    private enum Unit {
        SHARE,
        DURATION,
        COUNT
    }

    static final int LENGTH_MAX = 200;
    static final String NAME = "[A-Za-z][A-Za-z0-9_-]*";
    private static final Pattern STATISTIC = Pattern.compile("\\.(?:min|mean|p[0-9]+|max)$");
    private static final List<Pattern> MEASURES =
            ObjectivePaths.patterns().stream().map(Objective::measure).toList();
    private static final List<String> EXAMPLES = ObjectivePaths.patterns().stream()
            .map(path -> STATISTIC.matcher(path).replaceFirst(".STATISTIC"))
            .distinct()
            .toList();
    private static final Pattern FORM = Pattern.compile("(?:(" + NAME + "): +)?([A-Za-z0-9_.-]+) *([<>=!]+) *([^ ]+)");

    private static final Pattern MEASURE_ALONE = Pattern.compile("(?:" + NAME + ": +)?([A-Za-z0-9_.-]+)");

    /** {@code drills.NAME.outage.p99} with a group for the name. */
    private static Pattern measure(String path) {
        return Pattern.compile(path.replace(".", "\\.").replace("NAME", "(" + NAME + ")"));
    }

    private static Unit unit(String path) {
        String measure = STATISTIC.matcher(path).replaceFirst("");
        String last = measure.substring(measure.lastIndexOf('.') + 1);
        return switch (last) {
            case "availability", "unavailability", "failed-share", "no-outage", "lost", "utilisation" -> Unit.SHARE;
            case "downtime-per-year",
                    "degraded-per-year",
                    "unprotected-per-year",
                    "planned-per-year",
                    "outage-time-per-year",
                    "outage",
                    "downtime",
                    "lost-seconds",
                    "first-outage",
                    "wait",
                    "response",
                    "silence",
                    "detection",
                    "mistake",
                    "mistake-recurrence" -> Unit.DURATION;
            default -> Unit.COUNT;
        };
    }

    @Override
    public Object parse(String text, Yaml.Kind kind) {
        if (WindowMeasure.isMeant(text)) {
            return WindowMeasure.parse(text);
        }
        Matcher form = FORM.matcher(text.length() <= LENGTH_MAX ? text : "");
        if (!form.matches()) {
            throw new Rejected(Code.BAD_OBJECTIVE, "not an objective", "such as availability >= 99.95%", "");
        }
        String path = form.group(2);
        for (Pattern measure : MEASURES) {
            Matcher matcher = measure.matcher(path);
            if (matcher.matches()) {
                String service = form.group(1) == null ? "" : form.group(1);
                String named = matcher.groupCount() > 0 ? matcher.group(1) : "";
                boolean drill = path.startsWith("drills.");
                return new Parsed(
                        text,
                        service,
                        path,
                        DowntimeWindow.NONE,
                        drill ? named : "",
                        drill ? "" : named,
                        comparison(form.group(3)),
                        limit(unit(path), form.group(4)));
            }
        }
        String help = Nearest.of(path, ObjectivePaths.patterns())
                .map(e -> "did you mean `" + e + "`?")
                .orElse("");
        String label = help.isEmpty() ? "measures: " + String.join(", ", EXAMPLES) : "";
        throw new Rejected(Code.BAD_OBJECTIVE, "no measure `" + path + "`", label, help);
    }

    /** A measure without a limit: {@code shop: drills.lb-crash.outage.p99}. */
    public static Parsed measureNamed(String text) {
        Matcher form = MEASURE_ALONE.matcher(text);
        String limit = WindowMeasure.isMeant(text) || !form.matches()
                ? "50%"
                : switch (unit(form.group(1))) {
                    case SHARE -> "50%";
                    case DURATION -> "1s";
                    case COUNT -> "1";
                };
        Parsed p = (Parsed) new Objective().parse(text + " <= " + limit, Yaml.Kind.TEXT);
        return new Parsed(text, p.service, p.path, p.window, p.drill, p.violation, p.comparison, p.limit);
    }

    static Comparison comparison(String operator) {
        return switch (operator) {
            case ">=" -> Comparison.AT_LEAST;
            case "<=" -> Comparison.AT_MOST;
            case "=" -> Comparison.EQUAL;
            default -> {
                String help = operator.equals("<") ? "write <=" : operator.equals(">") ? "write >=" : "";
                throw new Rejected(Code.BAD_OBJECTIVE, "no comparison `" + operator + "`", "must be >=, <= or =", help);
            }
        };
    }

    private static double limit(Unit unit, String text) {
        return switch (unit) {
            case SHARE -> share(text);
            case DURATION -> Quantities.compound(text) / 1e9;
            case COUNT -> (Double) new Quantities.Decimal(0, 1e12).parse(text, kind(text));
        };
    }

    static double share(String text) {
        return (Double) new Quantities.Share().parse(text, kind(text));
    }

    private static Yaml.Kind kind(String text) {
        return text.matches("[0-9]+")
                ? Yaml.Kind.INTEGER
                : text.matches("[0-9]+\\.[0-9]+") ? Yaml.Kind.DECIMAL : Yaml.Kind.TEXT;
    }

    /** The measures, for the reference page. */
    public static List<String> examples() {
        return EXAMPLES;
    }

    @Override
    public Forms forms() {
        String body = "(?:[A-Za-z0-9_.-]+|" + WindowMeasure.SHAPE + ") *(?:>=|<=|=) *[0-9][^ ]*";
        Map<String, Object> pair = new LinkedHashMap<>();
        pair.put("type", "object");
        pair.put("minProperties", 1);
        pair.put("maxProperties", 1);
        pair.put("propertyNames", Map.of("pattern", "^(?:" + NAME + ")$"));
        pair.put("additionalProperties", Forms.pattern(body).alternatives().get(0));
        return Forms.pattern("(?:" + NAME + ": +)?" + body).or(new Forms(List.of(pair)));
    }

    @Override
    public String describe() {
        return "MEASURE >= LIMIT, with SERVICE: before it if it is not the first";
    }

    @Override
    public boolean isQuantity() {
        return false;
    }
}
