package dev.nines.chaos.inject;

import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.TargetGone;
import java.util.List;

/** Whether a rehearsed fault has been taken away by the healer that it was for. */
public final class HealerCheck {
    /** What is seen of it. */
    public enum Seen {
        /** Still there. */
        inEffect,
        healed,
        /** Taken away by another healer before this one could: nothing is known. */
        byAnother
    }

    private HealerCheck() {}

    /**
     * Looks by a connection of its own.
     *
     * @throws TargetGone if it cannot be reached
     */
    public static Seen look(Target target, String run, int sequence, Injection.Healer healer) {
        Answer answer = new Helper(target).call("verify", List.of("run=" + run, "seq=" + sequence));
        boolean gone = answer.says("state", "GONE");
        if (healer == Injection.Healer.kernel) {
            // Its lease waits longer: the rules are still there, and the set that they ask is empty.
            return gone ? Seen.byAnother : answer.says("state", "APPLIED") ? Seen.healed : Seen.inEffect;
        }
        return gone ? Seen.healed : Seen.inEffect;
    }

    /** Our marks that are left; empty: it is clean. */
    public static List<String> marks(Target target) {
        return new Helper(target).call("scan", List.of()).all("mark");
    }
}
