package dev.nines.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Names the causes of an outage: every fault whose effect overlaps it, or, if there is none, the last one injected
 * before it. It is planned when all of its causes are planned work.
 */
public final class Attribution {
    /** The cause of an outage before which nothing had happened. */
    public static final String NONE = "none";

    private final List<FaultEffect> effects;

    /** @param effects in any order */
    public Attribution(List<FaultEffect> effects) {
        List<FaultEffect> sorted = new ArrayList<>(effects);
        sorted.sort(Comparator.comparingLong(FaultEffect::fromNanos));
        this.effects = sorted;
    }

    /** @param phases null when no machine marked anything, see {@link RtoPhases#of} */
    public Outage attribute(RawOutage raw, Phases phases) {
        List<FaultEffect> found = causesOf(raw);
        List<String> causes = new ArrayList<>();
        boolean planned = !found.isEmpty();
        for (FaultEffect effect : found) {
            planned &= effect.planned();
            if (!causes.contains(effect.cause())) {
                causes.add(effect.cause());
            }
        }
        if (causes.isEmpty()) {
            causes.add(NONE);
        }
        return new Outage(
                raw.startNanos(),
                raw.endNanos(),
                raw.failedShare(),
                raw.downtimeNanos(),
                raw.end(),
                planned,
                List.copyOf(causes),
                phases);
    }

    private List<FaultEffect> causesOf(RawOutage raw) {
        List<FaultEffect> found = new ArrayList<>();
        FaultEffect lastBefore = null;
        for (FaultEffect effect : effects) {
            if (effect.fromNanos() <= raw.endNanos() && effect.toNanos() >= raw.startNanos()) {
                found.add(effect);
            } else if (effect.fromNanos() <= raw.startNanos()) {
                lastBefore = effect;
            }
        }
        if (found.isEmpty() && lastBefore != null) {
            found.add(lastBefore);
        }
        return found;
    }
}
