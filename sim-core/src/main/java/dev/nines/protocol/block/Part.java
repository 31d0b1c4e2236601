package dev.nines.protocol.block;

import java.util.ArrayList;
import java.util.List;

/** Something that is up or down: a unit or a block of them. */
public abstract class Part {
    /** A part that stands on others. */
    interface Dependent {
        /** A part below has changed; {@link Part#up()} and {@link Part#isProtected()} tell its new state. */
        void onPart(Part part, boolean wasUp, boolean wasProtected);
    }

    /** Told when a part has gone up or down, or when its redundancy has gone or returned. */
    @FunctionalInterface
    public interface Watcher {
        void onChange(Part part);
    }

    final Plant plant;
    private final String name;
    private final List<Dependent> dependents = new ArrayList<>();
    private boolean up = true;
    private boolean redundant;
    private Watcher watcher = part -> {};

    Part(Plant plant, String name) {
        this.plant = plant;
        this.name = name;
    }

    public final String name() {
        return name;
    }

    public final boolean up() {
        return up;
    }

    /** True while it is up and the loss of any one unit below would leave it up. */
    public final boolean isProtected() {
        return redundant;
    }

    /** From now on somebody is told of its changes. */
    public final void watch(Watcher by) {
        watcher = by;
    }

    /**
     * The units below it that are down themselves, each once, as far as they matter to it.
     *
     * @param down takes them
     */
    public abstract void collectDown(List<Unit> down);

    final void addDependent(Dependent dependent) {
        dependents.add(dependent);
    }

    final void become(boolean nowUp, boolean nowProtected) {
        boolean wasUp = up;
        boolean wasProtected = redundant;
        if (wasUp == nowUp && wasProtected == nowProtected) {
            return;
        }
        up = nowUp;
        redundant = nowProtected;
        for (int i = 0; i < dependents.size(); i++) {
            dependents.get(i).onPart(this, wasUp, wasProtected);
        }
        watcher.onChange(this);
    }
}
