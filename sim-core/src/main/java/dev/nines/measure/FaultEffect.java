package dev.nines.measure;

/**
 * The time during which a fault, or planned work, can hurt: from its injection until it is repaired and the design has
 * recovered from it (a takeover ends when the spare is back).
 *
 * @param toNanos {@link Long#MAX_VALUE} when it is never repaired
 * @param cause {@code "crash lb1"}: the fault's verb, a space, its target
 */
public record FaultEffect(long fromNanos, long toNanos, String cause, boolean planned) {}
