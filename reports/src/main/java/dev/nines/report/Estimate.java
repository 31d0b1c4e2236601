package dev.nines.report;

import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A number of the result with its 95 % interval, if it has one.
 *
 * @param value not-a-number when it cannot be given; then {@code reason} says why
 * @param low lower end of the interval; not-a-number when there is none
 * @param high upper end of the interval; not-a-number when there is none
 * @param bound what is known instead of the value; not-a-number when nothing is
 * @param reason empty when the value is given
 */
public record Estimate(double value, double low, double high, double bound, String reason) {
    private static final Estimate NONE = new Estimate(Double.NaN, Double.NaN, Double.NaN, Double.NaN, "not in the result");

    public Estimate {
        Objects.requireNonNull(reason, "reason");
    }

    /** Reads a bare number, the string {@code "infinite"}, or an object with {@code value}. */
    static Estimate of(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return NONE;
        }
        if (!node.isObject()) {
            return new Estimate(number(node), Double.NaN, Double.NaN, Double.NaN, "");
        }
        JsonNode interval = node.path("ci95");
        return new Estimate(
                number(node.path("value")),
                number(interval.path(0)),
                number(interval.path(1)),
                number(node.path("bound")),
                node.path("reason").asString(""));
    }

    static double number(JsonNode node) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        return node.isString() && node.stringValue().equals("infinite") ? Double.POSITIVE_INFINITY : Double.NaN;
    }

    public boolean known() {
        return !Double.isNaN(value);
    }

    public boolean hasInterval() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }

    /** The value alone, {@code ≤ bound} where only a bound is known, or a dash. */
    public String text(Unit unit) {
        if (known()) {
            return unit.format(value);
        }
        return Double.isNaN(bound) ? "—" : "≤ " + unit.format(bound);
    }

    /** The interval without its name, empty when there is none: {@code 3.08–3.13 s}. */
    public Optional<String> interval(Unit unit) {
        if (!hasInterval()) {
            return Optional.empty();
        }
        if (unit == Unit.SHARE) {
            int decimals = Math.max(Human.digitsFor(low), Human.digitsFor(high));
            return Optional.of(Human.percentDigits(low, decimals) + "–" + Human.percentDigits(high, decimals) + " %");
        }
        return Optional.of(joined(unit.format(low), unit.format(high)));
    }

    /** Writes a common unit once: {@code 3.08 s} and {@code 3.13 s} become {@code 3.08–3.13 s}. */
    private static String joined(String low, String high) {
        int space = low.lastIndexOf(' ');
        boolean oneUnit = space > 0
                && low.indexOf(' ') == space
                && high.indexOf(' ') == high.lastIndexOf(' ')
                && high.endsWith(low.substring(space));
        return (oneUnit ? low.substring(0, space) + "–" : low + (space > 0 ? " – " : "–")) + high;
    }

    /** Value and interval: {@code 3.10 s (3.08–3.13 s)}. */
    public String full(Unit unit) {
        return interval(unit).map(text -> text(unit) + " (" + text + ")").orElseGet(() -> text(unit));
    }
}
