package dev.nines.model;

import dev.nines.measure.FaultEffect;
import dev.nines.protocol.block.Part;
import dev.nines.protocol.block.Unit;
import java.util.ArrayList;
import java.util.List;

/** A part without a product on which a product stands: its outages are seen by clients and cause theirs. */
final class CalledPart implements Part.Watcher {
    final Part part;
    private final World world;
    private final List<FaultEffect> effects = new ArrayList<>();
    private final List<Unit> down = new ArrayList<>();
    private boolean up = true;
    private long downNanos;

    CalledPart(World world, Part part) {
        this.world = world;
        this.part = part;
        part.watch(this);
    }

    @Override
    public void onChange(Part changed) {
        if (part.up() == up) {
            world.redundancyChanged();
            return;
        }
        up = part.up();
        if (up) {
            addEffects(world.sim.now(), effects);
        } else {
            downNanos = world.sim.now();
            down.clear();
            part.collectDown(down);
        }
        world.note();
    }

    private void addEffects(long toNanos, List<FaultEffect> to) {
        for (Unit unit : down) {
            to.add(new FaultEffect(downNanos, toNanos, unit.cause(), unit.planned()));
        }
    }

    /** When it was down, and why. */
    List<FaultEffect> effects() {
        List<FaultEffect> all = new ArrayList<>(effects);
        if (!up) {
            addEffects(Long.MAX_VALUE, all);
        }
        return all;
    }
}
