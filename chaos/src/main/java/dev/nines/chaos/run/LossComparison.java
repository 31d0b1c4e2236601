package dev.nines.chaos.run;

import dev.nines.chaos.plan.Plan;
import dev.nines.chaos.probe.ReadBack;
import dev.nines.measure.Losses;
import java.util.List;
import java.util.Optional;

/**
 * Predicted against measured loss of acknowledged writes, for one drill.
 *
 * @param n repetitions that count and whose writes were read back
 * @param unknown repetitions that count and whose writes could not be read back
 * @param losing of {@code n}
 * @param most acknowledged writes that one repetition lost
 * @param mostNanos of time that they span
 * @param p of Fisher's exact test on how often anything was lost; 1 if {@code n} is 0
 */
public record LossComparison(
        String drill,
        int n,
        int unknown,
        int losing,
        long most,
        long mostNanos,
        int predictedLosing,
        int trials,
        long predictedMost,
        double p) {

    /**
     * Empty if nobody wrote.
     *
     * @param measured of this drill, those that count
     */
    static Optional<LossComparison> of(String drill, List<Measurement> measured, Plan.Forecast predicted) {
        List<ReadBack> read =
                measured.stream().flatMap(m -> m.writes().stream()).toList();
        if (read.isEmpty()) {
            return Optional.empty();
        }
        List<Losses> known = read.stream().flatMap(one -> one.losses().stream()).toList();
        int losing = (int) known.stream().filter(losses -> losses.lost() > 0).count();
        return Optional.of(new LossComparison(
                drill,
                known.size(),
                read.size() - known.size(),
                losing,
                known.stream().mapToLong(Losses::lost).max().orElse(0),
                known.stream().mapToLong(Losses::lostNanos).max().orElse(0),
                predicted.losing(),
                predicted.trials(),
                predicted.lost(),
                Comparison.fisher(losing, known.size(), predicted.losing(), predicted.trials())));
    }

    public boolean rejected() {
        return p < Comparison.LEVEL;
    }
}
