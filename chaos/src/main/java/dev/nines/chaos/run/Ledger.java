package dev.nines.chaos.run;

import dev.nines.chaos.plan.Plan;
import dev.nines.chaos.probe.DatabaseNode;
import dev.nines.chaos.probe.ProbeSession;
import dev.nines.chaos.probe.ReadBack;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads back what was written during a run.
 *
 * @param stream whose writes are remembered; empty: none are
 * @param nodes to read from; whoever takes writes is the primary
 */
public record Ledger(Optional<Plan.Stream> stream, List<DatabaseNode> nodes) {
    /** Replicas may still apply, and a promotion may still be under way. */
    private static final int ATTEMPTS = 10;

    private static final long PAUSE_NANOS = 1_000_000_000L;

    public Ledger {
        nodes = List.copyOf(nodes);
    }

    /** Empty without a ledger. After recovery. */
    Optional<ReadBack> read(ProbeSession session) {
        if (stream.isEmpty()) {
            return Optional.empty();
        }
        String probe = stream.get().probe();
        ReadBack read = session.readBack(probe, nodes);
        for (int i = 1; i < ATTEMPTS && read.losses().isEmpty(); i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            read = session.readBack(probe, nodes);
        }
        return Optional.of(read);
    }
}
