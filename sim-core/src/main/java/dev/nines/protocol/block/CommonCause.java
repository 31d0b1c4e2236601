package dev.nines.protocol.block;

import java.util.List;

/** What strikes all units of a group at once: the beta factor (IEC 61508-6, annex D). */
public final class CommonCause {
    private final Plant plant;
    private final int index;
    private final String cause;
    private final List<Unit> units;
    private final boolean ownRepair;

    /**
     * @param index given by whoever builds the plant
     * @param ownRepair one repair brings all units back; false: each is repaired as usual
     */
    public CommonCause(Plant plant, int index, String name, List<Unit> units, boolean ownRepair) {
        this.plant = plant;
        this.index = index;
        this.units = List.copyOf(units);
        this.ownRepair = ownRepair;
        cause = "common-cause " + name;
        plant.add(this);
    }

    public int index() {
        return index;
    }

    /** Every unit that works fails; when none does it passes. */
    public void strike() {
        boolean hit = false;
        for (int i = 0; i < units.size(); i++) {
            hit |= units.get(i).works();
        }
        for (int i = 0; i < units.size() && hit; i++) {
            if (ownRepair) {
                units.get(i).handOver(cause);
            } else {
                units.get(i).strike(cause, false);
            }
        }
        if (hit && ownRepair) {
            plant.effects.beginRepair(this);
        } else {
            plant.effects.awaitStrike(this);
        }
    }

    /** All units are as new, also those that had failed before. */
    public void repaired() {
        for (int i = 0; i < units.size(); i++) {
            units.get(i).release();
        }
        plant.effects.awaitStrike(this);
    }
}
