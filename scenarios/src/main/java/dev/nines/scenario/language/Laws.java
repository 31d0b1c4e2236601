package dev.nines.scenario.language;

import dev.nines.kernel.Law;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Nearest;
import dev.nines.scenario.yaml.Yaml;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A law of durations: {@code 5s}, {@code exponential(20ms)}, {@code uniform(1s 3s)}, {@code lognormal(20min p95 2h)},
 * {@code weibull(90d shape 2)}, {@code erlang(1h shape 3)}, {@code pareto(10min shape 1.5)}, …, {@code
 * empirical(repairs.csv)} (read by {@link Samples}). Its object is a {@link Law}, or {@link #NEVER}.
 *
 * @param minMean the mean must not be smaller; as a duration
 * @param never whether the word {@code never} may stand for it
 */
public record Laws(String minMean, boolean never) implements Type.ScalarType {
    /** The object of {@code never}. */
    public static final Object NEVER = "never";

    private static final List<String> NAMES = List.of(
            "exponential",
            "uniform",
            "lognormal",
            "weibull",
            "gamma",
            "erlang",
            "pareto",
            "hyperexponential",
            "empirical");
    private static final Pattern CALL = Pattern.compile("([A-Za-z]+) *\\( *(.*?) *\\)", Pattern.DOTALL);
    private static final Quantities.Measure DURATION = Quantities.duration();
    private static final List<String> KEYWORDS = List.of("p95", "shape", "cv");
    private static final int LENGTH_MAX = 120;

    public static Laws any() {
        return new Laws("0s", false);
    }

    @Override
    public Object parse(String text, Yaml.Kind kind) {
        if (never && text.equals("never")) {
            return NEVER;
        }
        Matcher call = CALL.matcher(text);
        Law law = text.length() <= LENGTH_MAX && call.matches()
                ? parseCall(call.group(1), call.group(2))
                : Law.constant(nanos(text));
        return checked(law);
    }

    /** The law, unless its mean is too short. */
    Law checked(Law law) {
        if (law.meanNanos() < (minMean.equals("0s") ? 0 : nanos(minMean))) {
            throw new Rejected(Code.OUT_OF_RANGE, "law out of range", "its mean must be at least " + minMean, "");
        }
        return law;
    }

    private static Law parseCall(String name, String arguments) {
        return switch (name) {
            case "exponential" -> exponential(split(name, arguments, "MEAN"));
            case "uniform" -> uniform(split(name, arguments, "FROM TO"));
            case "lognormal" -> lognormal(split(name, arguments, "MEDIAN p95 P95"));
            case "weibull" -> weibull(split(name, arguments, "SCALE shape NUMBER"));
            case "gamma" -> gamma(split(name, arguments, "MEAN shape NUMBER"));
            case "erlang" -> erlang(split(name, arguments, "MEAN shape COUNT"));
            case "pareto" -> pareto(split(name, arguments, "SCALE shape NUMBER"));
            case "hyperexponential" -> hyperexponential(split(name, arguments, "MEAN cv NUMBER"));
            case "empirical" -> throw new IllegalStateException("samples are read with their files at hand");
            default ->
                throw new Rejected(
                        Code.BAD_LAW,
                        "no law is called `" + (name.length() > 30 ? name.substring(0, 30) + "…" : name) + "`",
                        "laws: " + String.join(", ", NAMES),
                        Nearest.of(name, NAMES)
                                .map(n -> "did you mean `" + n + "`?")
                                .orElse(""));
        };
    }

    private static String[] split(String name, String arguments, String form) {
        String[] given = arguments.split(" +");
        String[] expected = form.split(" ");
        boolean right = given.length == expected.length;
        for (int i = 0; right && i < given.length; i++) {
            boolean keyword = KEYWORDS.contains(expected[i]);
            right = !keyword || given[i].equals(expected[i]);
        }
        if (!right) {
            String help = arguments.contains(",") ? "laws have no commas: `" + name + "(" + form + ")`" : "";
            throw new Rejected(
                    Code.BAD_LAW, "`" + name + "` is not complete", "must be " + name + "(" + form + ")", help);
        }
        return given;
    }

    private static Law exponential(String[] arguments) {
        return new Law.Exponential(positive(arguments[0]));
    }

    private static Law uniform(String[] arguments) {
        long from = nanos(arguments[0]);
        long to = nanos(arguments[1]);
        if (to < from) {
            throw new Rejected(Code.BAD_LAW, "uniform law from a longer to a shorter time", "exchange them", "");
        }
        return new Law.Uniform(from, to);
    }

    private static Law lognormal(String[] arguments) {
        long median = positive(arguments[0]);
        long p95 = positive(arguments[2]);
        if (p95 < median) {
            throw new Rejected(Code.BAD_LAW, "the 95th percentile is below the median", "exchange them", "");
        }
        return new Law.Lognormal(median, p95);
    }

    private static Law weibull(String[] arguments) {
        return new Law.Weibull(positive(arguments[0]), number(arguments[2], 0.1, 100));
    }

    private static Law gamma(String[] arguments) {
        return new Law.Gamma(positive(arguments[0]), number(arguments[2], 0.1, 1000));
    }

    private static Law erlang(String[] arguments) {
        Quantities.Count shape = new Quantities.Count(1, 1000);
        return new Law.Gamma(positive(arguments[0]), (Integer) shape.parse(arguments[2], Texts.kindOf(arguments[2])));
    }

    private static Law pareto(String[] arguments) {
        return new Law.Pareto(positive(arguments[0]), number(arguments[2], 0.1, 100));
    }

    private static Law hyperexponential(String[] arguments) {
        return new Law.Hyperexponential(positive(arguments[0]), number(arguments[2], 1, 100));
    }

    private static double number(String text, double min, double max) {
        return (Double) new Quantities.Decimal(min, max).parse(text, Texts.kindOf(text));
    }

    private static long positive(String text) {
        long nanos = nanos(text);
        if (nanos == 0) {
            throw new Rejected(Code.OUT_OF_RANGE, "duration out of range", "must be longer than 0s", "");
        }
        return nanos;
    }

    private static long nanos(String text) {
        return (Long) DURATION.parse(text, Yaml.Kind.TEXT);
    }

    @Override
    public Forms forms() {
        String duration = Units.DURATION.pattern();
        String d = "(?:" + Forms.unknown(duration) + ")";
        String laws = "exponential *\\( *" + d + " *\\)"
                + "|uniform *\\( *" + d + " +" + d + " *\\)"
                + "|lognormal *\\( *" + d + " +p95 +" + d + " *\\)"
                + "|(?:weibull|gamma|pareto) *\\( *" + d + " +shape +(?:" + Forms.unknown(Units.NUMBER) + ") *\\)"
                + "|erlang *\\( *" + d + " +shape +(?:" + Forms.unknown("[0-9]+") + ") *\\)"
                + "|hyperexponential *\\( *" + d + " +cv +(?:" + Forms.unknown(Units.NUMBER) + ") *\\)"
                + "|empirical *\\([^()]+\\)";
        String scaled = "|guess\\( *(?:" + laws + ") +x" + Units.NUMBER + "(?: +as +" + Words.NAME + ")? *\\)";
        Forms forms = Forms.guessable(laws + (never ? "|never" : ""));
        return Forms.pattern(Forms.unknown(duration) + scaled).or(forms);
    }

    @Override
    public String describe() {
        return never ? "law or `never`" : "law";
    }

    @Override
    public boolean isQuantity() {
        return true;
    }

    @Override
    public boolean mayBeUnknown() {
        return true;
    }
}
