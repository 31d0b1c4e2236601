package dev.nines.scenario.language;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Where a value may lie that nobody knows. Positions go from 0, the low end, to 1, the high end. */
public sealed interface Span {
    /** As much as a drawn value says; more digits would only make the file's text longer. */
    MathContext DRAWN = new MathContext(6, RoundingMode.HALF_EVEN);

    /** For people: a break-even value is not known better. */
    MathContext SHOWN = new MathContext(3, RoundingMode.HALF_EVEN);

    /** The value at a position, as it would be written in the file. */
    String at(double position, MathContext digits);

    /** The value of the nominal run: the middle of a range, the value of a guess. */
    String middle();

    /** {@code uniform} or {@code log-uniform}: how positions belong to values. */
    String drawn();

    /** The size of the value at a position, in a unit of its own. */
    double sizeAt(double position);

    /** The inverse of {@link #sizeAt}. */
    double positionOf(double size);

    default String low() {
        return at(0, DRAWN);
    }

    default String high() {
        return at(1, DRAWN);
    }

    private static String text(double value, MathContext digits) {
        return new BigDecimal(value).round(digits).stripTrailingZeros().toPlainString();
    }

    /**
     * A number with or without a unit.
     *
     * @param log true: equal factors are equally likely; false: equal differences
     * @param whole true: only whole numbers
     */
    record Quantity(BigDecimal lowest, BigDecimal usual, BigDecimal highest, String unit, boolean log, boolean whole)
            implements Span {

        @Override
        public String at(double position, MathContext digits) {
            if (whole) {
                return String.valueOf((long) sizeAt(position)) + unit;
            }
            boolean drawn = digits.equals(DRAWN);
            if (position <= 0 || position >= 1) {
                BigDecimal end = position <= 0 ? lowest : highest;
                return (drawn ? end : end.round(digits)).stripTrailingZeros().toPlainString() + unit;
            }
            BigDecimal value = new BigDecimal(text(sizeAt(position), digits));
            // Rounding must not lead out of the range.
            return (drawn ? value.max(lowest).min(highest) : value)
                            .stripTrailingZeros()
                            .toPlainString()
                    + unit;
        }

        @Override
        public String middle() {
            return usual.stripTrailingZeros().toPlainString() + unit;
        }

        @Override
        public String drawn() {
            return log ? "log-uniform" : "uniform";
        }

        @Override
        public double sizeAt(double position) {
            double low = lowest.doubleValue();
            double high = highest.doubleValue();
            double p = Math.max(0, Math.min(1, position));
            if (whole) {
                // Every whole number has an equal share of the positions, or one by its logarithm.
                double from = log ? low - 0.5 : low;
                double to = log ? high + 0.5 : high + 1;
                double value =
                        log ? Math.rint(from * StrictMath.pow(to / from, p)) : Math.floor(from + p * (to - from));
                return Math.max(low, Math.min(high, value));
            }
            return log ? low * StrictMath.pow(high / low, p) : low + p * (high - low);
        }

        @Override
        public double positionOf(double size) {
            double low = lowest.doubleValue();
            double high = highest.doubleValue();
            return log ? StrictMath.log(size / low) / StrictMath.log(high / low) : (size - low) / (high - low);
        }
    }

    /** A whole law of which every duration is so many times as long. */
    record ScaledLaw(String law, double factorMost) implements Span {
        private static final Pattern DURATION = Pattern.compile("(?<![A-Za-z0-9.])([0-9]+(?:\\.[0-9]+)?)("
                + String.join("|", Units.DURATION.factors().keySet()) + ")(?![A-Za-z0-9])");

        @Override
        public String at(double position, MathContext digits) {
            double factor = sizeAt(position);
            if (law.startsWith("empirical")) {
                return law.substring(0, law.length() - 1).strip() + " times " + text(factor, digits) + ")";
            }
            return DURATION.matcher(law).replaceAll(match -> scaled(match, factor, digits));
        }

        private static String scaled(MatchResult match, double factor, MathContext digits) {
            return text(Double.parseDouble(match.group(1)) * factor, digits) + match.group(2);
        }

        @Override
        public String middle() {
            return law;
        }

        @Override
        public String drawn() {
            return "log-uniform";
        }

        @Override
        public double sizeAt(double position) {
            return StrictMath.pow(factorMost, 2 * Math.max(0, Math.min(1, position)) - 1);
        }

        @Override
        public double positionOf(double size) {
            return (StrictMath.log(size) / StrictMath.log(factorMost) + 1) / 2;
        }
    }
}
