package dev.nines.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Groups that draw random numbers in steady state are left out of time until shortly before whatever comes next. */
class StationaryTest {
    private static final long S = 1_000_000_000L;
    private static final long WARM_UP = 10 * S;
    private static final long END = 10_000 * S;

    /** Ticks each second and draws a number each time. */
    private static final class Ticker implements EventHandler, Stationary {
        private final Simulation simulation;
        private final Group group;
        private final int timer;
        private final RandomStream stream;
        private final List<Long> ticks = new ArrayList<>();
        private long actNanos = Long.MAX_VALUE;
        private boolean calm = true;
        private long left;
        private int released;

        Ticker(Simulation simulation, long phase) {
            this.simulation = simulation;
            group = simulation.group("ticker");
            timer = simulation.timer(group, this, 0, 0);
            stream = simulation.stream("ticker", "luck");
            group.stationary(this);
            simulation.enter(group);
            simulation.arm(timer, phase);
        }

        @Override
        public void onEvent(int op, int arg) {
            stream.nextDouble();
            ticks.add(simulation.now());
            simulation.arm(timer, S);
        }

        @Override
        public String refusal() {
            return calm ? "" : "is restless";
        }

        @Override
        public boolean calm() {
            return calm;
        }

        @Override
        public long nextActNanos() {
            return actNanos > simulation.now() ? actNanos : Long.MAX_VALUE;
        }

        @Override
        public long warmUpNanos() {
            return WARM_UP;
        }

        @Override
        public long leapNanos(long spanNanos) {
            return spanNanos - spanNanos % S;
        }

        @Override
        public void leapt(long nanos) {
            left += nanos;
        }

        @Override
        public void released() {
            released++;
        }
    }

    private final Simulation simulation = new Simulation(1, false);
    private final Group calendar = simulation.group("calendar");
    private final List<Long> changes = new ArrayList<>();

    private void changeAt(long seconds) {
        simulation.at(calendar, seconds * S, (op, arg) -> changes.add(simulation.now()), 0, 0);
    }

    private void run() {
        simulation.observe(true);
        while (simulation.step(END)) {
            simulation.skip(END);
        }
    }

    private static long between(List<Long> ticks, long fromSeconds, long toSeconds) {
        return ticks.stream()
                .filter(t -> t >= fromSeconds * S && t < toSeconds * S)
                .count();
    }

    @Test
    @DisplayName("entered again a warm-up before each event of the calendar, in the phase that it had")
    void aWarmUpBeforeTheCalendar() {
        Ticker ticker = new Ticker(simulation, S / 3);
        changeAt(5_000);
        run();
        assertThat(changes).containsExactly(5_000 * S);
        assertThat(between(ticker.ticks, 4_990, 5_000)).isBetween(9L, 10L);
        assertThat(between(ticker.ticks, 100, 4_980)).isZero();
        assertThat(ticker.ticks).allMatch(t -> t % S == S / 3);
        assertThat(ticker.ticks.size()).isLessThan(50);
        assertThat(ticker.left / S + ticker.ticks.size()).isEqualTo(END / S);
        assertThat(ticker.released).isPositive();
        assertThat(simulation.refusals()).isEmpty();
    }

    @Test
    @DisplayName("what it will do by itself is an event that nobody passes, and it is there in time")
    void aWarmUpBeforeItsOwnAct() {
        Ticker ticker = new Ticker(simulation, S / 3);
        ticker.actNanos = 3_000 * S;
        ToyClock other = new ToyClock(simulation);
        changeAt(9_000);
        run();
        assertThat(between(ticker.ticks, 2_990, 3_000)).isBetween(9L, 10L);
        assertThat(between(ticker.ticks, 100, 2_980)).isZero();
        assertThat(other.ticks).allMatch(t -> t % (3 * S) == 0);
        assertThat(other.ticks.size()).isLessThan(100);
    }

    @Test
    @DisplayName("restless, it is simulated in full, the reason is known, and nobody passes its events")
    void refused() {
        Ticker ticker = new Ticker(simulation, S / 3);
        ticker.calm = false;
        run();
        assertThat(ticker.ticks).hasSize((int) (END / S));
        assertThat(simulation.refusals()).containsEntry("ticker", "is restless");
    }

    /** Repeats itself every three seconds, without chance. */
    private static final class ToyClock implements EventHandler {
        private final Simulation simulation;
        private final int timer;
        private final List<Long> ticks = new ArrayList<>();

        ToyClock(Simulation simulation) {
            this.simulation = simulation;
            Group group = simulation.group("clock");
            timer = simulation.timer(group, this, 0, 0);
            simulation.enter(group);
            simulation.arm(timer, 3 * S);
        }

        @Override
        public void onEvent(int op, int arg) {
            ticks.add(simulation.now());
            simulation.arm(timer, 3 * S);
        }
    }
}
