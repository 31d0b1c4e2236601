package dev.nines.protocol.vrrp;

/** One step of a state fingerprint. */
final class Mix {

    private Mix() {}

    static long in(long h, long x) {
        long mixed = (h ^ x) * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 29);
    }
}
