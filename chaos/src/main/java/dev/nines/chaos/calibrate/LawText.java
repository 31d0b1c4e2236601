package dev.nines.chaos.calibrate;

import dev.nines.kernel.Law;
import java.math.BigDecimal;
import java.math.MathContext;

/** A law in the scenario's words, with three digits. */
final class LawText {
    private static final MathContext DIGITS = new MathContext(3);
    private static final double SHAPE_MIN = 0.1;
    private static final double SHAPE_MAX = 100;
    private static final double DAY_SECONDS = 86_400;
    private static final double HOUR_SECONDS = 3600;
    private static final double MINUTE_SECONDS = 60;

    private LawText() {}

    static String exponential(double meanSeconds) {
        return "exponential(" + duration(meanSeconds) + ")";
    }

    static String of(LogScale fit) {
        double middle = Math.exp(fit.location());
        return fit.family() == LogScale.Family.WEIBULL
                ? "weibull(" + duration(middle) + " shape " + digits(shape(fit)) + ")"
                : "lognormal(" + duration(middle) + " p95 " + duration(middle * Math.exp(LogScale.Z95 * fit.scale()))
                        + ")";
    }

    /** Within what the language allows: beyond it the law is as good as constant. */
    private static double shape(LogScale fit) {
        return Math.max(SHAPE_MIN, Math.min(SHAPE_MAX, 1 / fit.scale()));
    }

    /** As the scenario has it, or as near as one gets. */
    static String of(Law law) {
        if (law instanceof Law.Exponential e) {
            return exponential(e.meanNanos() * 1e-9);
        }
        if (law instanceof Law.Weibull w) {
            return "weibull(" + duration(w.scaleNanos() * 1e-9) + " shape " + digits(w.shape()) + ")";
        }
        if (law instanceof Law.Lognormal l) {
            return "lognormal(" + duration(l.medianNanos() * 1e-9) + " p95 " + duration(l.p95Nanos() * 1e-9) + ")";
        }
        if (law instanceof Law.Never) {
            return "never";
        }
        String mean = duration(law.meanNanos() * 1e-9);
        return law.isConstant() ? mean : "a law with a mean of " + mean;
    }

    /** {@code 3.25d}. */
    static String duration(double seconds) {
        if (Double.isInfinite(seconds)) {
            return "infinite";
        }
        if (seconds >= 2 * DAY_SECONDS) {
            return digits(seconds / DAY_SECONDS) + "d";
        }
        if (seconds >= 2 * HOUR_SECONDS) {
            return digits(seconds / HOUR_SECONDS) + "h";
        }
        if (seconds >= 2 * MINUTE_SECONDS) {
            return digits(seconds / MINUTE_SECONDS) + "min";
        }
        return seconds >= 1 ? digits(seconds) + "s" : digits(seconds * 1e3) + "ms";
    }

    static String digits(double value) {
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
