package dev.nines.protocol.heartbeat;

import dev.nines.protocol.detector.FailureDetector;

/**
 * One node of a heartbeat group: sends its own beat at a fixed period and asks a failure detector about its peers, at
 * the detector's deadlines or at checks of its own. At the start every peer is trusted.
 *
 * <p>Times are those of the node's own clock, which never goes back.
 */
public final class HeartbeatMonitor {
    public enum Timer {
        /** Key 0. */
        SEND,
        /** Key 0. */
        CHECK,
        /** Key 0: peers that were not heard of count as heard. */
        FIRST,
        /** Key = peer. */
        DEADLINE
    }

    /** What the monitor asks of the world. Arming replaces the earlier deadline. */
    public interface Effects {
        void arm(Timer timer, int key, long delayNanos);

        void disarm(Timer timer, int key);

        /** A beat to every peer. */
        void sendBeat();

        /** A question to every peer; each answers with a beat. */
        void askPeers();

        /** A beat to one peer that has asked. */
        void answer(int peer);

        void suspect(int peer);

        void trust(int peer);
    }

    private final HeartbeatConfig config;
    private final FailureDetector detector;
    private final Effects effects;
    private final boolean[] trusted;
    private final boolean[] heard;
    private final long[] heardNanos;
    /** Of each peer: what its beats have left in the detector, as hashed at the last of them; and whether that holds. */
    private final long[] learnt;

    private final boolean[] learntIsKnown;
    private boolean running;
    private long lastCheckNanos;
    private long lastPauseNanos;
    private boolean paused;

    /** @param detector new, for as many nodes as the configuration has peers */
    public HeartbeatMonitor(HeartbeatConfig config, FailureDetector detector, Effects effects) {
        if (detector.nodes() != config.peers()) {
            throw new IllegalArgumentException(
                    "a detector of " + detector.nodes() + " nodes for " + config.peers() + " peers");
        }
        this.config = config;
        this.detector = detector;
        this.effects = effects;
        trusted = new boolean[config.peers()];
        heard = new boolean[config.peers()];
        heardNanos = new long[config.peers()];
        learnt = new long[config.peers()];
        learntIsKnown = new boolean[config.peers()];
    }

    public boolean trusts(int peer) {
        return trusted[peer];
    }

    /** Starts with a beat at once, or at the next multiple of the interval. */
    public void onStart(long nowNanos) {
        if (running) {
            return;
        }
        running = true;
        lastCheckNanos = nowNanos;
        java.util.Arrays.fill(trusted, true);
        if (config.firstBeatNanos() == 0) {
            expectedFirstBeats(nowNanos);
        } else if (config.firstBeatNanos() > 0) {
            effects.arm(Timer.FIRST, 0, config.firstBeatNanos());
        }
        if (config.checkNanos() > 0) {
            effects.arm(Timer.CHECK, 0, config.firstCheckNanos());
        }
        if (config.onTheHour()) {
            effects.arm(Timer.SEND, 0, config.intervalNanos() - nowNanos % config.intervalNanos());
        } else {
            send();
        }
    }

    public void onStop() {
        if (!running) {
            return;
        }
        running = false;
        effects.disarm(Timer.SEND, 0);
        effects.disarm(Timer.CHECK, 0);
        effects.disarm(Timer.FIRST, 0);
        for (int peer = 0; peer < trusted.length; peer++) {
            effects.disarm(Timer.DEADLINE, peer);
        }
    }

    public void onBeat(int peer, long nowNanos) {
        onBeat(peer, nowNanos, nowNanos);
    }

    /** @param sentNanos what the beat says of when it was sent; clocks agree */
    public void onBeat(int peer, long sentNanos, long nowNanos) {
        if (running) {
            heard(peer, sentNanos, nowNanos);
        }
    }

    /** A peer asks for a beat. */
    public void onAsked(int peer) {
        if (running) {
            effects.answer(peer);
        }
    }

    public void onTimer(Timer timer, int key, long nowNanos) {
        switch (timer) {
            case SEND -> send();
            case CHECK -> check(nowNanos);
            case FIRST -> expectedFirstBeats(nowNanos);
            case DEADLINE -> judge(key, nowNanos);
        }
    }

    private void heard(int peer, long sentNanos, long nowNanos) {
        beat(peer, sentNanos, nowNanos);
        if (config.checkNanos() == 0) {
            judge(peer, nowNanos);
        } else if (!config.trustsAtCheck() && detector.available(peer, unit(nowNanos))) {
            trust(peer);
        }
    }

    private void beat(int peer, long sentNanos, long nowNanos) {
        heard[peer] = true;
        heardNanos[peer] = nowNanos;
        learntIsKnown[peer] = false;
        long now = unit(nowNanos);
        detector.heartbeat(peer, sentNanos == nowNanos ? now : unit(sentNanos), now);
    }

    private void expectedFirstBeats(long nowNanos) {
        for (int peer = 0; peer < heard.length; peer++) {
            if (!heard[peer]) {
                heard(peer, nowNanos, nowNanos);
            }
        }
    }

    /** At a beat or a deadline: what the detector says, and when it would say otherwise. */
    private void judge(int peer, long nowNanos) {
        if (!detector.available(peer, unit(nowNanos))) {
            suspect(peer);
            return;
        }
        trust(peer);
        long deadline = detector.deadlineMillis(peer);
        if (deadline > Long.MAX_VALUE / config.unitNanos()) {
            effects.disarm(Timer.DEADLINE, peer);
        } else {
            effects.arm(Timer.DEADLINE, peer, deadline * config.unitNanos() - nowNanos);
        }
    }

    private void check(long nowNanos) {
        effects.arm(Timer.CHECK, 0, config.checkNanos());
        long since = nowNanos - lastCheckNanos;
        lastCheckNanos = nowNanos;
        if (config.clockJumpNanos() > 0 && since - config.checkNanos() >= config.clockJumpNanos()) {
            for (int peer = 0; peer < trusted.length; peer++) {
                beat(peer, nowNanos, nowNanos);
            }
        }
        if (config.localPauseNanos() > 0 && since > config.localPauseNanos()) {
            lastPauseNanos = nowNanos;
            paused = true;
        }
        paused &= nowNanos - lastPauseNanos < config.localPauseNanos();
        for (int peer = 0; peer < trusted.length; peer++) {
            if (detector.available(peer, unit(nowNanos))) {
                if (config.trustsAtCheck()) {
                    trust(peer);
                }
            } else if (!paused) {
                suspect(peer);
            }
        }
    }

    private long unit(long nanos) {
        return nanos / config.unitNanos();
    }

    private void suspect(int peer) {
        if (trusted[peer]) {
            trusted[peer] = false;
            effects.suspect(peer);
        }
    }

    private void trust(int peer) {
        if (!trusted[peer]) {
            trusted[peer] = true;
            effects.trust(peer);
        }
    }

    private void send() {
        effects.arm(Timer.SEND, 0, config.intervalNanos());
        if (config.asks()) {
            effects.askPeers();
        } else {
            effects.sendBeat();
        }
    }

    /** Mixes all that decides the future into {@code h}; times are relative to now. */
    public long fingerprint(long nowNanos, long h) {
        h = mix(h, (running ? 1 : 0) + (paused ? 2 : 0));
        if (config.localPauseNanos() > 0 || config.clockJumpNanos() > 0) {
            h = mix(h, nowNanos - lastCheckNanos);
            h = mix(h, paused ? nowNanos - lastPauseNanos : 0);
        }
        h = mix(h, nowNanos % config.unitNanos());
        for (int peer = 0; peer < trusted.length; peer++) {
            h = mix(h, (trusted[peer] ? 1 : 0) + (heard[peer] ? 2 : 0));
            h = fingerprint(peer, nowNanos, h);
        }
        return h;
    }

    /** The gaps in a detector's window are many and change with beats only; the silence changes all the time. */
    private long fingerprint(int peer, long nowNanos, long h) {
        if (!heard[peer] || !trusted[peer]) {
            return detector.fingerprint(peer, unit(nowNanos), h); // it knows how long a silence still matters
        }
        if (!learntIsKnown[peer]) {
            learnt[peer] = detector.fingerprint(peer, unit(heardNanos[peer]), 0);
            learntIsKnown[peer] = true;
        }
        return mix(mix(h, learnt[peer]), unit(nowNanos) - unit(heardNanos[peer]));
    }

    private static long mix(long h, long x) {
        h = (h ^ x) * 0x9E3779B97F4A7C15L;
        return h ^ (h >>> 29);
    }
}
