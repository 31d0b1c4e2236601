package dev.nines.model;

import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Group;
import dev.nines.model.spec.ContentSyncSpec;
import dev.nines.protocol.contentsync.ContentSync;
import dev.nines.protocol.contentsync.ContentSync.Timer;
import dev.nines.protocol.contentsync.ContentSyncConfig;

/**
 * The job that copies the files of one node to another: drives a {@link ContentSync}. Uploads between two runs are counted
 * as rate × time, so that the amount copied does not depend on whether clients are being simulated.
 */
final class ContentJob implements EventHandler, ContentSync.Effects {
    private static final Timer[] TIMERS = Timer.values();

    private final World world;
    private final ContentSyncSpec spec;
    private final ContentSyncConfig config;
    private final Group group;
    private final int[] timers = new int[TIMERS.length];
    private final int beginTimer;
    private final double uploadsPerSecond;
    private final long uploadedBytes;
    private final int chain;
    private ContentSync job;
    private HostModel source;
    private HostModel standby;
    private boolean unpacking;
    private boolean sourceLost;
    private boolean standbyLost;
    /** On the group's clock: what the last finished copy holds, and the one under way. */
    private long copiedAt;

    private long runAt;
    private long sourceLostAt;

    /** @param uploadsPerSecond that the source takes */
    ContentJob(World world, ContentSyncSpec spec, HostModel source, HostModel standby, double uploadsPerSecond) {
        this.world = world;
        this.spec = spec;
        this.source = source;
        this.standby = standby;
        this.uploadsPerSecond = uploadsPerSecond;
        chain = world.newChain();
        group = world.sim.group(spec.name() + " from " + source.name);
        config = spec.method() == ContentSyncSpec.Method.RSYNC
                ? ContentSyncConfig.rsync(
                        spec.intervalNanos(), spec.scanNanos(), spec.rateBytesPerSecond(), spec.staging())
                : ContentSyncConfig.tar(spec.intervalNanos(), spec.rateBytesPerSecond(), spec.contentBytes());
        for (int i = 0; i < timers.length; i++) {
            timers[i] = world.sim.timer(group, this, i, 0);
        }
        beginTimer = world.sim.timer(group, (op, arg) -> begin(), 0, 0);
        uploadedBytes = (long) (uploadsPerSecond * spec.intervalNanos() / 1e9 * spec.bytesPerWrite());
        group.add(h -> job == null ? h + 1 : job.fingerprint(h));
        world.sim.enter(group);
        begin();
    }

    private void begin() {
        job = new ContentSync(config, this);
        copiedAt = group.now();
        runAt = copiedAt;
        sourceLost = false;
        standbyLost = false;
        job.onStart(spec.intervalNanos());
    }

    /** False while the archive is being unpacked there. */
    boolean usableOn(HostModel host) {
        return !(unpacking && host == source);
    }

    /**
     * A host gains or loses power.
     *
     * @param othersGoOn whether the other nodes serve at once what they have
     */
    void hostChanged(boolean othersGoOn) {
        if (!source.up() && !sourceLost) {
            sourceLost = true;
            sourceLostAt = group.now();
            job.onSourceLost();
            if (othersGoOn) {
                countLoss();
            }
        }
        if (standby.up() == standbyLost) {
            standbyLost = !standby.up();
            if (standbyLost) {
                job.onPeerLost();
            } else {
                job.onPeerBack();
            }
        }
        if (sourceLost && source.up() && !unpacking) {
            begin();
        }
    }

    /** What was written after the last finished run is not on the other node. */
    private void countLoss() {
        long lastWrite = sourceLost ? sourceLostAt : group.now();
        long lostNanos = Math.max(0, lastWrite - copiedAt);
        world.contentLost(Math.round(uploadsPerSecond * lostNanos / 1e9), uploadsPerSecond > 0 ? lostNanos : 0);
    }

    /** The address has moved to a host: it serves what it has, and copies back. */
    void takeOver(HostModel host) {
        if (host != standby) {
            return;
        }
        countLoss();
        HostModel old = source;
        source = standby;
        standby = old;
        job.onFailover();
        world.note();
    }

    @Override
    public void onEvent(int op, int arg) {
        if (TIMERS[op] == Timer.START) {
            runAt = group.now();
            if (uploadedBytes > 0 && source.up()) {
                job.onWrite(uploadedBytes);
            }
        }
        job.onTimer(TIMERS[op]);
    }

    // --- effects ---

    @Override
    public void arm(Timer timer, long delayNanos) {
        world.sim.arm(timers[timer.ordinal()], delayNanos);
    }

    @Override
    public void disarm(Timer timer) {
        world.sim.disarm(timers[timer.ordinal()]);
    }

    @Override
    public void runSkipped() {
        runAt = copiedAt;
    }

    @Override
    public void copyFinished(long upToWrite) {
        copiedAt = runAt;
    }

    @Override
    public void mixedVersions() {
        world.violate("mixed-content", spec.name() + ": a run was cut off half-way");
    }

    @Override
    public void usableAfter(long delayNanos) {
        unpacking = delayNanos > 0;
        if (unpacking) {
            world.say(spec.name(), "unpacking on " + source.name);
            world.phases.detected(chain, world.sim.now());
            world.phases.decided(chain, world.sim.now());
        }
    }

    @Override
    public void usable(long upToWrite) {
        if (unpacking) {
            unpacking = false;
            world.phases.acted(chain, world.sim.now());
            world.say(spec.name(), "usable on " + source.name);
        }
        world.sim.arm(beginTimer, 0);
        world.note();
    }

    boolean copying() {
        return !sourceLost && !standbyLost && !unpacking;
    }
}
