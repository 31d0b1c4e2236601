package dev.nines.model;

import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Group;
import dev.nines.model.spec.ClientSpec;
import dev.nines.model.spec.ContentSyncSpec;
import dev.nines.protocol.contentsync.ContentSync;
import dev.nines.protocol.contentsync.ContentSync.Timer;
import dev.nines.protocol.contentsync.ContentSyncConfig;
import java.util.List;

/**
 * Files that the node in charge writes and a job copies to its standby. Uploads between two runs are counted as rate ×
 * time, so that the amount copied does not depend on whether clients are being simulated.
 */
final class ContentService implements Service, EventHandler, ContentSync.Effects {
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

    ContentService(World world, ContentSyncSpec spec) {
        this.world = world;
        this.spec = spec;
        chain = world.newChain();
        group = world.sim.group(spec.name());
        config = spec.method() == ContentSyncSpec.Method.RSYNC
                ? ContentSyncConfig.rsync(
                        spec.intervalNanos(), spec.scanNanos(), spec.rateBytesPerSecond(), spec.staging())
                : ContentSyncConfig.tar(spec.intervalNanos(), spec.rateBytesPerSecond(), spec.contentBytes());
        for (int i = 0; i < timers.length; i++) {
            timers[i] = world.sim.timer(group, this, i, 0);
        }
        beginTimer = world.sim.timer(group, (op, arg) -> begin(), 0, 0);
        double rate = 0;
        for (ClientSpec client : world.design.clients()) {
            rate += client.ratePerSecond() * client.uploadShare();
        }
        uploadsPerSecond = rate;
        uploadedBytes = (long) (rate * spec.intervalNanos() / 1e9 * spec.bytesPerWrite());
        group.add(h -> job == null ? h + 1 : job.fingerprint(h));
        source = world.host(spec.nodes().get(0));
        standby = world.host(spec.nodes().get(spec.nodes().size() - 1));
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

    /** A host gains or loses power or network. */
    void hostChanged() {
        if (!source.up() && !sourceLost) {
            sourceLost = true;
            sourceLostAt = group.now();
            job.onSourceLost();
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

    /** The address has moved to a host: it serves what it has. */
    void takeOver(HostModel host) {
        if (host != standby) {
            return;
        }
        long lastWrite = sourceLost ? sourceLostAt : group.now();
        long lostNanos = Math.max(0, lastWrite - copiedAt);
        world.contentLost(Math.round(uploadsPerSecond * lostNanos / 1e9), uploadsPerSecond > 0 ? lostNanos : 0);
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

    // --- Service ---

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public int address() {
        return source.index;
    }

    @Override
    public int port() {
        return 0;
    }

    @Override
    public List<? extends Process> processes() {
        return List.of();
    }

    @Override
    public List<Service> needs() {
        return List.of();
    }

    @Override
    public boolean protectedNow() {
        return !sourceLost && !standbyLost && !unpacking;
    }
}
