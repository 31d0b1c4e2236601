package dev.nines.model;

import dev.nines.model.spec.ContentSyncSpec;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.HaproxySpec;
import dev.nines.model.spec.HeartbeatSpec;
import dev.nines.model.spec.KeepalivedSpec;
import dev.nines.model.spec.MysqlSpec;
import dev.nines.model.spec.NlbSpec;
import dev.nines.model.spec.ServiceSpec;

/** The stretch over which the instant of a drill's fault is uniform: a hundred times the longest interval there is. */
final class PhaseRange {
    private static final long MULTIPLE = 100;
    private static final long SHORTEST = 1_000_000_000L;

    private PhaseRange() {}

    static long rangeNanos(Design design) {
        long longest = SHORTEST;
        for (ServiceSpec spec : design.services()) {
            longest = Math.max(longest, interval(spec));
        }
        return MULTIPLE * longest;
    }

    private static long interval(ServiceSpec spec) {
        if (spec instanceof KeepalivedSpec keepalived) {
            long longest = Math.max(keepalived.advertIntNanos(), keepalived.garpMasterRefreshNanos());
            for (KeepalivedSpec.TrackScript track : keepalived.tracks()) {
                longest = Math.max(longest, track.intervalNanos());
            }
            return longest;
        }
        if (spec instanceof HaproxySpec haproxy) {
            return haproxy.check().interNanos();
        }
        if (spec instanceof NlbSpec nlb) {
            return nlb.targetGroups().stream()
                    .mapToLong(NlbSpec.TargetGroup::intervalNanos)
                    .max()
                    .orElse(0);
        }
        if (spec instanceof ContentSyncSpec content) {
            return content.intervalNanos();
        }
        if (spec instanceof MysqlSpec mysql) {
            return mysql.promotion().checkIntervalNanos();
        }
        // Parts have no phase but that of their tests, which a trial draws.
        return spec instanceof HeartbeatSpec heartbeat ? heartbeat.intervalNanos() : 0;
    }
}
