/**
 * Failure detection by heartbeat and fixed time-out, as the classic active-standby pairs do it.
 *
 * <pre>
 *             silence for the time-out
 *   trusted ----------------------------&gt; suspected
 *           &lt;----------------------------
 *                  the next beat
 * </pre>
 *
 * <p>A beat is lost at a random phase of its period, so a silent peer is suspected between time-out − interval and
 * time-out after its failure, plus the way of the last beat. Two nodes cut off from each other suspect each other: what
 * follows from that is the driver's business.
 *
 * <p>Source: Chandra and Toueg, "Unreliable failure detectors for reliable distributed systems" (1996), with a fixed
 * time-out. Left out: adaptive time-outs, quorum, fencing, several rings.
 */
package dev.nines.protocol.heartbeat;
