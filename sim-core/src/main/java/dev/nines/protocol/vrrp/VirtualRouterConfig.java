package dev.nines.protocol.vrrp;

/**
 * One vrrp_instance of keepalived.conf(5) on one node. Names and defaults are keepalived's; the compact constructor
 * applies the corrections keepalived itself makes when it completes an instance (vrrp.c, vrrp_complete_instance).
 *
 * @param version vrrp_version, 2 or 3
 * @param priority base priority, 1 … 255; 255 is the address owner
 * @param stateMaster {@code state MASTER}; it only matters together with priority 255
 * @param ownAddress primary IPv4 address of this router, compared as an unsigned number when priorities are equal
 * @param advertIntNanos advert_int; version 2: whole seconds 1 … 255, version 3: multiples of 10 ms, 0.01 … 40.95 s.
 *     Other values are rounded to the nearest allowed one, as keepalived does
 * @param downTimerAdverts down_timer_adverts, 1 … 100: adverts that may be missed
 * @param preempt false: a router that does not take over from a lower one (nopreempt); forced to true with state MASTER or priority 255
 * @param preemptDelayNanos preempt_delay, 0 … 1000 s; forced to 0 with state MASTER or without preempt
 * @param startupDelayNanos vrrp_startup_delay (or vrrp_delay_after_boot): no promotion before it ends, 0: none
 * @param lowerPrioNoAdvert true: a MASTER does not answer a lower advert
 * @param higherPrioSendAdvert true: a MASTER sends one last advert before it yields to a higher one
 * @param unicast true: adverts go to a list of peers; the router announces its own address when it comes up
 * @param garp gratuitous ARP parameters
 */
public record VirtualRouterConfig(
        int version,
        int priority,
        boolean stateMaster,
        int ownAddress,
        long advertIntNanos,
        int downTimerAdverts,
        boolean preempt,
        long preemptDelayNanos,
        long startupDelayNanos,
        boolean lowerPrioNoAdvert,
        boolean higherPrioSendAdvert,
        boolean unicast,
        Garp garp) {

    /** VRRP_PRIO_OWNER: the priority of the router that owns the addresses. */
    public static final int PRIORITY_OWNER = 255;

    /** VRRP_PRIO_STOP: sent by a MASTER that resigns, never configured. */
    public static final int PRIORITY_STOP = 0;

    private static final long SECOND = 1_000_000_000L;
    private static final long CENTISECOND = 10_000_000L;
    private static final long MAX_CENTISECONDS = 4095;
    private static final long MAX_PREEMPT_DELAY_NANOS = 1000 * SECOND;

    /**
     * Gratuitous ARP bursts. A burst sends this many packets for each virtual address.
     *
     * @param masterRepeat garp_master_repeat: packets of the burst at promotion and of the delayed burst
     * @param masterDelayNanos garp_master_delay: age of the promotion at the delayed burst, 0: no second burst
     * @param masterRefreshNanos garp_master_refresh: period of further bursts while MASTER, 0: none
     * @param masterRefreshRepeat garp_master_refresh_repeat: packets of a refresh burst
     * @param lowerPrioRepeat garp_lower_prio_repeat: packets after a lower advert heard as MASTER, 0: none
     * @param lowerPrioDelayNanos garp_lower_prio_delay: second burst after a lower advert, 0: none
     */
    public record Garp(
            int masterRepeat,
            long masterDelayNanos,
            long masterRefreshNanos,
            int masterRefreshRepeat,
            int lowerPrioRepeat,
            long lowerPrioDelayNanos) {

        public Garp {
            require(masterRepeat >= 0 && masterRefreshRepeat >= 0 && lowerPrioRepeat >= 0, "GARP repeat below 0");
            require(masterDelayNanos >= 0 && masterRefreshNanos >= 0 && lowerPrioDelayNanos >= 0, "GARP delay below 0");
        }

        /** keepalived's defaults: 5 packets at promotion, 5 more after 5 s, the same after a lower advert. */
        public static Garp defaults() {
            return new Garp(5, 5 * SECOND, 0, 1, 5, 5 * SECOND);
        }

        /** The same with a refresh period. */
        public Garp withMasterRefresh(long nanos) {
            return new Garp(
                    masterRepeat, masterDelayNanos, nanos, masterRefreshRepeat, lowerPrioRepeat, lowerPrioDelayNanos);
        }
    }

    public VirtualRouterConfig {
        require(version == 2 || version == 3, "vrrp_version must be 2 or 3: " + version);
        require(priority >= 1 && priority <= PRIORITY_OWNER, "priority must be 1..255: " + priority);
        require(downTimerAdverts >= 1 && downTimerAdverts <= 100, "down_timer_adverts must be 1..100");
        require(startupDelayNanos >= 0, "vrrp_startup_delay below 0");
        require(
                preemptDelayNanos >= 0 && preemptDelayNanos <= MAX_PREEMPT_DELAY_NANOS,
                "preempt_delay must be 0..1000 s");
        advertIntNanos = onGrid(version, advertIntNanos);
        if (stateMaster || priority == PRIORITY_OWNER) {
            preempt = true;
        }
        if (stateMaster || !preempt) {
            preemptDelayNanos = 0;
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    private static long onGrid(int version, long advertIntNanos) {
        require(advertIntNanos > 0, "advert_int must be positive: " + advertIntNanos);
        long grid = version == 2 ? SECOND : CENTISECOND;
        long max = version == 2 ? 255 : MAX_CENTISECONDS;
        long steps = Math.max(1, (advertIntNanos + grid / 2) / grid);
        require(steps <= max, "advert_int above " + (version == 2 ? "255 s" : "40.95 s") + ": " + advertIntNanos);
        return steps * grid;
    }

    /** keepalived's defaults (version 2, advert_int 1 s, state BACKUP) with the given priority and address. */
    public static VirtualRouterConfig defaults(int priority, int ownAddress) {
        return new VirtualRouterConfig(
                2, priority, false, ownAddress, SECOND, 3, true, 0, 0, false, false, false, Garp.defaults());
    }

    public VirtualRouterConfig withStateMaster() {
        return new VirtualRouterConfig(
                version,
                priority,
                true,
                ownAddress,
                advertIntNanos,
                downTimerAdverts,
                preempt,
                preemptDelayNanos,
                startupDelayNanos,
                lowerPrioNoAdvert,
                higherPrioSendAdvert,
                unicast,
                garp);
    }

    /** Version and interval together, because the version decides which intervals exist. */
    public VirtualRouterConfig withVersion(int newVersion, long newAdvertIntNanos) {
        return new VirtualRouterConfig(
                newVersion,
                priority,
                stateMaster,
                ownAddress,
                newAdvertIntNanos,
                downTimerAdverts,
                preempt,
                preemptDelayNanos,
                startupDelayNanos,
                lowerPrioNoAdvert,
                higherPrioSendAdvert,
                unicast,
                garp);
    }

    public VirtualRouterConfig withDownTimerAdverts(int adverts) {
        return new VirtualRouterConfig(
                version,
                priority,
                stateMaster,
                ownAddress,
                advertIntNanos,
                adverts,
                preempt,
                preemptDelayNanos,
                startupDelayNanos,
                lowerPrioNoAdvert,
                higherPrioSendAdvert,
                unicast,
                garp);
    }

    public VirtualRouterConfig withNoPreempt() {
        return new VirtualRouterConfig(
                version,
                priority,
                stateMaster,
                ownAddress,
                advertIntNanos,
                downTimerAdverts,
                false,
                preemptDelayNanos,
                startupDelayNanos,
                lowerPrioNoAdvert,
                higherPrioSendAdvert,
                unicast,
                garp);
    }

    public VirtualRouterConfig withPreemptDelay(long nanos) {
        return new VirtualRouterConfig(
                version,
                priority,
                stateMaster,
                ownAddress,
                advertIntNanos,
                downTimerAdverts,
                preempt,
                nanos,
                startupDelayNanos,
                lowerPrioNoAdvert,
                higherPrioSendAdvert,
                unicast,
                garp);
    }

    public VirtualRouterConfig withStartupDelay(long nanos) {
        return new VirtualRouterConfig(
                version,
                priority,
                stateMaster,
                ownAddress,
                advertIntNanos,
                downTimerAdverts,
                preempt,
                preemptDelayNanos,
                nanos,
                lowerPrioNoAdvert,
                higherPrioSendAdvert,
                unicast,
                garp);
    }

    public VirtualRouterConfig withLowerPrioNoAdvert() {
        return new VirtualRouterConfig(
                version,
                priority,
                stateMaster,
                ownAddress,
                advertIntNanos,
                downTimerAdverts,
                preempt,
                preemptDelayNanos,
                startupDelayNanos,
                true,
                higherPrioSendAdvert,
                unicast,
                garp);
    }

    public VirtualRouterConfig withHigherPrioSendAdvert() {
        return new VirtualRouterConfig(
                version,
                priority,
                stateMaster,
                ownAddress,
                advertIntNanos,
                downTimerAdverts,
                preempt,
                preemptDelayNanos,
                startupDelayNanos,
                lowerPrioNoAdvert,
                true,
                unicast,
                garp);
    }

    public VirtualRouterConfig withUnicast() {
        return new VirtualRouterConfig(
                version,
                priority,
                stateMaster,
                ownAddress,
                advertIntNanos,
                downTimerAdverts,
                preempt,
                preemptDelayNanos,
                startupDelayNanos,
                lowerPrioNoAdvert,
                higherPrioSendAdvert,
                true,
                garp);
    }

    public VirtualRouterConfig withGarp(Garp newGarp) {
        return new VirtualRouterConfig(
                version,
                priority,
                stateMaster,
                ownAddress,
                advertIntNanos,
                downTimerAdverts,
                preempt,
                preemptDelayNanos,
                startupDelayNanos,
                lowerPrioNoAdvert,
                higherPrioSendAdvert,
                unicast,
                newGarp);
    }
}
