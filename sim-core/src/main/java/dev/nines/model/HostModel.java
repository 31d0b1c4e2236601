package dev.nines.model;

import dev.nines.kernel.Law;
import dev.nines.kernel.RandomStream;
import dev.nines.kernel.Simulation;
import dev.nines.model.spec.HostSpec;
import java.util.ArrayList;
import java.util.List;

/** A host: power, boot, and the processes that boot starts. */
final class HostModel {
    final String name;
    final String zone;
    final int index;
    final boolean managed;
    final List<Process> processes = new ArrayList<>();

    private final World world;
    private final Simulation sim;
    private final Law boot;
    private final RandomStream bootStream;
    private final int bootTimer;
    private boolean up;
    private int outages;

    HostModel(World world, HostSpec spec, int index) {
        this.world = world;
        this.sim = world.sim;
        this.index = index;
        name = spec.name();
        zone = spec.zone();
        managed = spec.managed();
        boot = spec.boot();
        bootStream = sim.stream(name, "boot");
        bootTimer = sim.timer(world.hostsGroup, (op, arg) -> booted(), 0, 0);
    }

    boolean up() {
        return up;
    }

    /** The interface loses or regains its carrier, and the host sees it. */
    void carrier(boolean on) {
        world.network.carrier(index, on);
        for (int i = 0; i < processes.size(); i++) {
            processes.get(i).onCarrier(on);
        }
        world.note();
    }

    /** The host runs from the start of the trial. */
    void startUp() {
        booted();
    }

    /** Power is gone. Faults may overlap: it returns when the last of them is repaired. */
    void powerOff() {
        if (outages++ > 0) {
            return;
        }
        up = false;
        sim.disarm(bootTimer);
        world.network.power(index, false);
        world.say(name, "power off");
        for (int i = 0; i < processes.size(); i++) {
            processes.get(i).end(Process.Death.POWER, false);
        }
        world.hostChanged();
    }

    /** An orderly shutdown: processes say goodbye first. */
    void shutDown() {
        if (outages == 0) {
            for (int i = processes.size() - 1; i >= 0; i--) {
                processes.get(i).end(Process.Death.TERM, false);
            }
        }
        powerOff();
    }

    void powerOn() {
        if (outages > 0 && --outages == 0) {
            world.say(name, "power on");
            sim.arm(bootTimer, boot.isConstant() ? boot.nanosAt(0.5) : boot.nanosAt(bootStream.nextDouble()));
            world.note();
        }
    }

    private void booted() {
        up = true;
        world.network.power(index, true);
        world.say(name, "up");
        for (int i = 0; i < processes.size(); i++) {
            processes.get(i).start();
        }
        world.hostChanged();
    }
}
