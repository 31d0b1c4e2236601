package dev.nines.chaos.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.protocol.replication.PromotionConfig;
import dev.nines.protocol.replication.PromotionManager;
import dev.nines.protocol.replication.PromotionManager.Role;
import dev.nines.protocol.replication.PromotionManager.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The six clauses of the driver contract (DESIGN section 2), the same bodies in virtual and in real time. */
class DriverContractTest {
    private static final long MS = 1_000_000L;

    enum Arm {
        VIRTUAL(() -> new VirtualDriver(1, false)),
        REAL(RealDriver::new);

        private final Supplier<Driver> maker;

        Arm(Supplier<Driver> maker) {
            this.maker = maker;
        }
    }

    /** Timers at random, and what must be true of each that fires. */
    private static final class Rehearsal {
        private static final int TIMERS = 6;
        private static final int FIRINGS = 150;

        private final Driver driver;
        private final Random random;
        private final Driver.Clock clock;
        private final long[] deadline = new long[TIMERS];
        private final long[] order = new long[TIMERS];
        private final boolean[] armed = new boolean[TIMERS];
        private long orders;
        private int fired;
        private boolean inEvent;

        Rehearsal(Driver driver, long seed) {
            this.driver = driver;
            random = new Random(seed);
            clock = driver.clock(TIMERS, this::fired);
        }

        private void fired(int timer) {
            assertThat(inEvent).as("one event at a time").isFalse();
            inEvent = true;
            assertThat(armed[timer])
                    .as("a deadline that was replaced or disarmed")
                    .isTrue();
            if (driver.exact()) {
                assertThat(driver.now()).isEqualTo(deadline[timer]);
            }
            assertThat(driver.now()).as("not before its delay").isGreaterThanOrEqualTo(deadline[timer]);
            for (int other = 0; other < TIMERS; other++) {
                boolean earlier = armed[other]
                        && (deadline[other] < deadline[timer]
                                || (deadline[other] == deadline[timer] && order[other] < order[timer]));
                assertThat(earlier).as("%s was due before %s", other, timer).isFalse();
            }
            armed[timer] = false;
            fired++;
            change();
            inEvent = false;
        }

        /** Delays are few and whole, so that many deadlines are equal. */
        private void change() {
            for (int i = random.nextInt(4) + 1; i > 0; i--) {
                int timer = random.nextInt(TIMERS);
                if (random.nextInt(4) == 0) {
                    clock.disarm(timer);
                    armed[timer] = false;
                } else {
                    arm(timer, random.nextInt(4) * MS / 2);
                }
            }
            arm(random.nextInt(TIMERS), MS);
        }

        private void arm(int timer, long delayNanos) {
            clock.arm(timer, delayNanos);
            deadline[timer] = driver.now() + delayNanos;
            order[timer] = orders++;
            armed[timer] = true;
        }

        void run() {
            driver.later(this::change);
            driver.run(() -> fired >= FIRINGS);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "clauses 1 to 4: one event at a time, dead deadlines stay dead, equal ones in arming order, never early")
    void timers(Arm arm) {
        for (long seed = 1; seed <= 3; seed++) {
            try (Driver driver = arm.maker.get()) {
                new Rehearsal(driver, seed).run();
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("clause 4: a negative delay is a bug, and a delay of 0 is another event")
    void delays(Arm arm) {
        try (Driver driver = arm.maker.get()) {
            List<String> said = new ArrayList<>();
            Driver.Clock clock = driver.clock(1, timer -> said.add("timer"));
            driver.later(() -> {
                assertThatThrownBy(() -> clock.arm(0, -1)).isInstanceOf(IllegalStateException.class);
                clock.arm(0, 0);
                said.add("end of event");
            });
            driver.run(() -> said.contains("timer"));
            assertThat(said).containsExactly("end of event", "timer");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("clause 5: effects happen in call order, and none answers inside the call")
    void effects(Arm arm) {
        try (Driver driver = arm.maker.get()) {
            List<Integer> done = new ArrayList<>();
            List<Integer> answered = new ArrayList<>();
            driver.later(() -> {
                for (int i = 0; i < 50; i++) {
                    int number = i;
                    driver.slow(() -> note(done, number), () -> answered.add(number));
                }
                assertThat(answered).as("no answer before the event has ended").isEmpty();
            });
            driver.run(() -> answered.size() == 50);
            assertThat(done).isSorted().hasSize(50);
            assertThat(answered).isSorted();
        }
    }

    private static void note(List<Integer> list, int number) {
        synchronized (list) {
            list.add(number);
        }
    }

    @Test
    @DisplayName("clause 1: an effect that calls an event is found out")
    void noCallBack() throws Exception {
        try (EventLoop loop = new EventLoop(EventLoop.First.SOCKETS)) {
            loop.post(() -> loop.happen(() -> {}));
            assertThatThrownBy(loop::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("must be posted");
        }
    }

    @Test
    @DisplayName("clause 3: --shuffle-ties permutes equal times from the seed")
    void shuffledTies() {
        List<List<Integer>> orders = new ArrayList<>();
        for (long seed = 1; seed <= 8; seed++) {
            assertThat(tied(seed)).isEqualTo(tied(seed));
            orders.add(tied(seed));
        }
        assertThat(orders.stream().distinct().count()).isGreaterThan(1);
    }

    private static List<Integer> tied(long seed) {
        List<Integer> fired = new ArrayList<>();
        try (Driver driver = new VirtualDriver(seed, true)) {
            Driver.Clock clock = driver.clock(6, fired::add);
            driver.later(() -> {
                for (int timer = 0; timer < 6; timer++) {
                    clock.arm(timer, MS);
                }
            });
            driver.run(() -> fired.size() == 6);
        }
        return fired;
    }

    /** A manager and servers that answer from a table; the machine's calls are written down. */
    private static final class Managed implements PromotionManager.Effects {
        private final Driver driver;
        private final List<String> said;
        private final boolean[] alive;
        private final Driver.Clock clock;
        private final PromotionManager manager;
        private boolean crashed;

        Managed(Driver driver, List<String> said, boolean[] alive, List<Role> roles) {
            this.driver = driver;
            this.said = said;
            this.alive = alive;
            PromotionConfig config = new PromotionConfig(5 * MS, 5 * MS, 2, 0, MS);
            clock = driver.clock(4, timer -> event(() -> machine().onTimer(PromotionManager.Timer.values()[timer])));
            manager = new PromotionManager(config, roles, this);
        }

        private PromotionManager machine() {
            return manager;
        }

        void event(Runnable event) {
            if (crashed) {
                said.add("an event of a dead machine");
                return;
            }
            event.run();
        }

        /** Clause 6: the machine is dropped; what was under way reaches nobody. */
        List<Role> crash() {
            crashed = true;
            clock.stop();
            return PromotionRecord.of(manager, alive.length);
        }

        @Override
        public void arm(PromotionManager.Timer timer, long delayNanos) {
            clock.arm(timer.ordinal(), delayNanos);
        }

        @Override
        public void disarm(PromotionManager.Timer timer) {
            clock.disarm(timer.ordinal());
        }

        @Override
        public void ping(int node, int token) {
            boolean answers = alive[node];
            driver.slow(() -> {}, () -> {
                if (!crashed) {
                    event(() -> {
                        if (answers) {
                            manager.onPong(token);
                        } else {
                            manager.onPingFailed(token);
                        }
                    });
                }
            });
        }

        @Override
        public long receivedPosition(int node) {
            return alive[node] ? 7 : -1;
        }

        @Override
        public void detected(int primary) {
            said.add("detected " + primary);
        }

        @Override
        public void decided(int candidate) {
            said.add("decided " + candidate);
        }

        @Override
        public void stopReplication(int node) {
            said.add("stop " + node);
        }

        @Override
        public void waitApplied(int node) {
            said.add("wait " + node);
            driver.slow(() -> {}, () -> event(() -> manager.onDrained(node)));
        }

        @Override
        public void makeWritable(int node) {
            said.add("writable " + node);
        }

        @Override
        public void moveAddress(int node) {
            said.add("address " + node);
        }

        @Override
        public void needsReseed(int node) {
            said.add("reseed " + node);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("clause 6 and all others: a manager promotes, crashes, and goes on from its record, in the same words")
    void machine(Arm arm) {
        List<String> said = new ArrayList<>();
        boolean[] alive = {true, true, true};
        try (Driver driver = arm.maker.get()) {
            Managed first = new Managed(driver, said, alive, List.of(Role.PRIMARY, Role.REPLICA, Role.REPLICA));
            driver.later(() -> first.event(first.manager::onStart));
            Driver.Clock faults = driver.clock(3, fault -> {
                if (fault == 0) {
                    alive[0] = false;
                } else if (fault == 1) {
                    said.add("crash of the manager");
                    List<Role> record = first.crash();
                    Managed second = new Managed(driver, said, alive, record);
                    second.event(second.manager::onStart);
                } else {
                    alive[1] = false;
                }
            });
            driver.later(() -> {
                faults.arm(0, 40 * MS);
                faults.arm(1, 120 * MS);
                faults.arm(2, 200 * MS);
            });
            driver.run(() -> said.contains("reseed 1"));
            assertThat(first.manager.state()).isEqualTo(State.WATCHING);
        }
        assertThat(said)
                .containsExactly(
                        "detected 0",
                        "decided 1",
                        "stop 1",
                        "wait 1",
                        "writable 1",
                        "address 1",
                        "reseed 0",
                        "crash of the manager",
                        "detected 1",
                        "decided 2",
                        "stop 2",
                        "wait 2",
                        "writable 2",
                        "address 2",
                        "reseed 1");
    }
}
