package dev.nines.protocol.replication;

/** Mixes one field of a machine's state into a hash. */
final class Fingerprint {
    private Fingerprint() {}

    static long mix(long h, long x) {
        h = (h ^ x) * 0x9E3779B97F4A7C15L;
        return h ^ (h >>> 29);
    }

    static long mix(long h, boolean x) {
        return mix(h, x ? 1 : 0);
    }
}
