package dev.nines.chaos.table;

import java.util.OptionalDouble;

/**
 * A row, filled in.
 *
 * @param row what was done
 * @param n repetitions that count and can be compared
 * @param notCounted repetitions that were done and do not count
 * @param predicted and {@code measured}: least and most, or a share; empty: nothing
 * @param p of the test, adjusted by Holm over the table; empty where the test has none
 * @param residualNanos median of the sizes of measured − predicted, with {@code biasNanos} the median with its sign; empty
 *     where repetitions are not compared one by one
 * @param lawNanos median of the sizes of measured − formula
 * @param allowedNanos what the median residual may be
 * @param reason why it was not measured; empty: it was
 */
public record Judgement(
        Row row,
        int n,
        int notCounted,
        String predicted,
        String measured,
        OptionalDouble p,
        OptionalDouble residualNanos,
        OptionalDouble biasNanos,
        OptionalDouble lawNanos,
        double allowedNanos,
        String reason) {
    /** A p below it rejects. */
    public static final double LEVEL = 0.01;

    static Judgement notMeasured(Row row, int notCounted, String reason) {
        OptionalDouble none = OptionalDouble.empty();
        return new Judgement(row, 0, notCounted, "", "", none, none, none, none, 0, reason);
    }

    /** With the p that Holm gives it. */
    Judgement adjusted(double holm) {
        return new Judgement(
                row,
                n,
                notCounted,
                predicted,
                measured,
                OptionalDouble.of(holm),
                residualNanos,
                biasNanos,
                lawNanos,
                allowedNanos,
                reason);
    }

    public boolean isMeasured() {
        return reason.isEmpty();
    }

    public boolean rejected() {
        return p.orElse(1) < LEVEL || residualNanos.orElse(0) > allowedNanos;
    }
}
