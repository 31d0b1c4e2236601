package dev.nines.scenario.language;

import dev.nines.scenario.problem.Code;
import dev.nines.scenario.yaml.Yaml;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Types of numbers with and without units. */
public final class Quantities {
    private static final String LONGEST = "200y";
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern NUMBER = Pattern.compile("[-+]?" + Units.NUMBER);

    private static final Pattern COMPOUND = Pattern.compile(
            "(?=.*[a-z][0-9])(?:[0-9]{1,9}d)?(?:[0-9]{1,9}h)?(?:[0-9]{1,9}(?:min|m))?(?:[0-9]{1,9}(?:\\.[0-9]+)?s)?");
    private static final Pattern PART = Pattern.compile("([0-9.]+)([a-z]+)");

    private Quantities() {}

    /** Any duration up to 200 years (nanoseconds in a long last for 292). */
    public static Measure duration() {
        return duration("0s", LONGEST);
    }

    public static Measure duration(String min, String max) {
        return Measure.of(Units.DURATION, min, max);
    }

    /**
     * A duration of several parts, the largest first, such as {@code 5m15s}: between others {@code m} is minutes. In
     * nanoseconds.
     */
    public static long compound(String text) {
        Matcher parts = COMPOUND.matcher(text.length() <= 40 ? text : "");
        if (!parts.matches()) {
            return (Long) duration().parse(text, Yaml.Kind.TEXT);
        }
        Matcher part = PART.matcher(text);
        long sum = 0;
        while (part.find()) {
            String unit = part.group(2).equals("m") ? "min" : part.group(2);
            sum += (Long) duration().parse(part.group(1) + unit, Yaml.Kind.TEXT);
        }
        return sum;
    }

    /** Requests per time; read as requests per second. */
    public static Measure rate() {
        return Measure.of(Units.RATE, "0/s", "1000000/s");
    }

    /** Bytes. */
    public static Measure size() {
        return Measure.of(Units.SIZE, "0B", "1000TB");
    }

    /** Bytes per second. */
    public static Measure byteRate() {
        return Measure.of(Units.BYTE_RATE, "1B/s", "1TB/s");
    }

    /** Bits per second. */
    public static Measure bitRate() {
        return Measure.of(Units.BIT_RATE, "1bit/s", "1000Gbit/s");
    }

    /**
     * A number with a unit. Its object is a Long in base units; of a rate a Double per second.
     *
     * @param word that may stand instead of a value, for {@code wordValue}; empty: none
     */
    public record Measure(
            Units units, String min, BigDecimal minValue, String max, BigDecimal maxValue, String word, long wordValue)
            implements Type.ScalarType {

        static Measure of(Units units, String min, String max) {
            return new Measure(units, min, units.parse(min), max, units.parse(max), "", 0);
        }

        public Measure or(String otherWord, long value) {
            return new Measure(units, min, minValue, max, maxValue, otherWord, value);
        }

        @Override
        public Object parse(String text, Yaml.Kind kind) {
            if (!word.isEmpty() && text.equals(word)) {
                return units.equals(Units.RATE) ? (Object) (double) wordValue : (Object) wordValue;
            }
            BigDecimal value = parseBase(text);
            if (value.compareTo(minValue) < 0 || value.compareTo(maxValue) > 0) {
                throw new Rejected(
                        Code.OUT_OF_RANGE, units.noun() + " out of range", "must be " + min + " … " + max, "");
            }
            return units.equals(Units.RATE) ? (Object) value.doubleValue() : (Object) value.longValue();
        }

        private BigDecimal parseBase(String text) {
            try {
                return units.parse(text);
            } catch (Rejected e) {
                boolean alternative =
                        !word.isEmpty() && e.code() == Code.UNIT && e.help().isEmpty();
                throw alternative ? new Rejected(e.code(), e.getMessage(), e.label(), "or write `" + word + "`") : e;
            }
        }

        @Override
        public Forms forms() {
            Forms forms = Forms.pattern(Forms.unknown(units.pattern()));
            return word.isEmpty() ? forms : forms.or(Forms.guessable(word));
        }

        @Override
        public String describe() {
            String range = max.equals(LONGEST) || !units.equals(Units.DURATION) ? "" : " " + min + " … " + max;
            return units.noun() + range + (word.isEmpty() ? "" : " or `" + word + "`");
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

    /** A whole number. Its object is an Integer. */
    public record Count(int min, int max) implements Type.ScalarType {

        @Override
        public Object parse(String text, Yaml.Kind kind) {
            if (kind != Yaml.Kind.INTEGER || !WHOLE.matcher(text).matches()) {
                boolean quoted = kind == Yaml.Kind.TEXT && WHOLE.matcher(text).matches();
                String help = quoted ? "write " + text + " without quotes" : "";
                throw new Rejected(Code.NOT_A_NUMBER, "not a whole number", "must be " + range(), help);
            }
            BigDecimal value = text.length() > 20 ? null : new BigDecimal(text);
            if (value == null
                    || value.compareTo(BigDecimal.valueOf(min)) < 0
                    || value.compareTo(BigDecimal.valueOf(max)) > 0) {
                throw new Rejected(Code.OUT_OF_RANGE, "number out of range", "must be " + range(), "");
            }
            return value.intValueExact();
        }

        private String range() {
            return min == max ? String.valueOf(min) : min + " … " + max;
        }

        @Override
        public Forms forms() {
            return Forms.bounded("integer", min, max).or(Forms.onlyUnknown("[-+]?[0-9]+"));
        }

        @Override
        public String describe() {
            return max == Integer.MAX_VALUE ? "whole number from " + min : range();
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

    /** A number with or without decimals. Its object is a Double. */
    public record Decimal(double min, double max) implements Type.ScalarType {

        @Override
        public Object parse(String text, Yaml.Kind kind) {
            boolean number = kind == Yaml.Kind.INTEGER || kind == Yaml.Kind.DECIMAL;
            if (!number || text.length() > 40 || !NUMBER.matcher(text).matches()) {
                throw new Rejected(Code.NOT_A_NUMBER, "not a number", "must be " + describe(), "");
            }
            double value = Double.parseDouble(text);
            if (value < min || value > max) {
                throw new Rejected(Code.OUT_OF_RANGE, "number out of range", "must be " + describe(), "");
            }
            return value;
        }

        @Override
        public Forms forms() {
            return Forms.bounded("number", min, max).or(Forms.onlyUnknown("[-+]?" + Units.NUMBER));
        }

        @Override
        public String describe() {
            return plain(min) + " … " + plain(max);
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

    /** A share: {@code 20%} or {@code 0.2}. Its object is a Double between 0 and 1. */
    public record Share(double min, double max) implements Type.ScalarType {

        public Share() {
            this(0, 1);
        }

        @Override
        public Object parse(String text, Yaml.Kind kind) {
            boolean percent = text.endsWith("%");
            String number = percent ? text.substring(0, text.length() - 1) : text;
            if (text.length() > 40 || !NUMBER.matcher(number).matches() || (!percent && kind == Yaml.Kind.TEXT)) {
                throw new Rejected(Code.UNIT, "not a share", "a share, such as 20% or 0.2", "");
            }
            double value = new BigDecimal(number).movePointLeft(percent ? 2 : 0).doubleValue();
            if (value < min || value > max) {
                String help = !percent && value > 1 && value <= 100 * max ? "did you mean `" + number + "%`?" : "";
                String range = plain(100 * min) + "% … " + plain(100 * max) + "%";
                throw new Rejected(Code.OUT_OF_RANGE, "share out of range", "must be " + range, help);
            }
            return value;
        }

        @Override
        public Forms forms() {
            String number = Units.NUMBER;
            return Forms.bounded("number", min, max)
                    .or(Forms.pattern("\\+?" + number + "%"))
                    .or(Forms.onlyUnknown("\\+?" + number + "%?"));
        }

        @Override
        public String describe() {
            return min == 0 && max == 1 ? "share" : "share " + plain(100 * min) + "% … " + plain(100 * max) + "%";
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

    /** {@code true}, {@code false} or a whole number: an option with an optional argument. Its object is an Integer. */
    public record Option(int whenTrue, int whenFalse, int min, int max) implements Type.ScalarType {

        @Override
        public Object parse(String text, Yaml.Kind kind) {
            if (kind == Yaml.Kind.BOOLEAN) {
                return text.equalsIgnoreCase("true") ? whenTrue : whenFalse;
            }
            if (kind == Yaml.Kind.INTEGER) {
                return new Count(min, max).parse(text, kind);
            }
            throw new Rejected(
                    Code.NOT_A_BOOLEAN, "not a boolean", "write true or false, or a number", Words.Flag.help(text));
        }

        @Override
        public Forms forms() {
            return Forms.ofType("boolean")
                    .or(Forms.pattern("guess\\( *(?:true|false) *\\)"))
                    .or(new Count(min, max).forms());
        }

        @Override
        public String describe() {
            return "true, false or " + min + " … " + max;
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

    static String plain(double value) {
        return new BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString();
    }

    /** All families of units with their members, for the reference page. */
    public static List<String> unitLines() {
        return List.of(Units.DURATION, Units.RATE, Units.SIZE, Units.BYTE_RATE, Units.BIT_RATE).stream()
                .map(u -> "| " + u.noun() + " | `" + u.example() + "` | "
                        + String.join(", ", u.factors().keySet()) + " |")
                .toList();
    }
}
