package dev.nines.chaos.probe;

import dev.nines.measure.Losses;
import java.util.Map;
import java.util.Optional;

/**
 * What became of acknowledged writes, or why that is not known.
 *
 * @param losses empty if the database could not be read twice with the same answer
 * @param survived acknowledged and there
 * @param reason why nothing is known; else empty
 * @param primary the node that was read; empty if none
 */
public record ReadBack(Optional<Losses> losses, long survived, String reason, String primary) {
    static ReadBack unknown(String reason) {
        return new ReadBack(Optional.empty(), 0, reason, "");
    }

    static ReadBack of(
            String primary, WriteBalance balance, long lastId, Map<Long, Long> first, Map<Long, Long> second) {
        if (!first.equals(second)) {
            return unknown("two readings of " + primary + " differ: the database is still changing");
        }
        Losses losses = balance.balance(first, lastId);
        return new ReadBack(Optional.of(losses), losses.acked() - losses.lost(), "", primary);
    }
}
