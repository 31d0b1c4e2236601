package dev.nines.bench.kernel;

/** Whose event is cancelled next: the same order for every engine. */
final class Victims {
    private static int state = 1;

    private Victims() {}

    /** A number below the limit, by a linear congruence that costs next to nothing. */
    static int next(int limit) {
        state = state * 1_664_525 + 1_013_904_223;
        return (int) (((state & 0xFFFF_FFFFL) * limit) >>> Integer.SIZE);
    }
}
