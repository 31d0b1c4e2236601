/**
 * What clients of a real system see: probes and client load on a fixed schedule, the ledger of acknowledged writes, and the way from
 * their outcomes to {@code dev.nines.measure}, which judges simulated and real probes alike.
 *
 * <p>{@link dev.nines.chaos.probe.ProbeMain} runs where the client is (a lab host's namespaces) as a process of its own and ends
 * with its standard input. {@link dev.nines.chaos.probe.ProbeSession} starts it and listens.
 */
package dev.nines.chaos.probe;
