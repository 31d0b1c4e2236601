package dev.nines.stats;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Results are rounded to nine significant digits: more than any simulation knows, and few enough to hide the last bits
 * in which {@link Math} may differ between machines.
 */
public final class Rounding {
    private static final MathContext NINE = new MathContext(9, RoundingMode.HALF_EVEN);

    private Rounding() {}

    public static double nine(double x) {
        return round(x, NINE);
    }

    public static double digits(double x, int digits) {
        return round(x, new MathContext(digits, RoundingMode.HALF_EVEN));
    }

    private static double round(double x, MathContext digits) {
        if (Double.isNaN(x) || Double.isInfinite(x) || x == 0) {
            return x == 0 ? 0 : x;
        }
        return new BigDecimal(x).round(digits).doubleValue();
    }
}
