package dev.nines.validation;

/** Closed forms of queues; Kleinrock, Queueing Systems I (1975), unless said otherwise. Rates per second, times in seconds. */
final class Queues {
    private Queues() {}

    /** Mean time in an M/M/1 queue, service included: 1 ÷ (μ − λ). */
    static double mm1Response(double lambda, double mu) {
        return 1 / (mu - lambda);
    }

    /** Erlang's C: the probability that a customer of M/M/c has to wait, by the recursion of Erlang's B. */
    static double erlangC(double lambda, double mu, int servers) {
        double rho = lambda / mu / servers;
        double b = erlangB(lambda, mu, servers);
        return b / (1 - rho * (1 - b));
    }

    /** Erlang's B: the share of customers that M/M/c/c turns away. */
    static double erlangB(double lambda, double mu, int servers) {
        double b = 1;
        for (int n = 1; n <= servers; n++) {
            b = lambda / mu * b / (n + lambda / mu * b);
        }
        return b;
    }

    static double mmcWait(double lambda, double mu, int servers) {
        return erlangC(lambda, mu, servers) / (servers * mu - lambda);
    }

    /** Share of customers that M/M/1/K turns away. */
    static double mm1kLost(double lambda, double mu, int capacity) {
        double rho = lambda / mu;
        return rho == 1
                ? 1.0 / (capacity + 1)
                : (1 - rho) * Math.pow(rho, capacity) / (1 - Math.pow(rho, capacity + 1));
    }

    /** Mean number of customers in M/M/1/K. */
    static double mm1kInSystem(double lambda, double mu, int capacity) {
        double rho = lambda / mu;
        double top = Math.pow(rho, capacity + 1);
        return rho / (1 - rho) - (capacity + 1) * top / (1 - top);
    }

    /** Mean wait of M/G/1: λ·E(S²) ÷ 2(1 − ρ), Pollaczek and Khinchine. */
    static double mg1Wait(double lambda, Duration service) {
        return lambda * service.secondMoment() / (2 * (1 - lambda * service.mean()));
    }

    /** Mean wait of GI/M/1: σ ÷ μ(1 − σ), where σ is the root below 1 of σ = A*(μ(1 − σ)). */
    static double gm1Wait(Duration arrivals, double mu) {
        double low = 0;
        double high = 1;
        double sigma = 0.5;
        for (int i = 0; i < 100_000; i++) {
            double next = arrivals.laplace(mu * (1 - sigma));
            if (Math.abs(next - sigma) < 1e-15) {
                break;
            }
            sigma = Math.min(high, Math.max(low, next));
        }
        return sigma / (mu * (1 - sigma));
    }

    /** Mean wait of D/M/1, where A*(s) = exp(−s·a). */
    static double dm1Wait(double interval, double mu) {
        double sigma = 0.5;
        for (int i = 0; i < 100_000; i++) {
            sigma = Math.exp(-mu * (1 - sigma) * interval);
        }
        return sigma / (mu * (1 - sigma));
    }

    /**
     * Mean number of customers of an M/M/1 queue whose server breaks down at the rate ξ, idle or not, and is repaired at
     * the rate η; service goes on where it stopped. Mitrani and Avi-Itzhak, Operations Research 16 (1968), N = 1.
     */
    static double brokenInSystem(double lambda, double mu, double xi, double eta) {
        double sum = xi + eta;
        return lambda * (sum * sum + mu * xi) / (sum * (mu * eta - lambda * sum));
    }
}
