package dev.nines.protocol.contentsync;

import dev.nines.protocol.contentsync.ContentSyncConfig.Method;

/**
 * The job that copies files from the active node (the source, where it runs) to one standby. Writes are counted from 1;
 * a copy is named by the last write it holds.
 *
 * <p>A run holds the writes made before it began to copy (rsync) or to pack (tar); what comes later belongs to the next
 * run. At most one run is under way: a tick that meets one is skipped, as with {@code flock -n}.
 */
public final class ContentSync {
    public enum Phase {
        IDLE,
        /** rsync compares; nothing on the standby changes yet. */
        SCANNING,
        /** tar writes the archive on the source. */
        PACKING,
        /** Bytes go to the standby. */
        COPYING,
        /** The standby unpacks after a failover. */
        UNPACKING,
        /** The standby has taken over, or the source is gone: no more runs. */
        ENDED
    }

    public enum Timer {
        /** The next tick of cron, or lsyncd's delay. */
        START,
        /** The end of the phase under way. */
        PHASE_END
    }

    /** What the job asks of the world. Arming replaces the earlier deadline. */
    public interface Effects {
        void arm(Timer timer, long delayNanos);

        void disarm(Timer timer);

        /** A tick came while a run was still under way, or the standby away. */
        void runSkipped();

        /** The standby holds a finished copy (an archive, with tar) of all writes up to this one. */
        void copyFinished(long upToWrite);

        /** A run without staging was cut off half-way: some files new, some old. */
        void mixedVersions();

        /** The standby was told to take over and can serve its copy after this time. */
        void usableAfter(long delayNanos);

        /** The standby can serve the content as of this write; later ones are lost with the source. */
        void usable(long upToWrite);
    }

    private static final double NANOS_PER_SECOND = 1e9;

    private final ContentSyncConfig config;
    private final Effects effects;
    private Phase phase = Phase.IDLE;
    private boolean sourceUp = true;
    private boolean standbyUp = true;
    private boolean mixed;
    private boolean started;
    private boolean delayRunning;
    private boolean copied;
    private long written;
    private long finished;
    private long runWrite;
    private long changedBytes;
    private long runBytes;

    /** The standby begins as a copy of the source: write 0. */
    public ContentSync(ContentSyncConfig config, Effects effects) {
        this.config = config;
        this.effects = effects;
    }

    public Phase phase() {
        return phase;
    }

    /** Number of the last write on the source. */
    public long written() {
        return written;
    }

    /** Number of the last write in a finished copy. */
    public long finishedUpTo() {
        return finished;
    }

    /** Writes that would be lost if the source were lost now. */
    public long atRisk() {
        return written - finished;
    }

    /** Whether the standby holds files of two versions now. */
    public boolean isMixed() {
        return mixed;
    }

    /** @param firstDelayNanos to the first tick of cron, ≥ 0; lsyncd does not ask */
    public void onStart(long firstDelayNanos) {
        if (started) {
            return;
        }
        started = true;
        if (config.method() != Method.LSYNCD) {
            effects.arm(Timer.START, firstDelayNanos);
        }
        startDelay();
    }

    /** A client has written a file of this size on the source; returns the number of the write. */
    public long onWrite(long bytes) {
        written++;
        changedBytes += bytes;
        startDelay();
        return written;
    }

    /** The standby, or the way to it, is gone: a run or an unpacking under way is cut off. */
    public void onPeerLost() {
        standbyUp = false;
        if (phase == Phase.UNPACKING) {
            effects.disarm(Timer.PHASE_END);
            phase = Phase.ENDED;
        }
        cutOff();
    }

    /** The standby can be reached again; the next tick starts a run. */
    public void onPeerBack() {
        standbyUp = true;
        startDelay();
    }

    /** The source is gone and with it the job; a run under way is cut off. */
    public void onSourceLost() {
        if (sourceUp) {
            sourceUp = false;
            cutOff();
            effects.disarm(Timer.START);
            if (phase != Phase.UNPACKING) {
                phase = Phase.ENDED;
            }
        }
    }

    /** The standby takes over with what it has; answered by {@link Effects#usable}. */
    public void onFailover() {
        onSourceLost();
        if (phase != Phase.ENDED) {
            return;
        }
        long delayNanos = config.method() == Method.TAR && copied
                ? nanos(config.contentBytes(), config.unpackBytesPerSecond())
                : 0;
        effects.usableAfter(delayNanos);
        if (delayNanos == 0) {
            effects.usable(finished);
        } else {
            phase = Phase.UNPACKING;
            effects.arm(Timer.PHASE_END, delayNanos);
        }
    }

    public void onTimer(Timer timer) {
        if (timer == Timer.START) {
            tick();
            return;
        }
        switch (phase) {
            case SCANNING -> copy(runBytes);
            case PACKING -> copy(config.contentBytes());
            case COPYING -> finishRun();
            case UNPACKING -> {
                phase = Phase.ENDED;
                effects.usable(finished);
            }
            default -> throw new IllegalStateException("end of a phase in " + phase);
        }
    }

    private void tick() {
        delayRunning = false;
        if (config.method() != Method.LSYNCD) {
            effects.arm(Timer.START, config.intervalNanos());
        }
        if (phase != Phase.IDLE || !standbyUp) {
            effects.runSkipped();
            return;
        }
        if (config.method() == Method.TAR) {
            takeWrites();
            enter(Phase.PACKING, nanos(config.contentBytes(), config.packBytesPerSecond()));
        } else {
            takeWrites();
            enter(Phase.SCANNING, config.scanNanos());
        }
    }

    private void takeWrites() {
        runWrite = written;
        runBytes += changedBytes;
        changedBytes = 0;
    }

    private void copy(long bytes) {
        enter(Phase.COPYING, nanos(bytes, config.copyBytesPerSecond()));
    }

    private void enter(Phase next, long durationNanos) {
        phase = next;
        effects.arm(Timer.PHASE_END, durationNanos);
    }

    private void finishRun() {
        phase = Phase.IDLE;
        runBytes = 0;
        mixed = false;
        finished = runWrite;
        copied = true;
        effects.copyFinished(finished);
        startDelay();
    }

    /** lsyncd: the first change not yet taken by a run starts the delay; a run under way is waited for. */
    private void startDelay() {
        if (config.method() == Method.LSYNCD
                && started
                && standbyUp
                && !delayRunning
                && phase == Phase.IDLE
                && written > finished) {
            delayRunning = true;
            effects.arm(Timer.START, config.intervalNanos());
        }
    }

    private void cutOff() {
        if (phase == Phase.IDLE || phase == Phase.UNPACKING || phase == Phase.ENDED) {
            return;
        }
        effects.disarm(Timer.PHASE_END);
        boolean halfWay = phase == Phase.COPYING && runBytes > 0;
        phase = Phase.IDLE;
        if (halfWay && config.method() != Method.TAR && !config.staging()) {
            mixed = true;
            effects.mixedVersions();
        }
    }

    private static long nanos(long bytes, long bytesPerSecond) {
        return Math.round(bytes * NANOS_PER_SECOND / bytesPerSecond);
    }

    /** Mixes all that decides the future, writes relative to the last finished copy, into {@code h}. */
    public long fingerprint(long h) {
        h = mix(h, phase.ordinal());
        h = mix(h, (sourceUp ? 1 : 0) + (standbyUp ? 2 : 0) + (mixed ? 4 : 0));
        h = mix(h, (started ? 1 : 0) + (delayRunning ? 2 : 0));
        h = mix(h, copied ? 1 : 0);
        h = mix(h, written - finished);
        h = mix(h, runWrite - finished);
        h = mix(h, changedBytes);
        return mix(h, runBytes);
    }

    private static long mix(long h, long x) {
        h = (h ^ x) * 0x9E3779B97F4A7C15L;
        return h ^ (h >>> 29);
    }
}
