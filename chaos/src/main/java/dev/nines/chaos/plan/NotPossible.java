package dev.nines.chaos.plan;

/** A drill that cannot be done on these targets; the message is the reason. */
public final class NotPossible extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotPossible(String reason) {
        super(reason);
    }
}
