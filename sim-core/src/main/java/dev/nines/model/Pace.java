package dev.nines.model;

import dev.nines.kernel.Law;
import dev.nines.model.spec.ClientSpec;
import dev.nines.model.spec.ClientSpec.Connections;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.MysqlSpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.model.spec.WebServerSpec;

/** How slow an answer of a healthy design can be, from which windows around changes take their lengths. */
final class Pace {
    private static final long LEAST_NANOS = 250_000_000L;
    private static final long MOST_NANOS = 1_000_000_000L;
    /** All but one request in a thousand are served within this, and queues double it. */
    private static final double NEARLY_ALL = 0.999;

    private static final int QUEUES = 2;
    /** Ways between hosts from a client to the last service and back: connecting and asking at four of them. */
    private static final int WAYS = 16;

    private Pace() {}

    /** Fewer requests than this say nothing about how a load fares. */
    private static final int REQUESTS = 4;

    /** Half of what a window lasts at most while something fails. */
    private static final long SPARSE_NANOS = 30_000_000_000L;

    /**
     * Between a quarter of a second and a second: that where connections are kept, which have to be opened first. Loads
     * with few requests need longer to show anything.
     */
    static long nanos(Design design) {
        return Math.max(answers(design), Math.min(SPARSE_NANOS, REQUESTS * slowestInterval(design)));
    }

    private static long slowestInterval(Design design) {
        long slowest = design.probe().intervalNanos();
        for (ClientSpec client : design.clients()) {
            slowest = Math.max(slowest, (long) Math.min(SPARSE_NANOS, 1e9 / client.ratePerSecond()));
        }
        return slowest;
    }

    private static long answers(Design design) {
        boolean kept = design.probe().connections() != Connections.NEW
                || design.clients().stream().anyMatch(client -> client.connections() != Connections.NEW);
        if (kept) {
            return MOST_NANOS;
        }
        long work = 0;
        for (ServiceSpec service : design.services()) {
            if (service instanceof WebServerSpec web) {
                work += nearlyAll(web.serviceTime());
            } else if (service instanceof MysqlSpec database) {
                work += Math.max(nearlyAll(database.commitTime()), nearlyAll(database.readTime()));
            }
        }
        long way = Math.max(
                nearlyAll(design.network().withinZone()),
                nearlyAll(design.network().betweenZones()));
        return Math.max(LEAST_NANOS, Math.min(MOST_NANOS, QUEUES * work + WAYS * way));
    }

    private static long nearlyAll(Law law) {
        return Math.min(MOST_NANOS, law.nanosAt(NEARLY_ALL));
    }
}
