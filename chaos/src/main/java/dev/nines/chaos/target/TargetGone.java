package dev.nines.chaos.target;

/** The target did not answer: whether a command had an effect is unknown. */
public final class TargetGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String target;

    public TargetGone(String target, String reason) {
        super(target + ": " + reason);
        this.target = target;
    }

    public TargetGone(String target, String reason, Throwable cause) {
        super(target + ": " + reason, cause);
        this.target = target;
    }

    /** The target's name. */
    public String target() {
        return target;
    }
}
