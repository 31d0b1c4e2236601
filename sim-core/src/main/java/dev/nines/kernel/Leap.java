package dev.nines.kernel;

/** When a group in whose steady state chance plays is left out of time. */
final class Leap {
    /** Shorter stretches than so many warm-ups are simulated. */
    private static final int WARM_UPS = 2;

    private final Stationary stationary;
    private boolean drawn;
    private long actNanos;

    Leap(Stationary stationary) {
        this.stationary = stationary;
    }

    String refusal() {
        return stationary.refusal();
    }

    /** Whether the group is calm; if so, when it acts by itself is known from now on. */
    boolean calm(long now) {
        if (drawn && actNanos < now - stationary.warmUpNanos()) {
            release(); // whatever it did has changed nothing
        }
        if (!drawn && stationary.calm()) {
            actNanos = stationary.nextActNanos();
            drawn = true;
        }
        return drawn;
    }

    /** When a calm group acts by itself. */
    long actNanos() {
        return actNanos;
    }

    /** Whether a calm group is left out before something that happens then. */
    boolean worthwhile(long target, long now) {
        return (Math.min(target, actNanos) - now) / WARM_UPS > stationary.warmUpNanos();
    }

    /** What is left out of the time from the given one until the warm-up before the target. */
    long leave(long from, long target) {
        long span = target - stationary.warmUpNanos() - from;
        return span <= 0 ? 0 : stationary.leapNanos(span);
    }

    void leapt(long nanos) {
        stationary.leapt(nanos);
    }

    void release() {
        if (drawn) {
            drawn = false;
            stationary.released();
        }
    }
}
