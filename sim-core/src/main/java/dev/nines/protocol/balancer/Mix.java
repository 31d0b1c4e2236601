package dev.nines.protocol.balancer;

/** Bit mixing for fingerprints and hash tables. */
final class Mix {

    private Mix() {}

    static long mix(long h, long x) {
        long mixed = (h ^ x) * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 29);
    }

    /** Spreads an int over all bits (the finaliser of MurmurHash3). */
    static int avalanche(int key) {
        int h = key;
        h ^= h >>> 16;
        h *= 0x85EBCA6B;
        h ^= h >>> 13;
        h *= 0xC2B2AE35;
        return h ^ (h >>> 16);
    }
}
