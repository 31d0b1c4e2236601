package dev.nines.kernel;

/** The gamma distribution of scale 1, on {@link StrictMath} so that it gives the same bits everywhere. */
final class Gamma {
    private static final double PRECISION = 1e-15;
    private static final int STEPS_MAX = 200;

    private Gamma() {}

    /** The quantile: Newton's method between bounds that close in, on the smaller of the two tails. */
    static double quantile(double p, double shape) {
        double logGamma = Normal.logGamma(shape);
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double x = guess(p, shape, logGamma);
        for (int i = 0; i < STEPS_MAX; i++) {
            double excess = p < 0.5 ? lower(shape, x, logGamma) - p : 1 - p - upper(shape, x, logGamma);
            if (excess > 0) {
                high = x;
            } else {
                low = x;
            }
            double density = StrictMath.exp((shape - 1) * StrictMath.log(x) - x - logGamma);
            double next = x - excess / density;
            if (!(next > low && next < high)) {
                next = high == Double.POSITIVE_INFINITY ? 2 * x : 0.5 * (low + high);
            }
            if (Math.abs(next - x) <= PRECISION * x) {
                return next;
            }
            x = next;
        }
        return x;
    }

    /** Wilson and Hilferty 1931; near 0 the first term of the series. */
    private static double guess(double p, double shape, double logGamma) {
        double root = 1 - 1 / (9 * shape) + Normal.quantile(p) / (3 * StrictMath.sqrt(shape));
        double x = shape * root * root * root;
        return root > 0.3 ? x : StrictMath.exp((StrictMath.log(p * shape) + logGamma) / shape);
    }

    /** The regularised incomplete gamma function P(a, x); DLMF 8.11.4. */
    private static double lower(double a, double x, double logGamma) {
        return x < a + 1 ? series(a, x, logGamma) : 1 - fraction(a, x, logGamma);
    }

    /** Q = 1 − P. */
    private static double upper(double a, double x, double logGamma) {
        return x < a + 1 ? 1 - series(a, x, logGamma) : fraction(a, x, logGamma);
    }

    private static double series(double a, double x, double logGamma) {
        double term = 1 / a;
        double sum = term;
        for (double n = a + 1; term > sum * 1e-17; n++) {
            term *= x / n;
            sum += term;
        }
        return sum * StrictMath.exp(a * StrictMath.log(x) - x - logGamma);
    }

    /** The continued fraction of DLMF 8.9.2 by the modified method of Lentz. */
    private static double fraction(double a, double x, double logGamma) {
        double b = x + 1 - a;
        double c = Double.MAX_VALUE;
        double d = 1 / b;
        double product = d;
        for (int i = 1; i < 10_000; i++) {
            double term = -i * (i - a);
            b += 2;
            d = 1 / (term * d + b);
            c = b + term / c;
            double factor = c * d;
            product *= factor;
            if (Math.abs(factor - 1) < 1e-16) {
                break;
            }
        }
        return product * StrictMath.exp(a * StrictMath.log(x) - x - logGamma);
    }
}
