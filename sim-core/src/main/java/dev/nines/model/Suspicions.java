package dev.nines.model;

import dev.nines.kernel.Group;
import dev.nines.measure.DetectionRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Who of a heartbeat service suspected whom, and whether that was right. What is compared with the last beat is told by
 * the group's own clock, which stands still while time jumps; everything else by the simulation's.
 */
final class Suspicions {
    private static final long NONE = -1;

    private final World world;
    private final Group group;
    private final String service;
    private final Member[] members;
    /** By observer × members + peer. */
    private final Pair[] pairs;

    private final List<Long> silence = new ArrayList<>();
    private final List<Long> detection = new ArrayList<>();
    private final List<Long> mistakes = new ArrayList<>();
    private long suspicions;
    private long falseByObserver;
    private long falseByTarget;
    private long falseByNetwork;
    private int beating;
    private boolean timed;
    private double watchedSeconds;
    private long watchedUntilNanos;

    /** A node, and when it beat. */
    private static final class Member {
        private boolean beats;
        private long stoppedNanos;
        private long resumedGroupNanos;
    }

    /** What an observer knows of a peer. */
    private static final class Pair {
        private long heardGroupNanos = NONE;
        /** When a false suspicion began that lasts. */
        private long mistakenSinceNanos = NONE;
    }

    Suspicions(World world, Group group, String service, int nodes) {
        this.world = world;
        this.group = group;
        this.service = service;
        members = new Member[nodes];
        pairs = new Pair[nodes * nodes];
        Arrays.setAll(members, i -> new Member());
        Arrays.setAll(pairs, i -> new Pair());
    }

    private Pair pair(int observer, int peer) {
        return pairs[observer * members.length + peer];
    }

    void heard(int observer, int peer) {
        pair(observer, peer).heardGroupNanos = group.now();
    }

    /** From now on the time in which they can be wrong counts: of years, since drills end when they please. */
    void watch() {
        timed = true;
        watchedUntilNanos = world.sim.now();
    }

    /** Who beats is about to change, or somebody asks. */
    private void watched() {
        long now = world.sim.now();
        if (timed) {
            watchedSeconds += beating * (beating - 1) * ((now - watchedUntilNanos) / 1e9);
        }
        watchedUntilNanos = now;
    }

    /** The node beats from now on. */
    void resumed(int node) {
        beats(node, true);
        members[node].resumedGroupNanos = group.now();
    }

    private void beats(int node, boolean now) {
        watched();
        beating += (now ? 1 : 0) - (members[node].beats ? 1 : 0);
        members[node].beats = now;
    }

    /** The node's machine is new: it knows nobody. */
    void restarted(int node) {
        for (int peer = 0; peer < members.length; peer++) {
            pair(node, peer).heardGroupNanos = NONE;
            pair(node, peer).mistakenSinceNanos = NONE;
        }
        resumed(node);
    }

    /** The node stands still or is gone; whoever suspects it is right from now on. */
    void stopped(int node) {
        beats(node, false);
        members[node].stoppedNanos = world.sim.now();
        for (int observer = 0; observer < members.length; observer++) {
            endMistake(pair(observer, node));
        }
    }

    void suspected(int observer, int peer) {
        if (!world.windows.watching()) {
            return;
        }
        long now = world.sim.now();
        Pair pair = pair(observer, peer);
        Member target = members[peer];
        suspicions++;
        if (pair.heardGroupNanos != NONE) {
            keep(silence, group.now() - pair.heardGroupNanos);
        }
        if (!target.beats) {
            keep(detection, now - target.stoppedNanos);
            return;
        }
        pair.mistakenSinceNanos = now;
        if (members[observer].resumedGroupNanos > pair.heardGroupNanos) {
            falseByObserver++;
        } else if (target.resumedGroupNanos > pair.heardGroupNanos) {
            falseByTarget++;
        } else {
            falseByNetwork++;
        }
    }

    void trusted(int observer, int peer) {
        endMistake(pair(observer, peer));
    }

    private void endMistake(Pair pair) {
        if (pair.mistakenSinceNanos != NONE) {
            keep(mistakes, world.sim.now() - pair.mistakenSinceNanos);
            pair.mistakenSinceNanos = NONE;
        }
    }

    private static void keep(List<Long> samples, long nanos) {
        if (samples.size() < DetectionRecord.KEPT) {
            samples.add(nanos);
        }
    }

    DetectionRecord record() {
        watched();
        return new DetectionRecord(
                service,
                suspicions,
                falseByObserver,
                falseByTarget,
                falseByNetwork,
                watchedSeconds,
                silence,
                detection,
                mistakes);
    }
}
