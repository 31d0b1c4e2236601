package dev.nines.protocol.block;

import java.util.Arrays;
import java.util.List;

/**
 * Some units at work, the others waiting to take over, in order of preference.
 *
 * <p>When a unit at work goes down, the first that waits takes its position after a switch-over, which goes on to its
 * end whatever is repaired meanwhile; then the position goes to the first unit that is up. A position without any unit
 * left goes to the first that comes back, without a switch-over: putting it to work is part of its repair.
 */
public final class Standby extends Part implements Part.Dependent {
    private static final int EMPTY = -1;
    private static final int SWITCHING = -2;

    private final StandbyConfig config;
    private final List<Unit> units;
    /** The unit in each position, or why there is none. */
    private final int[] unitAt;

    private final boolean[] atWork;
    private boolean undecided;

    /** @param units in order of preference, at least as many as are wanted at work */
    public Standby(Plant plant, StandbyConfig config, List<Unit> units) {
        super(plant, config.name());
        this.config = config;
        this.units = List.copyOf(units);
        if (config.active() < 1 || config.active() > units.size()) {
            throw new IllegalArgumentException("active must be 1 … " + units.size() + ": " + config.active());
        }
        unitAt = new int[config.active()];
        atWork = new boolean[units.size()];
        Arrays.fill(unitAt, EMPTY);
        for (int i = 0; i < units.size(); i++) {
            units.get(i).addDependent(this);
            units.get(i).ageAt(config.dormancy());
        }
        decide();
    }

    public int index() {
        return config.index();
    }

    @Override
    public void onPart(Part part, boolean wasUp, boolean wasProtected) {
        if (!undecided) {
            undecided = true;
            plant.decideLater(this);
        }
    }

    /** The switch-over of a position has come to its end. */
    public void switched(int position) {
        unitAt[position] = EMPTY;
        decide();
        plant.settle();
    }

    void decide() {
        undecided = false;
        for (int position = 0; position < unitAt.length; position++) {
            int unit = unitAt[position];
            if (unit >= 0 && !units.get(unit).up()) {
                leave(position);
                if (nextWaiting() >= 0) {
                    switchOver(position, false);
                }
            }
        }
        for (int position = 0; position < unitAt.length; position++) {
            if (unitAt[position] == EMPTY && nextWaiting() >= 0) {
                take(position, nextWaiting());
            }
        }
        if (config.failback()) {
            failBack();
        }
        refresh();
    }

    private void leave(int position) {
        int unit = unitAt[position];
        atWork[unit] = false;
        unitAt[position] = EMPTY;
        units.get(unit).ageAt(config.dormancy());
    }

    private void take(int position, int unit) {
        unitAt[position] = unit;
        atWork[unit] = true;
        units.get(unit).ageAt(1);
    }

    private void switchOver(int position, boolean failback) {
        unitAt[position] = plant.effects.beginSwitchOver(this, position, failback) ? EMPTY : SWITCHING;
    }

    /** The first that is up and not at work, or −1. */
    private int nextWaiting() {
        for (int i = 0; i < atWork.length; i++) {
            if (!atWork[i] && units.get(i).up()) {
                return i;
            }
        }
        return -1;
    }

    /** The least preferred unit at work makes room for a better one that waits. */
    private void failBack() {
        int better = nextWaiting();
        int worst = 0;
        for (int position = 0; position < unitAt.length; position++) {
            worst = unitAt[position] > unitAt[worst] ? position : worst;
        }
        if (better >= 0 && unitAt[worst] > better) {
            leave(worst);
            switchOver(worst, true);
            if (unitAt[worst] == EMPTY) {
                take(worst, better);
                failBack();
            }
        }
    }

    private void refresh() {
        boolean all = true;
        for (int position = 0; position < unitAt.length; position++) {
            all &= unitAt[position] >= 0;
        }
        become(all, all && nextWaiting() >= 0);
    }

    @Override
    public void collectDown(List<Unit> down) {
        for (int i = 0; i < units.size(); i++) {
            if (!units.get(i).up()) {
                units.get(i).collectDown(down);
            }
        }
    }
}
