package dev.nines.chaos.run;

import dev.nines.model.spec.Design;
import dev.nines.model.spec.HaproxySpec;
import dev.nines.model.spec.HeartbeatSpec;
import dev.nines.model.spec.KeepalivedSpec;
import dev.nines.model.spec.NlbSpec;
import dev.nines.model.spec.ServiceSpec;

/**
 * How slow a design is.
 *
 * @param periodNanos longest interval of adverts, checks and scripts
 * @param returnNanos after which the slowest of them has taken back what was away
 */
record Tempo(long periodNanos, long returnNanos) {
    private static final long SHORTEST_NANOS = 1_000_000_000L;
    /** The phase is drawn from this much at least: many periods of all short timers, so that each is hit uniformly. */
    private static final long RANGE_NANOS = 10_000_000_000L;

    static Tempo of(Design design) {
        long period = SHORTEST_NANOS;
        long back = SHORTEST_NANOS;
        for (ServiceSpec service : design.services()) {
            if (service instanceof KeepalivedSpec keepalived) {
                period = Math.max(period, keepalived.advertIntNanos());
                long scripts = 0;
                for (KeepalivedSpec.TrackScript script : keepalived.tracks()) {
                    period = Math.max(period, script.intervalNanos());
                    scripts = Math.max(scripts, (script.rise() + 1) * script.intervalNanos());
                }
                long claims = (keepalived.downTimerAdverts() + 1) * keepalived.advertIntNanos();
                back = Math.max(back, scripts + keepalived.preemptDelayNanos() + claims);
            } else if (service instanceof HaproxySpec haproxy) {
                long inter = haproxy.check().interNanos();
                period = Math.max(period, inter);
                // A check that hangs when the server comes back lasts another interval.
                back = Math.max(back, (haproxy.check().rise() + 2) * inter);
            } else if (service instanceof NlbSpec nlb) {
                for (NlbSpec.TargetGroup group : nlb.targetGroups()) {
                    period = Math.max(period, group.intervalNanos());
                    back = Math.max(back, 12 * group.intervalNanos());
                }
            } else if (service instanceof HeartbeatSpec heartbeat) {
                period = Math.max(period, heartbeat.intervalNanos());
            }
        }
        return new Tempo(period, back);
    }

    /** From how much time the instant of a fault is drawn: whole multiples of the longest period. */
    long phaseRangeNanos() {
        return (RANGE_NANOS + periodNanos - 1) / periodNanos * periodNanos;
    }
}
