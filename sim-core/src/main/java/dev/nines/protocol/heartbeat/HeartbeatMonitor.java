package dev.nines.protocol.heartbeat;

/**
 * One node of a heartbeat group: sends its own beat at a fixed period and suspects a peer after a fixed silence. At the
 * start every peer is trusted and has one time-out to be heard of.
 */
public final class HeartbeatMonitor {
    public enum Timer {
        /** Key 0. */
        SEND,
        /** Key = peer. */
        TIMEOUT
    }

    /** What the monitor asks of the world. Arming replaces the earlier deadline. */
    public interface Effects {
        void arm(Timer timer, int key, long delayNanos);

        void disarm(Timer timer, int key);

        /** A beat to every peer. */
        void sendBeat();

        void suspect(int peer);

        void trust(int peer);
    }

    private final HeartbeatConfig config;
    private final Effects effects;
    private final boolean[] trusted;
    private boolean running;

    public HeartbeatMonitor(HeartbeatConfig config, Effects effects) {
        this.config = config;
        this.effects = effects;
        trusted = new boolean[config.peers()];
    }

    public boolean trusts(int peer) {
        return trusted[peer];
    }

    /** Starts with a beat at once. */
    public void onStart() {
        if (running) {
            return;
        }
        running = true;
        for (int peer = 0; peer < trusted.length; peer++) {
            trusted[peer] = true;
            effects.arm(Timer.TIMEOUT, peer, config.timeoutNanos());
        }
        beat();
    }

    public void onStop() {
        if (!running) {
            return;
        }
        running = false;
        effects.disarm(Timer.SEND, 0);
        for (int peer = 0; peer < trusted.length; peer++) {
            effects.disarm(Timer.TIMEOUT, peer);
        }
    }

    public void onBeat(int peer) {
        if (!running) {
            return;
        }
        effects.arm(Timer.TIMEOUT, peer, config.timeoutNanos());
        if (!trusted[peer]) {
            trusted[peer] = true;
            effects.trust(peer);
        }
    }

    public void onTimer(Timer timer, int key) {
        if (timer == Timer.SEND) {
            beat();
        } else {
            trusted[key] = false;
            effects.suspect(key);
        }
    }

    private void beat() {
        effects.arm(Timer.SEND, 0, config.intervalNanos());
        effects.sendBeat();
    }

    /** Mixes all that decides the future into {@code h}. */
    public long fingerprint(long h) {
        h = mix(h, running ? 1 : 0);
        for (boolean peer : trusted) {
            h = mix(h, peer ? 1 : 0);
        }
        return h;
    }

    private static long mix(long h, long x) {
        h = (h ^ x) * 0x9E3779B97F4A7C15L;
        return h ^ (h >>> 29);
    }
}
