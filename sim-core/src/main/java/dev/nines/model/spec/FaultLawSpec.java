package dev.nines.model.spec;

import dev.nines.fault.Fault;
import dev.nines.kernel.Law;

/**
 * A fault that happens again and again during a year, by a renewal law: time to failure from {@code every}, counted
 * from the last repair, then {@code repair}.
 *
 * <p>{@code any host} is expanded by the reader: one law per host, each with its own stream.
 *
 * @param repair null: never repaired
 */
public record FaultLawSpec(Fault fault, Law every, Law repair, boolean planned) {}
