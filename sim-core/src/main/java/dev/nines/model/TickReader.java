package dev.nines.model;

/** Reads the clocks of a simulated world. */
final class TickReader {
    private TickReader() {}

    /**
     * A clock as it stands now.
     *
     * @param ageNanos since its last tick; negative: it does not tick just now
     * @param periodNanos from tick to tick when nothing is wrong
     */
    record Reading(long ageNanos, long periodNanos) {
        static Reading of(long leftNanos, long periodNanos) {
            return new Reading(leftNanos < 0 ? -1 : periodNanos - leftNanos, periodNanos);
        }
    }

    /** @throws IllegalArgumentException if the design has no such clock */
    static Reading read(World world, Ticks ticks) {
        if (ticks instanceof Ticks.Adverts adverts
                && world.service(adverts.service()) instanceof KeepalivedService vip) {
            return adverts(vip);
        }
        if (ticks instanceof Ticks.Checks checks && world.service(checks.service()) instanceof HaproxyService haproxy) {
            return checks(haproxy, checks);
        }
        throw new IllegalArgumentException("the design has no " + ticks);
    }

    private static Reading adverts(KeepalivedService vip) {
        long left = -1;
        for (KeepalivedNode node : vip.processes()) {
            left = node.isMaster() ? node.nextAdvertNanos() : left;
        }
        return Reading.of(left, vip.spec.advertIntNanos());
    }

    private static Reading checks(HaproxyService haproxy, Ticks.Checks checks) {
        for (HaproxyNode node : haproxy.processes()) {
            for (int i = 0; i < haproxy.servers.processes().size(); i++) {
                boolean that = haproxy.servers.processes().get(i).host.name.equals(checks.server());
                if (that && node.host.name.equals(checks.host())) {
                    return Reading.of(
                            node.check(i).untilNextNanos(), haproxy.spec.check().interNanos());
                }
            }
        }
        throw new IllegalArgumentException("the design has no " + checks);
    }
}
