package dev.nines.scenario.language;

import dev.nines.scenario.problem.Code;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value's text with what is not known in it: {@code 10s..30s}, {@code guess(30min x5)}, {@code exponential(guess(90d
 * x3))}, {@code guess(lognormal(20min p95 2h) x3 as repairs)}.
 */
final class Template {
    private static final int LENGTH_MAX = 200;
    private static final double FACTOR_MAX = 1000;
    private static final MathContext ENDS = new MathContext(9, RoundingMode.HALF_EVEN);
    private static final Pattern GUESS = Pattern.compile("guess\\( *(.*?) *\\)", Pattern.DOTALL);
    private static final Pattern FACTOR = Pattern.compile("(.*?) +x(" + Units.NUMBER + ")", Pattern.DOTALL);
    private static final Pattern NAMED = Pattern.compile("(.*?) +as +(" + Words.NAME + ")", Pattern.DOTALL);
    private static final Pattern RANGE = Pattern.compile("([-+]?[0-9][^ ()]*?)\\.\\.([^ ()]*)");
    private static final Pattern CALL = Pattern.compile("([A-Za-z]+) *\\( *(.*?) *\\)", Pattern.DOTALL);
    private static final Pattern ARGUMENT = Pattern.compile("guess\\([^()]*\\)|[^ ]+");
    private static final Pattern QUANTITY = Pattern.compile("([-+]?" + Units.NUMBER + ")([A-Za-zµμ/%]*)");

    /**
     * Something not known within the text.
     *
     * @param suffix of the parameter's name within a law: {@code .p95}; empty: the value itself or its first argument
     * @param shared a name given with {@code as}; empty: it has none
     * @param written as in the file, without {@code guess( )} and without the name
     */
    record Part(String suffix, String shared, String written, Span span) {}

    private final Type.ScalarType type;
    /** Strings and parts, in the order of the text. */
    private final List<Object> pieces = new ArrayList<>();

    private boolean guess;

    private Template(Type.ScalarType type) {
        this.type = type;
    }

    /** @throws Rejected when a range or a guess is not well-formed, or stands where it cannot */
    static Template of(String text, Type.ScalarType type) {
        Template template = new Template(type);
        boolean plain = !text.contains("guess") && !text.contains("..");
        if (plain || text.length() > LENGTH_MAX || !type.isQuantity()) {
            template.pieces.add(text);
        } else {
            template.read(text);
        }
        return template;
    }

    boolean isGuess() {
        return guess || !parts().isEmpty();
    }

    List<Part> parts() {
        return pieces.stream()
                .filter(Part.class::isInstance)
                .map(Part.class::cast)
                .toList();
    }

    /** The text with a value in place of each part. */
    String text(List<String> values) {
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (Object piece : pieces) {
            text.append(piece instanceof Part ? values.get(next++) : piece);
        }
        return text.toString();
    }

    private void read(String text) {
        Matcher whole = GUESS.matcher(text);
        boolean isWhole = whole.matches();
        if (!type.mayBeUnknown()) {
            pieces.add(isWhole ? whole.group(1) : text);
            guess = isWhole;
            return;
        }
        Matcher call = CALL.matcher(isWhole ? whole.group(1) : text);
        if (!isWhole && type instanceof Laws && call.matches()) {
            law(call.group(1), call.group(2));
            return;
        }
        Optional<Part> part = part(text, "");
        if (part.isPresent()) {
            pieces.add(part.get());
        } else if (isWhole && type instanceof Laws && call.matches()) {
            guess = true;
            law(call.group(1), call.group(2));
        } else {
            guess = isWhole;
            pieces.add(isWhole ? whole.group(1) : text);
        }
    }

    /** Each argument of a law may be unknown by itself; a file's name is none. */
    private void law(String name, String arguments) {
        if (name.equals("empirical")) {
            pieces.add(name + "(" + arguments + ")");
            return;
        }
        Matcher argument = ARGUMENT.matcher(arguments);
        String word = "";
        int index = 0;
        pieces.add(name + "(");
        while (argument.find()) {
            pieces.add(index == 0 ? "" : " ");
            String suffix = index == 0 ? "" : "." + (word.isEmpty() ? "to" : word);
            argument(argument.group(), suffix);
            word = argument.group().matches("[A-Za-z]+[0-9]*") ? argument.group() : "";
            index++;
        }
        pieces.add(")");
    }

    private void argument(String text, String suffix) {
        Optional<Part> part = part(text, suffix);
        Matcher plain = GUESS.matcher(text);
        if (part.isPresent()) {
            pieces.add(part.get());
        } else if (plain.matches()) {
            guess = true;
            pieces.add(plain.group(1));
        } else {
            pieces.add(text);
        }
    }

    /** Empty when there is neither a range nor a factor. */
    private Optional<Part> part(String text, String suffix) {
        Matcher whole = GUESS.matcher(text);
        boolean isGuess = whole.matches();
        String inner = isGuess ? whole.group(1) : text;
        String shared = "";
        Matcher named = NAMED.matcher(inner);
        if (isGuess && named.matches()) {
            inner = named.group(1);
            shared = named.group(2);
        }
        String written = inner;
        Matcher factor = FACTOR.matcher(inner);
        Optional<Span> span = Optional.empty();
        if (isGuess && factor.matches()) {
            span = Optional.of(guess(factor.group(1), factor(factor.group(2))));
        } else if (inner.contains("..") && !inner.contains("(")) {
            span = Optional.of(range(inner));
        }
        if (span.isEmpty() && !shared.isEmpty()) {
            throw wrong("`as " + shared + "` shares nothing", "only a range or a guess with a factor is drawn", "");
        }
        String name = shared;
        return span.map(s -> new Part(suffix, name, written, s));
    }

    private static double factor(String text) {
        double factor = text.length() > 12 ? Double.NaN : Double.parseDouble(text);
        if (!(factor > 1 && factor <= FACTOR_MAX)) {
            throw wrong("factor x" + text + " out of range", "must be more than 1, at most 1000", "");
        }
        return factor;
    }

    private Span guess(String value, double factor) {
        if (value.contains("guess(") || value.contains("..")) {
            throw wrong("a range or a guess within a guess", "one of them says what is not known", "keep one");
        }
        if (type instanceof Laws && CALL.matcher(value).matches()) {
            if (value.startsWith("empirical") && value.contains(" times ")) {
                throw wrong("a factor beside `times`", "", "keep one");
            }
            return new Span.ScaledLaw(value, factor);
        }
        Matcher quantity = quantity(value, "");
        BigDecimal number = new BigDecimal(quantity.group(1));
        if (number.signum() <= 0) {
            throw wrong("a factor needs a value above 0", "`" + value + "`", "write a range, such as 0s..10s");
        }
        boolean whole = type instanceof Quantities.Count || type instanceof Quantities.Option;
        BigDecimal by = BigDecimal.valueOf(factor);
        BigDecimal low = number.divide(by, ENDS);
        BigDecimal high = number.multiply(by, ENDS);
        if (whole) {
            low = low.setScale(0, RoundingMode.CEILING);
            high = high.setScale(0, RoundingMode.FLOOR);
        }
        return new Span.Quantity(low, number, high, quantity.group(2), true, whole);
    }

    private Span range(String text) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            throw wrong("not a range", "such as 10s..30s, without blanks", "");
        }
        Matcher from = quantity(range.group(1), "at the low end, " + range.group(1) + ": ");
        Matcher to = quantity(range.group(2), "at the high end, " + range.group(2) + ": ");
        BigDecimal low = new BigDecimal(from.group(1));
        BigDecimal high = new BigDecimal(to.group(1));
        if (!from.group(2).equals(to.group(2))) {
            low = Units.convert(low, from.group(2), to.group(2))
                    .orElseThrow(() -> wrong("the ends of the range have different units", "", "write the same twice"));
        }
        if (low.compareTo(high) >= 0) {
            throw wrong("the range does not go from a smaller to a larger value", "", "exchange them");
        }
        BigDecimal middle = low.add(high).divide(BigDecimal.valueOf(2), MathContext.DECIMAL64);
        boolean whole = type instanceof Quantities.Count || type instanceof Quantities.Option;
        if (whole) {
            middle = middle.setScale(0, RoundingMode.HALF_UP);
        }
        return new Span.Quantity(low, middle, high, to.group(2), false, whole);
    }

    /**
     * The type's own complaint comes first: it knows the units.
     *
     * @param where begins its message
     */
    private Matcher quantity(String text, String where) {
        Matcher quantity = QUANTITY.matcher(text);
        boolean number = text.length() <= 40 && quantity.matches();
        if (!number || !(type instanceof Laws)) {
            try {
                type.parse(text, Texts.kindOf(text));
            } catch (Rejected e) {
                throw new Rejected(e.code(), where + e.getMessage(), e.label(), e.help());
            }
        }
        if (!number) {
            throw wrong("`" + text + "` has no range and no factor", "a number is needed", "");
        }
        return quantity;
    }

    private static Rejected wrong(String message, String label, String help) {
        return new Rejected(Code.BAD_UNKNOWN, message, label, help);
    }
}
