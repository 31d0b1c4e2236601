package dev.nines.protocol.vrrp;

import java.util.Arrays;
import java.util.List;

/** Fault reasons and weights of one router (keepalived vrrp_track.c). */
final class Tracking {

    private static final int MIN_PRIORITY = 1;
    private static final int MAX_PRIORITY = VirtualRouterConfig.PRIORITY_OWNER - 1;

    private final Track[] tracks;
    private final TrackedScript.Result[] results;
    /** One bit per reason given by the driver. */
    private long faults;

    Tracking(List<Track> tracks) {
        this.tracks = tracks.toArray(new Track[0]);
        this.results = new TrackedScript.Result[this.tracks.length];
        Arrays.setAll(results, i -> this.tracks[i].initial());
    }

    void addFault(int reason) {
        faults |= bit(reason);
    }

    void clearFault(int reason) {
        faults &= ~bit(reason);
    }

    private static long bit(int reason) {
        if (reason < 0 || reason > 63) {
            throw new IllegalArgumentException("fault reason must be 0..63: " + reason);
        }
        return 1L << reason;
    }

    void setResult(int track, TrackedScript.Result result) {
        results[track] = result;
    }

    boolean hasFault() {
        if (faults != 0) {
            return true;
        }
        for (int i = 0; i < tracks.length; i++) {
            if (tracks[i].faults(results[i])) {
                return true;
            }
        }
        return false;
    }

    boolean awaitsFirstResult() {
        for (int i = 0; i < tracks.length; i++) {
            if (tracks[i].awaits(results[i])) {
                return true;
            }
        }
        return false;
    }

    /** vrrp_set_effective_priority: weights never reach 0 or 255, and an owner ignores them. */
    int effectivePriority(int basePriority) {
        if (basePriority == VirtualRouterConfig.PRIORITY_OWNER) {
            return basePriority;
        }
        int total = basePriority;
        for (int i = 0; i < tracks.length; i++) {
            total += tracks[i].contribution(results[i]);
        }
        return Math.max(MIN_PRIORITY, Math.min(MAX_PRIORITY, total));
    }

    long fingerprint(long h) {
        long f = Mix.in(h, faults);
        for (int i = 0; i < results.length; i++) {
            f = Mix.in(f, results[i].ordinal());
        }
        return f;
    }
}
