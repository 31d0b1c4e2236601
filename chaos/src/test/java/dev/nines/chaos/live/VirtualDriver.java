package dev.nines.chaos.live;

import dev.nines.kernel.Group;
import dev.nines.kernel.Simulation;
import java.util.function.BooleanSupplier;

/** The kernel. */
final class VirtualDriver implements Driver {
    private final Simulation sim;
    private final Group group;

    VirtualDriver(long seed, boolean shuffleTies) {
        sim = new Simulation(seed, shuffleTies);
        group = sim.group("test");
        sim.enter(group);
    }

    @Override
    public Clock clock(int timers, Due due) {
        int[] slots = new int[timers];
        for (int i = 0; i < timers; i++) {
            slots[i] = sim.timer(group, (op, timer) -> due.onTimer(timer), 0, i);
        }
        return new Clock() {
            @Override
            public void arm(int timer, long delayNanos) {
                sim.arm(slots[timer], delayNanos);
            }

            @Override
            public void disarm(int timer) {
                sim.disarm(slots[timer]);
            }

            @Override
            public void stop() {
                for (int slot : slots) {
                    sim.disarm(slot);
                }
            }
        };
    }

    @Override
    public long now() {
        return sim.now();
    }

    @Override
    public void later(Runnable event) {
        sim.after(group, 0, (op, arg) -> event.run(), 0, 0);
    }

    @Override
    public void slow(Runnable work, Runnable answered) {
        later(() -> {
            work.run();
            answered.run();
        });
    }

    @Override
    public void run(BooleanSupplier until) {
        while (!until.getAsBoolean()) {
            if (!sim.step(Long.MAX_VALUE / 4)) {
                throw new IllegalStateException("nothing happens any more");
            }
        }
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public void close() {
        // no thread, no socket
    }
}
