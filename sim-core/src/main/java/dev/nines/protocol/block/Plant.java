package dev.nines.protocol.block;

import java.util.ArrayList;
import java.util.List;

/** Everything that stands together: what the parts of one world have in common. */
public final class Plant {
    final Effects effects;
    private final List<Unit> units = new ArrayList<>();
    private final List<CommonCause> commonCauses = new ArrayList<>();
    private final List<Standby> undecided = new ArrayList<>();
    private long failures;

    public Plant(Effects effects) {
        this.effects = effects;
    }

    /** The lives of all units begin. */
    public void start() {
        for (int i = 0; i < units.size(); i++) {
            units.get(i).start();
        }
        for (int i = 0; i < commonCauses.size(); i++) {
            effects.awaitStrike(commonCauses.get(i));
        }
    }

    void add(Unit unit) {
        units.add(unit);
    }

    void add(CommonCause cause) {
        commonCauses.add(cause);
    }

    /** Numbers failures in their order. */
    long nextFailure() {
        return failures++;
    }

    /** A standby looks at its units when everything that one event changes has changed. */
    void decideLater(Standby standby) {
        undecided.add(standby);
    }

    /** The event is over. */
    void settle() {
        for (int i = 0; i < undecided.size(); i++) {
            undecided.get(i).decide();
        }
        undecided.clear();
    }
}
