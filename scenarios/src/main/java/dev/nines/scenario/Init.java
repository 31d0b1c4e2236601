package dev.nines.scenario;

/** The scenario that {@code nines init} writes. */
public final class Init {
    private Init() {}

    /** A complete small scenario, every field commented; it loads without a warning. */
    public static String text() {
        throw new UnsupportedOperationException();
    }
}
