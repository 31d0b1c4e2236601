package dev.nines.network;

import dev.nines.fault.Fault.Traffic;
import dev.nines.kernel.Group;
import dev.nines.kernel.Law;
import dev.nines.kernel.RandomStream;
import dev.nines.kernel.Simulation;
import dev.nines.model.spec.NetworkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Hosts, their conditions, and what a message meets between each pair of them: one table look-up per message. */
final class Fabric {
    /** The message does not get through. */
    static final long LOST = -1;

    private static final int CLASSES = Traffic.values().length;
    private static final CarrierListener NOBODY = (host, up) -> {};

    private final Simulation simulation;
    private final NetworkSpec spec;
    private final List<Host> hosts = new ArrayList<>();
    /** The same, for those who ask per message. */
    private boolean[] up = new boolean[0];

    private boolean[] live = new boolean[0];
    private int[] epochs = new int[0];
    private final List<Rule> rules = new ArrayList<>();
    private final IndexPool handles = new IndexPool();

    private boolean stale = true;
    private boolean lossy;
    private boolean varies;
    private long longestDelayNanos;
    private int n;
    /** By (traffic class, from, to). */
    private boolean[] dropped;

    private double[] loss;
    private long[] fixedDelay;
    /** By (from, to): null where the delay is constant. */
    private Law[] varying;

    private RandomStream[] delayStreams = new RandomStream[0];
    private RandomStream[] lossStreams = new RandomStream[0];

    private static final class Host {
        final String name;
        final String region;
        final String zone;
        boolean powered = true;
        boolean carrier = true;
        boolean cut;
        CarrierListener listener = NOBODY;

        Host(String name, String path) {
            this.name = name;
            int first = path.indexOf('/');
            int second = first < 0 ? -1 : path.indexOf('/', first + 1);
            region = first < 0 ? path : path.substring(0, first);
            zone = second < 0 ? path : path.substring(0, second);
        }

        boolean connected() {
            return powered && carrier && !cut;
        }
    }

    Fabric(Simulation simulation, NetworkSpec spec) {
        this.simulation = simulation;
        this.spec = spec;
    }

    int addHost(String name, String zone) {
        int host = hosts.size();
        hosts.add(new Host(name, zone));
        up = Arrays.copyOf(up, host + 1);
        live = Arrays.copyOf(live, host + 1);
        epochs = Arrays.copyOf(epochs, host + 1);
        refresh(host);
        stale = true;
        return host;
    }

    int hosts() {
        return hosts.size();
    }

    String name(int host) {
        return hosts.get(host).name;
    }

    boolean powered(int host) {
        return up[host];
    }

    boolean carrier(int host) {
        return hosts.get(host).carrier;
    }

    /** Changes whenever the host loses what its memory held. */
    int epoch(int host) {
        return epochs[host];
    }

    void power(int host, boolean on) {
        Host h = hosts.get(host);
        if (h.powered && !on) {
            epochs[host]++;
        }
        h.powered = on;
        refresh(host);
    }

    void carrier(int host, boolean up) {
        hosts.get(host).carrier = up;
        refresh(host);
    }

    void carrierListener(int host, CarrierListener listener) {
        hosts.get(host).listener = listener;
    }

    CarrierListener carrierListener(int host) {
        return hosts.get(host).listener;
    }

    void silentCut(int host, boolean cut) {
        hosts.get(host).cut = cut;
        refresh(host);
    }

    private void refresh(int host) {
        up[host] = hosts.get(host).powered;
        live[host] = hosts.get(host).connected();
    }

    int addRule(Rule rule) {
        int handle = handles.take();
        while (rules.size() <= handle) {
            rules.add(rule);
        }
        rules.set(handle, rule);
        stale = true;
        return handle;
    }

    void removeRule(int handle) {
        if (handle < 0 || handle >= handles.limit() || !handles.taken(handle)) {
            throw new IllegalStateException("no rule " + handle);
        }
        handles.give(handle);
        stale = true;
    }

    /** The same where somebody knows more of the message's loss than its probability. */
    long delay(int from, int to, int traffic, Luck luck) {
        double probability = lossProbability(from, to, traffic);
        boolean lost = probability == 1
                || (probability > 0
                        && lossStream(from * n + to, from, to).nextDouble() < luck.lossProbability(probability));
        luck.sent(lost);
        return lost ? LOST : wayAndRules(from, to, traffic);
    }

    /** Of a message sent now; 1: nothing is left to chance. */
    double lossProbability(int from, int to, int traffic) {
        return !open(from, to, traffic) ? 1 : from == to ? 0 : loss[(traffic * n + from) * n + to];
    }

    /** By how much the delays of two messages can differ. */
    long delaySpreadNanos(int from, int to) {
        Law law = from == to ? null : varying(from, to);
        return law == null ? 0 : law.nanosAt(RandomStream.GREATEST) - law.nanosAt(RandomStream.LEAST);
    }

    private Law varying(int from, int to) {
        if (stale) {
            rebuild();
        }
        return varying[from * n + to];
    }

    /** One-way delay of a message sent now, or {@link #LOST}. A host reaches itself at once and under no rule. */
    long delay(int from, int to, int traffic) {
        if (stale) {
            rebuild();
        }
        if (from == to) {
            return up[from] ? 0 : LOST;
        }
        int pair = from * n + to;
        int entry = traffic * n * n + pair;
        if (!live[from] || !live[to] || dropped[entry]) {
            return LOST;
        }
        double probability = loss[entry];
        if (probability > 0 && lossStream(pair, from, to).nextDouble() < probability) {
            return LOST;
        }
        return wayAndRules(from, to, traffic);
    }

    /** The delay if nothing is left to chance and messages get through, otherwise {@link #LOST}. */
    long sureDelay(int from, int to, int traffic) {
        if (!open(from, to, traffic) || from == to) {
            return LOST;
        }
        int entry = (traffic * n + from) * n + to;
        return loss[entry] > 0 || varying[from * n + to] != null ? LOST : fixedDelay[entry];
    }

    private long wayAndRules(int from, int to, int traffic) {
        if (from == to) {
            return 0;
        }
        int pair = from * n + to;
        Law law = varying[pair];
        long base = law == null ? 0 : law.nanosAt(delayStream(pair, from, to).nextDouble());
        return base + fixedDelay[traffic * n * n + pair];
    }

    /** Whether some messages get lost by chance. */
    boolean lossy() {
        if (stale) {
            rebuild();
        }
        return lossy;
    }

    /** Whether some delays are random. */
    boolean delaysVary() {
        if (stale) {
            rebuild();
        }
        return varies;
    }

    /** The longest that can be drawn between any two hosts. */
    long longestDelayNanos() {
        if (stale) {
            rebuild();
        }
        return longestDelayNanos;
    }

    /** Whether messages get through at all, apart from chance. */
    boolean open(int from, int to, int traffic) {
        if (stale) {
            rebuild();
        }
        return from == to ? up[from] : live[from] && live[to] && !dropped[(traffic * n + from) * n + to];
    }

    /** Whether a message that was sent when the receiver's epoch was the given one gets into its memory now. */
    boolean arrives(int from, int to, int epoch) {
        return epochs[to] == epoch && (from == to ? up[to] : live[to]);
    }

    private RandomStream lossStream(int pair, int from, int to) {
        RandomStream stream = lossStreams[pair];
        if (stream == null) {
            stream = simulation.stream(name(from), "loss to " + name(to));
            lossStreams[pair] = stream;
        }
        return stream;
    }

    private RandomStream delayStream(int pair, int from, int to) {
        RandomStream stream = delayStreams[pair];
        if (stream == null) {
            stream = simulation.stream(name(from), "delay to " + name(to));
            delayStreams[pair] = stream;
        }
        return stream;
    }

    private void rebuild() {
        stale = false;
        lossy = false;
        varies = false;
        longestDelayNanos = 0;
        if (n != hosts.size()) {
            resize();
        }
        for (int traffic = 0; traffic < CLASSES; traffic++) {
            for (int from = 0; from < n; from++) {
                for (int to = 0; to < n; to++) {
                    rebuild(traffic, from, to);
                }
            }
        }
    }

    private void resize() {
        RandomStream[] oldDelays = delayStreams;
        RandomStream[] oldLosses = lossStreams;
        int old = n;
        n = hosts.size();
        dropped = new boolean[CLASSES * n * n];
        loss = new double[CLASSES * n * n];
        fixedDelay = new long[CLASSES * n * n];
        varying = new Law[n * n];
        delayStreams = new RandomStream[n * n];
        lossStreams = new RandomStream[n * n];
        for (int from = 0; from < old; from++) {
            System.arraycopy(oldDelays, from * old, delayStreams, from * n, old);
            System.arraycopy(oldLosses, from * old, lossStreams, from * n, old);
        }
    }

    private void rebuild(int traffic, int from, int to) {
        Law law = law(hosts.get(from), hosts.get(to));
        varying[from * n + to] = law.isConstant() ? null : law;
        boolean drop = false;
        double passes = 1 - spec.lossProbability();
        long delay = law.isConstant() ? law.nanosAt(0.5) : 0;
        for (int handle = 0; handle < handles.limit(); handle++) {
            if (handles.taken(handle) && matches(rules.get(handle), traffic, from, to)) {
                Rule rule = rules.get(handle);
                drop |= rule.drop();
                passes *= 1 - rule.lossProbability();
                delay += rule.extraDelayNanos();
            }
        }
        int entry = (traffic * n + from) * n + to;
        // Nothing is left to chance where everything gets lost.
        dropped[entry] = drop || passes == 0;
        loss[entry] = passes == 0 ? 0 : 1 - passes;
        lossy |= from != to && passes > 0 && passes < 1;
        fixedDelay[entry] = delay;
        if (from != to) {
            varies |= !law.isConstant();
            longestDelayNanos =
                    Math.max(longestDelayNanos, delay + (law.isConstant() ? 0 : law.nanosAt(RandomStream.GREATEST)));
        }
    }

    private static boolean matches(Rule rule, int traffic, int from, int to) {
        return (rule.from() == Rule.ANY || rule.from() == from)
                && (rule.to() == Rule.ANY || rule.to() == to)
                && (rule.traffic() == Traffic.ALL || rule.traffic().ordinal() == traffic);
    }

    private Law law(Host a, Host b) {
        if (a.zone.equals(b.zone)) {
            return spec.withinZone();
        }
        return a.region.equals(b.region) ? spec.betweenZones() : spec.betweenRegions();
    }

    long fingerprint(long hash) {
        long h = hash;
        for (int host = 0; host < hosts.size(); host++) {
            Host x = hosts.get(host);
            h = Group.mix(h, (x.powered ? 1 : 0) + (x.carrier ? 2 : 0) + (x.cut ? 4 : 0));
        }
        for (int handle = 0; handle < handles.limit(); handle++) {
            if (handles.taken(handle)) {
                Rule rule = rules.get(handle);
                h = Group.mix(h, ((long) rule.from() << 32) ^ (rule.to() & 0xFFFFFFFFL));
                h = Group.mix(h, rule.traffic().ordinal() * 2L + (rule.drop() ? 1 : 0));
                h = Group.mix(h, Double.doubleToLongBits(rule.lossProbability()));
                h = Group.mix(h, rule.extraDelayNanos());
            }
        }
        return h;
    }
}
