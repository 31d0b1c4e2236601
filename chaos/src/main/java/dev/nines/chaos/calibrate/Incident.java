package dev.nines.chaos.calibrate;

import java.time.Instant;
import java.util.Optional;

/**
 * A row of an incident list.
 *
 * @param component the target of a fault in the scenario's words: {@code lb1}, {@code web@web1}, a unit
 * @param failedAt empty: it began to be watched at {@code repairedAt}
 * @param repairedAt empty: not repaired yet when watching ended
 * @param cause a fault's verb where a component has several laws; otherwise any text
 * @param line of the file, from 1
 */
record Incident(String component, Optional<Instant> failedAt, Optional<Instant> repairedAt, String cause, int line) {
    /** Neither repaired nor failed: where watching begins. */
    boolean begins() {
        return failedAt.isEmpty();
    }

    /** By which rows of a component follow each other. */
    Instant first() {
        return failedAt.or(() -> repairedAt).orElseThrow();
    }
}
