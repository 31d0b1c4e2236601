package dev.nines.protocol.detector;

import dev.nines.protocol.detector.PhiAccrualConfig.Profile;
import java.util.Arrays;

/**
 * Adaptive detectors of the products: they learn the gaps between beats and suspect a node whose silence would be a most
 * unlikely gap. Decisions, lock-outs and defects are those of the classes named in {@link PhiAccrualConfig.Profile}.
 *
 * <p>Up to a silence that is safe whatever the gaps are, a beat costs whole-number work and a query one comparison; the
 * mean and the deviation are worked out beyond it only.
 */
public final class PhiAccrual implements FailureDetector {
    /** Gaps that the corrected profile wants to know before it believes them. */
    static final int MATURE = 16;

    private static final long UNHEARD_MILLIS = 1L << 62;

    private final PhiAccrualConfig config;
    private final long[] stamps;
    private final GapHistory gaps;
    private final SilenceLimit limit;
    private final Blocks blocks;
    private final boolean trustUnheard;
    /** Stands for "never heard of": so far from any time that no difference to it passes for a short silence. */
    private final long unheard;

    private final long safeMillis;
    /** The same, or −1 while any node has a wild gap. */
    private long askSafeMillis;

    /** Gaps in this range are learnt without a second thought. */
    private final long quickFromMillis;

    private final long quickToMillis;
    private long sweptMillis;
    private boolean swept;
    private long pausedMillis = Long.MIN_VALUE;

    public PhiAccrual(PhiAccrualConfig config, int nodes) {
        this.config = config;
        stamps = Memory.longs(nodes);
        gaps = new GapHistory(nodes, config.window());
        limit = new SilenceLimit(config, gaps);
        blocks = new Blocks(nodes);
        trustUnheard = config.profile() != Profile.HAZELCAST_5_5;
        unheard = trustUnheard ? UNHEARD_MILLIS : -UNHEARD_MILLIS;
        Arrays.fill(stamps, unheard);
        safeMillis = limit.safeMillis();
        askSafeMillis = safeMillis;
        quickFromMillis = config.profile() == Profile.CORRECTED ? 1 : 0;
        long learnt = Math.min(gaps.tameMillis(), config.maxIntervalMillis());
        quickToMillis = config.profile() == Profile.CASSANDRA_4_1 ? learnt : Math.min(learnt, safeMillis);
    }

    @Override
    public int nodes() {
        return stamps.length;
    }

    @Override
    public void heartbeat(int node, long nowMillis) {
        beat(node, nowMillis);
    }

    @Override
    public void heartbeats(int[] nodes, long nowMillis, int n) {
        for (int i = 0; i < n; i++) {
            beat(nodes[i], nowMillis);
        }
    }

    private void beat(int node, long nowMillis) {
        long gap = nowMillis - stamps[node];
        // Both differences are >= 0 when the gap lies in the range; this is one branch.
        if (((gap - quickFromMillis) | (quickToMillis - gap)) >= 0 && gaps.learn(node, (int) gap)) {
            stamps[node] = nowMillis;
            if (safeMillis < 0) {
                blocks.mark(node);
            }
        } else {
            unusualBeat(node, nowMillis);
        }
    }

    /** The first beat, a late one, one from before the last, or one of a node with a wild gap. */
    private void unusualBeat(int node, long nowMillis) {
        Memory.checkTime(nowMillis);
        blocks.mark(node);
        if (stamps[node] == unheard) {
            makeUpHistory(node);
        } else if (!learn(node, nowMillis - stamps[node])) {
            return;
        }
        stamps[node] = nowMillis;
        askSafeMillis = gaps.noneWild() ? safeMillis : -1;
    }

    private void makeUpHistory(int node) {
        gaps.clear(node);
        long estimate = config.firstHeartbeatEstimateMillis();
        switch (config.profile()) {
            case AKKA_2_6, PEKKO_1_1, HAZELCAST_5_5 -> {
                gaps.learnAny(node, estimate - estimate / 4);
                gaps.learnAny(node, estimate + estimate / 4);
            }
            case CASSANDRA_4_1 -> gaps.learnAny(node, estimate);
            case CORRECTED -> {
                // The estimate stands in for gaps until enough are known.
            }
        }
    }

    /** False when the beat fails in the product and changes nothing. */
    private boolean learn(int node, long gap) {
        return switch (config.profile()) {
            case AKKA_2_6, PEKKO_1_1 -> gap >= limit.millis(node) || gaps.learnUnlessNegative(node, gap);
            case HAZELCAST_5_5 -> {
                // The time of the last beat is overwritten before the check, which so sees a silence of 0.
                if (0 < limit.millis(node)) {
                    gaps.learnAny(node, gap);
                }
                yield true;
            }
            case CASSANDRA_4_1 -> {
                if (gap <= config.maxIntervalMillis()) {
                    gaps.learnAny(node, gap);
                }
                yield true;
            }
            case CORRECTED -> {
                learnCorrected(node, gap);
                yield true;
            }
        };
    }

    /** One late beat is an outage; two in a row are a new period, which must be learnt or it would be late for ever. */
    private void learnCorrected(int node, long gap) {
        boolean late = gap >= limit.millis(node);
        if (gap > 0 && gap <= config.maxIntervalMillis() && (!late || gaps.wasLate(node))) {
            gaps.learnAny(node, gap);
        }
        gaps.setLate(node, late);
    }

    @Override
    public boolean available(int node, long nowMillis) {
        long silence = nowMillis - stamps[node];
        return ((silence | (askSafeMillis - silence)) >= 0) || reckonAvailable(node, nowMillis);
    }

    private boolean reckonAvailable(int node, long nowMillis) {
        return stamps[node] == unheard ? trustUnheard : limit.allows(node, nowMillis - stamps[node]);
    }

    @Override
    public long deadlineMillis(int node) {
        if (stamps[node] == unheard) {
            return trustUnheard ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
        long millis = limit.millis(node);
        return millis == SilenceLimit.NEVER || millis == SilenceLimit.ANY ? millis : stamps[node] + millis;
    }

    @Override
    public void sweep(long nowMillis, Consumer consumer) {
        boolean guarded = guardedAfterPause(nowMillis);
        blocks.begin(nowMillis);
        for (int block = 0; block < blocks.count(); block++) {
            if (blocks.isDue(block, nowMillis)) {
                look(block, nowMillis, guarded, consumer);
            }
        }
    }

    /** Whoever could not look for a while does not know whose silence it is. */
    private boolean guardedAfterPause(long nowMillis) {
        long guard = config.localPauseMillis();
        if (guard > 0 && swept && nowMillis - sweptMillis > guard) {
            pausedMillis = nowMillis;
        }
        swept = true;
        sweptMillis = nowMillis;
        return pausedMillis != Long.MIN_VALUE && nowMillis - pausedMillis < guard;
    }

    private void look(int block, long nowMillis, boolean guarded, Consumer consumer) {
        int from = block << 6;
        int end = blocks.end(block);
        if (blocks.nobodySuspected(block) && gaps.noneWild()) {
            long oldest = oldest(from, end);
            // The oldest beat is safe, so all are; "never heard of" is not safe, or later than everything.
            if (oldest >= nowMillis - safeMillis) {
                long again = oldest == unheard ? Long.MAX_VALUE : oldest + safeMillis + 1;
                blocks.settle(block, 0, again, consumer);
                return;
            }
        }
        long late = 0;
        long again = Long.MAX_VALUE;
        for (int node = from; node < end; node++) {
            if (stamps[node] + safeMillis >= nowMillis && stamps[node] <= nowMillis && gaps.noneWild()) {
                again = Math.min(again, stamps[node] + safeMillis + 1);
            } else if (reckonAvailable(node, nowMillis)) {
                again = Math.min(again, deadlineMillis(node));
            } else {
                late |= 1L << node;
            }
        }
        if (guarded) {
            long kept = late & blocks.suspected(block);
            again = kept == late ? again : Long.MIN_VALUE;
            late = kept;
        }
        blocks.settle(block, late, again, consumer);
    }

    /** Four chains, since a comparison waits for the one before it. */
    private long oldest(int from, int end) {
        long a = Long.MAX_VALUE;
        long b = a;
        long c = a;
        long d = a;
        int i = from;
        for (; i + 3 < end; i += 4) {
            a = Math.min(a, stamps[i]);
            b = Math.min(b, stamps[i + 1]);
            c = Math.min(c, stamps[i + 2]);
            d = Math.min(d, stamps[i + 3]);
        }
        for (; i < end; i++) {
            a = Math.min(a, stamps[i]);
        }
        return Math.min(Math.min(a, b), Math.min(c, d));
    }

    @Override
    public double phi(int node, long nowMillis) {
        if (stamps[node] == unheard) {
            return unheardPhi();
        }
        return limit.phi(node, nowMillis - stamps[node]);
    }

    private double unheardPhi() {
        return switch (config.profile()) {
            case AKKA_2_6, PEKKO_1_1, CORRECTED -> 0;
            case HAZELCAST_5_5 -> config.threshold();
            case CASSANDRA_4_1 -> Double.NaN;
        };
    }

    @Override
    public long fingerprint(int node, long nowMillis, long h) {
        long mixed = Memory.mix(h, blocks.isSuspected(node) ? 1 : 0);
        if (stamps[node] == unheard) {
            return Memory.mix(mixed, unheard);
        }
        mixed = Memory.mix(mixed, Math.min(nowMillis - stamps[node], longestThatMatters(node)));
        if (config.localPauseMillis() > 0 && swept) {
            long sincePause = pausedMillis == Long.MIN_VALUE ? Long.MAX_VALUE : nowMillis - pausedMillis;
            mixed = Memory.mix(mixed, Math.min(sincePause, config.localPauseMillis()));
            mixed = Memory.mix(mixed, Math.min(nowMillis - sweptMillis, config.localPauseMillis() + 1));
        }
        return gaps.fingerprint(node, mixed);
    }

    /** Of a silence that is too long to be learnt it does not matter how long it is. */
    private long longestThatMatters(int node) {
        return switch (config.profile()) {
            case AKKA_2_6, PEKKO_1_1 -> Math.max(1, limit.millis(node));
            case HAZELCAST_5_5 -> Long.MAX_VALUE;
            case CASSANDRA_4_1, CORRECTED -> {
                long longestLearnt = Math.min(config.maxIntervalMillis(), Long.MAX_VALUE - 1);
                yield Math.max(longestLearnt + 1, limit.millis(node));
            }
        };
    }

    @Override
    public int bytesPerNode() {
        return Long.BYTES + gaps.bytesPerNode() + Blocks.BYTES_PER_NODE;
    }
}
