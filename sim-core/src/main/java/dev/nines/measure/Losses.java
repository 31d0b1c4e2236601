package dev.nines.measure;

/**
 * What the ledger of acknowledged writes says in the end, in transactions.
 *
 * @param acked −1: nobody looked
 * @param lost acknowledged to the client and not in the surviving history
 * @param inDoubt neither acknowledged nor refused: the client does not know
 * @param resurrected not acknowledged, or refused, and there all the same
 * @param duplicated there twice
 * @param lostNanos the span of time from which acknowledged writes are missing
 */
public record Losses(long acked, long lost, long inDoubt, long resurrected, long duplicated, long lostNanos) {
    public static final Losses NONE = new Losses(0, 0, 0, 0, 0, 0);

    /** Of a measurement without a ledger: nothing is known, which is not the same as nothing lost. */
    public static final Losses NOT_MEASURED = new Losses(-1, 0, 0, 0, 0, 0);

    public boolean measured() {
        return acked >= 0;
    }
}
