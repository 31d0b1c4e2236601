package dev.nines.report;

import dev.nines.result.Value;
import dev.nines.stats.Bound;
import java.util.Optional;

/** The numbers of a result as text. */
final class Values {
    private Values() {}

    /** There is something to print: the number, or a bound on it. */
    static boolean says(Value value) {
        return value.hasValue() || value.bound().isOfTheNumber();
    }

    /** The value alone, {@code ≥ bound} or {@code ≤ bound} where only a bound is known, or a dash. */
    static String text(Value value, Unit unit) {
        if (value.hasValue()) {
            return unit.format(value.value());
        }
        return value.bound().isOfTheNumber() ? bound(value.bound(), unit) : "—";
    }

    private static String bound(Bound bound, Unit unit) {
        return switch (bound.kind()) {
            case UNKNOWN -> "unknown";
            case AT_LEAST -> "≥ " + unit.format(bound.value());
            case AT_MOST -> "≤ " + unit.format(bound.value());
            case AT_MOST_OF_TRIALS -> "in ≤ " + Unit.SHARE.format(bound.value()) + " of runs";
        };
    }

    /** The interval without its name, empty when there is none: {@code 3.08–3.13 s}. */
    static Optional<String> interval(Value value, Unit unit) {
        return value.hasInterval() ? Optional.of(unit.formatRange(value.low(), value.high())) : Optional.empty();
    }

    /** Value and interval: {@code 3.10 s (3.08–3.13 s)}; what was never seen: {@code 0 (95% CI: in ≤ 1.00 % of runs)}. */
    static String full(Value value, Unit unit) {
        Optional<String> interval = interval(value, unit);
        if (interval.isPresent()) {
            return text(value, unit) + " (" + interval.get() + ")";
        }
        return value.hasValue() && value.bound().isKnown()
                ? text(value, unit) + " (95% CI: " + bound(value.bound(), unit) + ")"
                : text(value, unit);
    }

    /** A difference with its sign; a symmetric interval is written as ±, any other by its ends. */
    static String difference(Value value, Unit unit) {
        if (!value.hasValue()) {
            return "—";
        }
        String text = unit.formatDifference(value.value());
        if (!value.hasInterval()) {
            return text;
        }
        double below = value.value() - value.low();
        double above = value.high() - value.value();
        if (Math.abs(above - below) <= 0.1 * Math.max(above, below)) {
            return text + " " + unit.formatHalfWidth((below + above) / 2);
        }
        return text + " (" + unit.formatEnd(value.low()) + " to " + unit.formatEnd(value.high()) + ")";
    }
}
