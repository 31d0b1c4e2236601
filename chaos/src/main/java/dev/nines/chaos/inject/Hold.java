package dev.nines.chaos.inject;

import java.time.Duration;

/** How long faults stay in effect: asked ten times a second, on the thread that renews the leases. */
@FunctionalInterface
public interface Hold {
    enum Verdict {
        GO_ON,
        /** All that was to be seen was seen. */
        DONE,
        /** A stop condition is no longer green. */
        STOP
    }

    /**
     * Must return soon: while it thinks, no lease is renewed, so that faults end by themselves if it hangs.
     *
     * @param heldNanos since all faults were verified
     */
    Verdict ask(long heldNanos);

    static Hold lasting(Duration time) {
        return held -> held < time.toNanos() ? Verdict.GO_ON : Verdict.DONE;
    }
}
