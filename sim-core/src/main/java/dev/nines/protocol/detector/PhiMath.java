package dev.nines.protocol.detector;

/**
 * Tails and their inverses. Phi is −log10 of the probability that a beat comes still later. Written out here on
 * {@link StrictMath}, since a machine has no library and its decisions must be the same on every computer.
 */
final class PhiMath {
    private static final double LN_10 = 2.302585092994046;
    private static final double LINEAR = 1.5976;
    private static final double CUBIC = 0.070566;

    private PhiMath() {}

    /** What Akka, Pekko and Hazelcast take for a normal tail, in the order of their operations. */
    static double logisticPhi(double silence, double mean, double deviation) {
        double y = (silence - mean) / deviation;
        double e = StrictMath.exp(-y * (LINEAR + CUBIC * y * y));
        return silence > mean ? -StrictMath.log10(e / (1 + e)) : -StrictMath.log10(1 - 1 / (1 + e));
    }

    /** Standard deviations at which that tail reaches phi: the real root of CUBIC·y³ + LINEAR·y = ln(10^phi − 1). */
    static double logisticInverse(double phi) {
        double z = phi * LN_10 + StrictMath.log1p(-StrictMath.exp(-phi * LN_10));
        double p = LINEAR / CUBIC;
        double scale = StrictMath.sqrt(p / 3);
        double sine = z / CUBIC / (2 * scale * scale * scale);
        double y = 2 * scale * StrictMath.sinh(asinh(sine) / 3);
        return y - (y * (LINEAR + CUBIC * y * y) - z) / (LINEAR + 3 * CUBIC * y * y);
    }

    private static double asinh(double x) {
        double size = StrictMath.abs(x);
        return StrictMath.copySign(StrictMath.log(size + StrictMath.sqrt(size * size + 1)), x);
    }

    /**
     * Standard deviations (divisor n) above the mean of n normal gaps that the next gap exceeds with probability 10^−phi:
     * Student's t with n − 1 degrees of freedom, the mean and the deviation being estimates.
     */
    static double studentInverse(int n, double phi) {
        double target = -phi * LN_10;
        double logT = StrictMath.log(phi + 1);
        // The logarithm of the tail is concave in log t: from wherever, Newton's steps end on one side and then come
        // in.
        for (int i = 0; i < 60; i++) {
            double t = StrictMath.exp(logT);
            double logTail = logStudentTail(n - 1, t);
            double slope = -t * StrictMath.exp(logStudentDensity(n - 1, t) - logTail);
            double step = (logTail - target) / slope;
            logT -= step;
            if (StrictMath.abs(step) < 1e-14) {
                break;
            }
        }
        return StrictMath.exp(logT) * StrictMath.sqrt((n + 1.0) / (n - 1.0));
    }

    /** The other way: phi of a silence this many standard deviations (divisor n) above the mean of n gaps. */
    static double studentPhi(int n, double deviations) {
        double t = deviations * StrictMath.sqrt((n - 1.0) / (n + 1.0));
        if (StrictMath.abs(t) < 1e-9) {
            return StrictMath.log10(2);
        }
        double below = -logStudentTail(n - 1, StrictMath.abs(t)) / LN_10;
        return t >= 0 ? below : -StrictMath.log1p(-StrictMath.exp(-below * LN_10)) / LN_10;
    }

    /** Γ((ν+1)/2) / Γ(ν/2), by Γ(x+1) = x·Γ(x). */
    private static double gammaRatio(int degrees) {
        double ratio = degrees % 2 == 1 ? 1 / StrictMath.sqrt(StrictMath.PI) : StrictMath.sqrt(StrictMath.PI) / 2;
        for (int v = degrees % 2 == 1 ? 1 : 2; v < degrees; v += 2) {
            ratio *= (v + 1.0) / v;
        }
        return ratio;
    }

    private static double logStudentDensity(int degrees, double t) {
        return StrictMath.log(gammaRatio(degrees) / StrictMath.sqrt(degrees * StrictMath.PI))
                - (degrees + 1) / 2.0 * StrictMath.log1p(t * t / degrees);
    }

    /** ln P(T > t), t >= 0: half the incomplete beta function I_x(ν/2, 1/2) at x = ν/(ν+t²), by its continued fraction. */
    private static double logStudentTail(int degrees, double t) {
        double a = degrees / 2.0;
        double x = degrees / (degrees + t * t);
        double front = -a * StrictMath.log1p(t * t / degrees) + 0.5 * StrictMath.log(t * t / (degrees + t * t));
        double beta = StrictMath.sqrt(StrictMath.PI) / gammaRatio(degrees);
        return front - StrictMath.log(2 * a * beta) + StrictMath.log(betaFraction(a, 0.5, x));
    }

    /** Lentz's evaluation of the fraction 1/(1+ d1/(1+ d2/(1+ …))) of the incomplete beta function (DLMF 8.17.22). */
    private static double betaFraction(double a, double b, double x) {
        double c = 1;
        double d = 1 / (1 - (a + b) * x / (a + 1));
        double h = d;
        for (int m = 1; m < 10_000; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / (1 + even * d);
            c = 1 + even / c;
            h *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / (1 + odd * d);
            c = 1 + odd / c;
            h *= d * c;
            if (StrictMath.abs(d * c - 1) < 1e-15) {
                break;
            }
        }
        return h;
    }
}
