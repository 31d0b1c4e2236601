package dev.nines.chaos.lab;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for something that another process does. */
final class Patience {
    private static final long LOOK_MILLIS = 20;

    private Patience() {}

    /** True as soon as it is so, false if it is not so in time. */
    static boolean until(Duration longest, BooleanSupplier isSo) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            nap();
        }
        return true;
    }

    /** Until the next look. */
    static void nap() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabRefused("interrupted", e);
        }
    }
}
