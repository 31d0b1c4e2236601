package dev.nines.kernel;

/**
 * What a group in whose steady state chance plays says of itself. Its state never repeats itself, but its law does:
 * while it is calm it is left out of time, and entered again so long before the next event that concerns it that it has
 * forgotten when it was left. Such a run is equal in law to the full one, not event by event.
 *
 * <p>What is asked here is asked while states are compared, between two events.
 */
public interface Stationary {
    /** Why the group has to be simulated in full although it is steady, as found at the last look; empty if it has not. */
    String refusal();

    /** Whether nothing that the group does changes what others see of it, until it acts by itself. */
    boolean calm();

    /**
     * When the group acts by itself next if nothing comes from outside, drawn from here on; {@link Long#MAX_VALUE} if it
     * cannot. Until {@link #released} the group does what was drawn.
     */
    long nextActNanos();

    /** Longer than its longest timer, and than its memory of earlier chance. */
    long warmUpNanos();

    /** How much of a span of time is left out: what keeps phases that chance does not move, and redraws the others. */
    long leapNanos(long spanNanos);

    /** So much was left out. */
    void leapt(long nanos);

    /** Something has come from outside, or may come: what was drawn holds no more, and chance is free again. */
    void released();
}
