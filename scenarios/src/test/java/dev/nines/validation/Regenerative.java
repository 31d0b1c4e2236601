package dev.nines.validation;

/**
 * A process that begins anew at the end of each cycle, after a first delay: how much of a reward (downtime, outages) it
 * gathers until a time that is long against its cycles.
 *
 * <p>E(R(T)) = (r ÷ m)·(T − delay + m₂ ÷ 2m) − B ÷ m, by the key renewal theorem; what is left out vanishes faster than
 * any power of 1 ÷ T for laws with light tails. Source: Cox, Renewal Theory (1962), sections 4.2 and 8.3.
 *
 * @param reward r, of one cycle
 * @param mean m, of the length of a cycle
 * @param second m₂, second moment of that length
 * @param moment B, the reward of a cycle weighed with the time since the cycle began
 * @param delay mean time until the first cycle begins; nothing is gathered before
 */
record Regenerative(double reward, double mean, double second, double moment, double delay) {

    /** Per time, in the long run. */
    double rate() {
        return reward / mean;
    }

    /** Per time, on average over the first {@code time}. */
    double rateOver(double time) {
        return (rate() * (time - delay + second / (2 * mean)) - moment / mean) / time;
    }

    /** Downtime of a unit that works X, is repaired Y, and so on: a cycle is X + Y. */
    static Regenerative alternating(Duration x, Duration y) {
        double m = x.mean() + y.mean();
        double second = x.variance() + y.variance() + m * m;
        return new Regenerative(y.mean(), m, second, x.mean() * y.mean() + y.secondMoment() / 2, 0);
    }

    /** Failures of the same unit: a cycle is Y + X and ends with a failure; the first comes after X. */
    static Regenerative failures(Duration x, Duration y) {
        double m = x.mean() + y.mean();
        return new Regenerative(1, m, x.variance() + y.variance() + m * m, 0, x.mean());
    }

    /**
     * Downtime of a cold pair with one repair crew. A cycle begins when one unit starts to work and the repair of the
     * other starts; it ends when both have come to their end: max(X, Y), of which max(0, Y − X) is down.
     */
    static Regenerative coldPair(Duration x, Duration y) {
        double[] breaks = x.breaksWith(y);
        double mean = Numeric.tail(t -> 1 - (1 - x.at(t)) * (1 - y.at(t)), breaks);
        double second = Numeric.tail(t -> 2 * t * (1 - (1 - x.at(t)) * (1 - y.at(t))), breaks);
        double down = Numeric.tail(t -> (1 - x.at(t)) * y.at(t), breaks);
        double moment = Numeric.tail(t -> t * (1 - x.at(t)) * y.at(t), breaks);
        return new Regenerative(down, mean, second, moment, x.mean());
    }

    /**
     * Downtime of a hot pair of exponential units (rate λ each) with one crew and any repair law Y. A cycle begins when
     * a repair starts while the other unit works: with the probability E(exp(−λY)) it survives the repair, and both work
     * for 1 ÷ 2λ until the next begins; else it waits, down, for the rest of the repair, and its own repair is the next.
     */
    static Regenerative hotPair(double lambda, Duration y) {
        double[] breaks = y.breaks();
        double survives = y.laplace(lambda);
        double down = Numeric.tail(t -> (1 - Math.exp(-lambda * t)) * y.at(t), breaks);
        double moment = Numeric.tail(t -> t * (1 - Math.exp(-lambda * t)) * y.at(t), breaks);
        double both = 1 / (2 * lambda);
        double mean = y.mean() + survives * both;
        // E((Y + Z·E)²), Z = 1 with the probability exp(−λY): E(Y·exp(−λY)) = −(d ÷ dλ) E(exp(−λY)).
        double yTimesSurvives = Numeric.tail(t -> (1 - lambda * t) * Math.exp(-lambda * t) * y.at(t), breaks);
        double second = y.secondMoment() + 2 * both * yTimesSurvives + survives * 2 * both * both;
        return new Regenerative(down, mean, second, moment, both);
    }
}
