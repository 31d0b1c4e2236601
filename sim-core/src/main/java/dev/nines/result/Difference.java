package dev.nines.result;

import java.util.List;

/**
 * One row of a comparison: b − a.
 *
 * @param metric an objective path: {@code availability}, {@code drills.lb-crash.outage.p50}
 * @param designA name of the design that the others are compared with
 * @param service of a; of b too, unless their main services have different names: {@code front / web}
 * @param verdict {@code A better}, {@code B better}, {@code no difference} or {@code inconclusive}; among all rows of its
 *     table, see {@link Comparison}
 * @param verdictAlone what its own interval says, as if no other row had been looked at
 * @param p two-sided p-value of its own test
 * @param pAdjusted the same after Holm's adjustment for the table
 * @param sharedStreams random streams that both designs drew from; empty: unpaired
 * @param varianceRatio variance of the difference unpaired ÷ paired
 * @param trialsToSettle about how many trials would settle an inconclusive row
 */
public record Difference(
        String metric,
        String designA,
        String designB,
        String service,
        Value a,
        Value b,
        Value difference,
        String verdict,
        String verdictAlone,
        Value p,
        Value pAdjusted,
        List<String> sharedStreams,
        Value varianceRatio,
        Value trialsToSettle) {
    public static final String A_BETTER = "A better";
    public static final String B_BETTER = "B better";
    public static final String NO_DIFFERENCE = "no difference";
    public static final String INCONCLUSIVE = "inconclusive";

    public Difference {
        sharedStreams = List.copyOf(sharedStreams);
    }
}
