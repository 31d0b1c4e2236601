package dev.nines.protocol.heartbeat;

/**
 * How a node sends beats, and when it asks its failure detector.
 *
 * @param intervalNanos between two beats sent, positive
 * @param peers how many other nodes; they are named 0..peers-1
 * @param unitNanos of the detector's clock: 1 or 1,000,000
 * @param checkNanos between two looks at the detector, positive; 0: exactly when its deadline is over
 * @param trustsAtCheck a peer that beats again is trusted at the next check, not at its beat
 * @param asks beats are answers: each period the node asks its peers, and they answer
 * @param firstBeatNanos so long after the start a peer that was not heard of counts as heard once; −1: never
 * @param localPauseNanos a check that comes this much after the one before suspects nobody, and none does for as long
 *     again; 0: no such guard
 * @param clockJumpNanos a check that comes later than due by this takes every peer for heard of now; 0: no such guard
 */
public record HeartbeatConfig(
        long intervalNanos,
        int peers,
        long unitNanos,
        long checkNanos,
        boolean trustsAtCheck,
        boolean asks,
        long firstBeatNanos,
        long localPauseNanos,
        long clockJumpNanos) {
    public HeartbeatConfig {
        if (intervalNanos <= 0) {
            throw new IllegalArgumentException("heartbeat interval must be > 0 ns: " + intervalNanos);
        }
        if (peers < 0) {
            throw new IllegalArgumentException("peers must be >= 0: " + peers);
        }
        if (unitNanos <= 0) {
            throw new IllegalArgumentException("unit must be > 0 ns: " + unitNanos);
        }
        if (checkNanos < 0 || localPauseNanos < 0 || clockJumpNanos < 0) {
            throw new IllegalArgumentException(
                    "must be >= 0 ns: " + checkNanos + ", " + localPauseNanos + ", " + clockJumpNanos);
        }
        if (checkNanos == 0 && (trustsAtCheck || localPauseNanos > 0 || clockJumpNanos > 0)) {
            throw new IllegalArgumentException("without checks nothing can depend on them");
        }
    }

    /** Suspects exactly at the detector's deadline; each peer counts as heard of at the start. */
    public static HeartbeatConfig atDeadline(long intervalNanos, int peers, long unitNanos) {
        return new HeartbeatConfig(intervalNanos, peers, unitNanos, 0, false, false, 0, 0, 0);
    }
}
