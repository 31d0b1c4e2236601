package dev.nines.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which groups may jump, how far, and what they must refuse (the design's section on skip-ahead). */
class SkipAheadTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<String> log = new ArrayList<>();
    private final List<long[]> skips = new ArrayList<>();

    /** Beats at a constant period; what else it does at a beat is up to the test. */
    private final class Ticker implements EventHandler {
        final Simulation simulation;
        final Group group;
        final String name;
        final long periodNanos;
        final int timer;
        Runnable atBeat = () -> {};

        Ticker(Simulation simulation, Group group, String name, long periodNanos) {
            this.simulation = simulation;
            this.group = group;
            this.name = name;
            this.periodNanos = periodNanos;
            timer = simulation.timer(group, this, 0, name.hashCode());
            simulation.enter(group);
            simulation.arm(timer, periodNanos);
        }

        @Override
        public void onEvent(int op, int arg) {
            log.add(name + "@" + simulation.now());
            simulation.arm(timer, periodNanos);
            atBeat.run();
        }
    }

    private Simulation simulation(boolean shuffleTies) {
        Simulation simulation = new Simulation(1, shuffleTies);
        simulation.onSkip((from, to) -> skips.add(new long[] {from, to}));
        return simulation;
    }

    private static void steps(Simulation simulation, int count) {
        for (int i = 0; i < count; i++) {
            simulation.step(Long.MAX_VALUE - 1);
        }
    }

    /** Tries to jump before every event up to the limit, and says whether time ever jumped. */
    private static boolean jumpAlways(Simulation simulation, long limit) {
        boolean jumped = false;
        do {
            jumped |= simulation.skip(limit);
        } while (simulation.step(limit));
        return jumped;
    }

    private static boolean everSteady(Simulation simulation, int events) {
        simulation.observe(true);
        boolean steady = false;
        for (int i = 0; i < events; i++) {
            simulation.step(Long.MAX_VALUE - 1);
            steady |= simulation.steady();
        }
        return steady;
    }

    @Test
    @DisplayName("incommensurable periods, 1 s, 2.0004 s and 7 s, each its own group: three weeks in a few events")
    void incommensurableGroupsJumpEachByItsOwnPeriod() {
        Simulation simulation = simulation(false);
        long[] periods = {SECOND, 2_000_400_000L, 7 * SECOND};
        List<Ticker> tickers = new ArrayList<>();
        for (long period : periods) {
            tickers.add(new Ticker(simulation, simulation.group("p" + period), "p" + period, period));
        }
        long end = 2_000_000 * SECOND + 123;
        simulation.observe(true);
        assertThat(jumpAlways(simulation, end)).isTrue();
        assertThat(simulation.events()).isLessThan(60);
        for (Ticker ticker : tickers) {
            long nextBeat = (end / ticker.periodNanos + 1) * ticker.periodNanos;
            assertThat(end + simulation.remaining(ticker.timer)).as(ticker.name).isEqualTo(nextBeat);
        }
    }

    @Test
    @DisplayName("a second jump, while another group lags, carries nobody past the limit")
    void jumpsStartWhereTheGroupStandsNotWhereTimeStands() {
        Simulation simulation = simulation(false);
        Group fast = simulation.group("fast");
        Ticker second = new Ticker(simulation, fast, "fast", SECOND);
        new Ticker(simulation, simulation.group("slow"), "slow", 7 * SECOND);
        simulation.observe(true);
        simulation.run(20 * SECOND);
        long limit = 33 * SECOND + SECOND / 2;
        assertThat(simulation.skip(limit)).isTrue();
        assertThat(simulation.now()).isEqualTo(27 * SECOND);
        assertThat(simulation.now() + simulation.remaining(second.timer)).isEqualTo(34 * SECOND);
        assertThat(fast.now()).as("the group's clock never runs back").isEqualTo(20 * SECOND);
        assertThat(simulation.skip(limit)).isFalse();
        assertThat(simulation.now() + simulation.remaining(second.timer)).isEqualTo(34 * SECOND);
        assertThatThrownBy(() -> simulation.at(fast, 30 * SECOND, second, 1, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("jumped to " + 33 * SECOND);
    }

    @Test
    @DisplayName("a fault on the instant of a beat comes before it, as without jumps")
    void faultsOnABeatComeBeforeIt() {
        for (boolean skip : new boolean[] {false, true}) {
            log.clear();
            Simulation simulation = simulation(false);
            Group group = simulation.group("g");
            Ticker ticker = new Ticker(simulation, group, "beat", SECOND);
            EventHandler fault = (op, arg) -> {
                log.add("fault@" + simulation.now() + " beat in " + simulation.remaining(ticker.timer));
                simulation.disarm(ticker.timer);
            };
            simulation.at(group, 1000 * SECOND, fault, 0, 0);
            simulation.observe(skip);
            assertThat(jumpAlways(simulation, 2000 * SECOND)).isEqualTo(skip);
            assertThat(log).endsWith("fault@" + 1000 * SECOND + " beat in 0");
            assertThat(simulation.events()).isEqualTo(skip ? 3 : 1000);
        }
    }

    @Test
    @DisplayName("ties inside a group keep their arming order across the jump, and a jump amid an instant is exact")
    void tiesInsideAGroupSurvive() {
        Simulation simulation = simulation(false);
        Group group = simulation.group("g");
        new Ticker(simulation, group, "b", 2 * SECOND);
        new Ticker(simulation, group, "a", SECOND);
        new Ticker(simulation, group, "c", 2 * SECOND);
        simulation.observe(true);
        simulation.run(10 * SECOND - 1);
        simulation.step(10 * SECOND); // only "b" of the three at 10 s
        assertThat(log).endsWith("b@" + 10 * SECOND);
        assertThat(simulation.skip(1001 * SECOND)).isTrue();
        assertThat(simulation.now()).isEqualTo(1000 * SECOND);
        log.clear();
        simulation.run(1002 * SECOND);
        assertThat(log)
                .containsExactly(
                        "c@" + 1000 * SECOND,
                        "a@" + 1000 * SECOND,
                        "a@" + 1001 * SECOND,
                        "b@" + 1002 * SECOND,
                        "c@" + 1002 * SECOND,
                        "a@" + 1002 * SECOND);
    }

    @Test
    @DisplayName("a hyper-period of more events than are remembered is found")
    void longHyperPeriodsAreFound() {
        Simulation simulation = simulation(false);
        Group group = simulation.group("g");
        new Ticker(simulation, group, "refresh", 60 * SECOND);
        new Ticker(simulation, group, "advert", SECOND / 10);
        simulation.observe(true);
        assertThat(jumpAlways(simulation, 100_000 * SECOND + 1)).isTrue();
        assertThat(simulation.events()).isLessThan(5000);
        assertThat(group.period()).isEqualTo(60 * SECOND);
        assertThat(log).endsWith("advert@" + 100_000 * SECOND);
    }

    @Test
    void withoutObservingNothingJumps() {
        Simulation simulation = simulation(false);
        new Ticker(simulation, simulation.group("g"), "a", SECOND);
        steps(simulation, 100);
        assertThat(simulation.skip(1000 * SECOND)).isFalse();
        simulation.observe(true);
        assertThat(simulation.skip(1000 * SECOND)).as("nothing seen yet").isFalse();
        steps(simulation, 2);
        assertThat(simulation.skip(1000 * SECOND)).isTrue();
    }

    @Test
    @DisplayName("refused: a group that draws random numbers, in order or by their number")
    void groupsThatDrawAreRefused() {
        for (boolean byNumber : new boolean[] {false, true}) {
            Simulation simulation = simulation(false);
            Ticker ticker = new Ticker(simulation, simulation.group("g"), "a", SECOND);
            RandomStream stream = simulation.stream("a", "loss");
            int[] k = {0};
            ticker.atBeat = () -> {
                if (++k[0] % 5 == 0) {
                    double u = byNumber ? stream.doubleAt(k[0]) : stream.nextDouble();
                    assertThat(u).isBetween(0.0, 1.0);
                }
            };
            ticker.group.add(hash -> Group.mix(hash, k[0] % 5));
            assertThat(everSteady(simulation, 1000)).isFalse();
            assertThat(simulation.skip(10_000 * SECOND)).isFalse();
            ticker.atBeat = () -> {};
            ticker.group.forget();
            assertThat(everSteady(simulation, 10)).as("once it draws no more").isTrue();
        }
    }

    @Test
    @DisplayName("refused: groups coupled by an event, by a timer or by entering each other")
    void coupledGroupsAreRefused() {
        for (int kind = 0; kind < 3; kind++) {
            Simulation simulation = simulation(false);
            Ticker a = new Ticker(simulation, simulation.group("a"), "a", SECOND);
            Ticker b = new Ticker(simulation, simulation.group("b"), "b", SECOND);
            EventHandler message = (op, arg) -> log.add("message");
            int remote = simulation.timer(b.group, message, 0, 0);
            int[] beats = {0};
            a.group.add(hash -> Group.mix(hash, beats[0]));
            int how = kind;
            a.atBeat = () -> {
                beats[0] = (beats[0] + 1) % 10;
                if (beats[0] == 0) {
                    switch (how) {
                        case 0 -> simulation.after(b.group, 5, message, 0, 0);
                        case 1 -> simulation.arm(remote, 5);
                        default -> {
                            simulation.enter(b.group);
                            simulation.after(5, message, 0, 0);
                        }
                    }
                }
            };
            assertThat(everSteady(simulation, 1000)).as("kind %d", kind).isFalse();
        }
    }

    @Test
    @DisplayName("refused: a group that writes to the calendar, which does not repeat")
    void calendarWritersAreRefused() {
        Simulation simulation = simulation(false);
        Ticker ticker = new Ticker(simulation, simulation.group("a"), "a", SECOND);
        EventHandler later = (op, arg) -> log.add("later@" + simulation.now());
        ticker.atBeat = () -> simulation.at(ticker.group, simulation.now() + 1000 * SECOND, later, 0, 0);
        assertThat(everSteady(simulation, 900)).isFalse();
    }

    @Test
    @DisplayName("refused: an idle group (clients) with something pending; allowed once it is quiet")
    void busyIdleGroupsAreRefused() {
        Simulation simulation = simulation(false);
        new Ticker(simulation, simulation.group("a"), "a", SECOND);
        Group clients = simulation.idleGroup("clients");
        EventHandler reply = (op, arg) -> log.add("reply");
        simulation.after(clients, 100 * SECOND, reply, 0, 0);
        simulation.observe(true);
        simulation.run(99 * SECOND);
        assertThat(simulation.steady()).isFalse();
        assertThat(simulation.skip(1000 * SECOND)).isFalse();
        simulation.run(100 * SECOND);
        assertThat(simulation.skip(1000 * SECOND)).isTrue();
    }

    @Test
    @DisplayName("refused with shuffled ties where the order inside a group is chance; allowed where nothing is tied")
    void shuffledTiesAreChance() {
        Simulation tied = simulation(true);
        Group group = tied.group("g");
        new Ticker(tied, group, "a", SECOND);
        new Ticker(tied, group, "b", 10 * SECOND);
        assertThat(everSteady(tied, 1000)).isFalse();
        Simulation free = simulation(true);
        new Ticker(free, free.group("a"), "a", SECOND);
        new Ticker(free, free.group("b"), "b", SECOND);
        assertThat(everSteady(free, 1000)).isTrue();
    }

    @Test
    void calendarEventsEndSteadinessUntilItIsSeenAgain() {
        Simulation simulation = simulation(false);
        Ticker ticker = new Ticker(simulation, simulation.group("g"), "a", SECOND);
        simulation.at(ticker.group, 50 * SECOND + 1, (op, arg) -> log.add("change"), 0, 0);
        simulation.observe(true);
        simulation.run(50 * SECOND);
        assertThat(simulation.steady()).isTrue();
        simulation.run(50 * SECOND + 1);
        assertThat(simulation.steady()).isFalse();
        simulation.run(55 * SECOND);
        assertThat(simulation.steady()).isTrue();
    }

    @Test
    void anEmptyWorldJumpsToTheNextCalendarEventOrTheLimit() {
        Simulation simulation = simulation(false);
        Group group = simulation.group("g");
        simulation.at(group, 70, (op, arg) -> log.add("at"), 0, 0);
        simulation.observe(true);
        assertThat(simulation.skip(1000)).isTrue();
        assertThat(simulation.now()).isEqualTo(70);
        assertThat(simulation.skip(1000)).isFalse();
        simulation.step(1000);
        assertThat(simulation.skip(1000)).isTrue();
        assertThat(simulation.now()).isEqualTo(1000);
        assertThat(skips).containsExactly(new long[] {0, 70}, new long[] {70, 1000});
    }

    @Test
    @DisplayName("the listener's intervals sum to the time that no event was simulated in")
    void listenersHearEveryJump() {
        Simulation simulation = simulation(false);
        Ticker ticker = new Ticker(simulation, simulation.group("g"), "a", SECOND);
        for (int i = 1; i <= 5; i++) {
            simulation.at(ticker.group, i * 1000 * SECOND + 500, (op, arg) -> log.add("fault"), 0, 0);
        }
        simulation.observe(true);
        jumpAlways(simulation, 6000 * SECOND);
        long jumped = skips.stream().mapToLong(s -> s[1] - s[0]).sum();
        long beats = log.stream().filter(s -> s.startsWith("a@")).count();
        assertThat(jumped % SECOND).isZero();
        assertThat(jumped / SECOND + beats).as("jumped and simulated beats").isEqualTo(6000);
        assertThat(beats).isLessThan(40);
    }
}
