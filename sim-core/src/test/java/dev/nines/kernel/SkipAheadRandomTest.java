package dev.nines.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Pathwise equality with the naive run: engines.md section 4, rows b and c, and its gate for honesty. */
class SkipAheadRandomTest {
    private static final int SYSTEMS = 200;
    private static final long FIRST_SEED = 20_261_120;

    @Test
    @DisplayName("200 random systems, faults on the very instant of beats: equal to the nanosecond after each fault")
    void equalsTheNaiveRunAfterEachFault() {
        long naiveEvents = 0;
        long events = 0;
        int onAnInstant = 0;
        int degradedJumps = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SYSTEMS; seed++) {
            ToySystem naive = new ToySystem(seed);
            naive.runNaively();
            ToySystem skipping = new ToySystem(seed);
            skipping.runWithWindows();
            for (int g = 0; g < naive.groups().size(); g++) {
                for (long fault : naive.faults) {
                    assertThat(skipping.logOf(skipping.groups().get(g), fault, fault + ToySystem.WINDOW))
                            .as("seed %d group %d fault %d", seed, g, fault)
                            .isEqualTo(naive.logOf(naive.groups().get(g), fault, fault + ToySystem.WINDOW));
                }
            }
            assertSame(seed, naive, skipping);
            naiveEvents += naive.simulation.events();
            events += skipping.simulation.events();
            onAnInstant += sharesAnInstant(naive) ? 1 : 0;
            long crash = naive.faults.get(0);
            degradedJumps += skipping.skips.stream().anyMatch(s -> s[0] > crash) ? 1 : 0;
        }
        assertThat(events).as("events of %d", naiveEvents).isLessThan(naiveEvents / 2);
        assertThat(onAnInstant)
                .as("systems with a fault at the instant of an event")
                .isGreaterThan(SYSTEMS / 3);
        assertThat(degradedJumps).as("systems that jumped with a dead node").isGreaterThan(SYSTEMS * 9 / 10);
    }

    @Test
    @DisplayName("200 random systems, a jump tried before every event: what is left of the run is the naive run")
    void equalsTheNaiveRunWhenJumpingAlways() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SYSTEMS; seed++) {
            ToySystem naive = new ToySystem(seed);
            naive.runNaively();
            ToySystem skipping = new ToySystem(seed);
            skipping.runSkippingAlways();
            assertSame(seed, naive, skipping);
        }
    }

    private static void assertSame(long seed, ToySystem naive, ToySystem skipping) {
        assertThat(skipping.states()).as("states at the horizon, seed %d", seed).isEqualTo(naive.states());
        for (int g = 0; g < naive.groups().size(); g++) {
            assertSubsequence(
                    seed,
                    skipping.logOf(skipping.groups().get(g), 0, ToySystem.HORIZON),
                    naive.logOf(naive.groups().get(g), 0, ToySystem.HORIZON));
        }
        assertIntervals(seed, skipping);
    }

    private static void assertSubsequence(long seed, List<ToyNode.Entry> some, List<ToyNode.Entry> all) {
        int at = 0;
        for (ToyNode.Entry entry : some) {
            while (at < all.size() && !all.get(at).equals(entry)) {
                at++;
            }
            assertThat(at)
                    .as("seed %d: %s is no event of the naive run", seed, entry)
                    .isLessThan(all.size());
            at++;
        }
    }

    /** The listener's intervals grow, and hold neither an event nor a fault. */
    private static void assertIntervals(long seed, ToySystem system) {
        long last = 0;
        for (long[] skip : system.skips) {
            assertThat(skip[0]).as("seed %d", seed).isGreaterThanOrEqualTo(last).isLessThan(skip[1]);
            last = skip[1];
            for (long fault : system.faults) {
                assertThat(fault <= skip[0] || fault >= skip[1])
                        .as("seed %d: fault %d inside %d–%d", seed, fault, skip[0], skip[1])
                        .isTrue();
            }
        }
        int next = 0;
        for (ToyNode.Entry entry : system.log) {
            while (next < system.skips.size() && system.skips.get(next)[1] <= entry.time()) {
                next++;
            }
            assertThat(next == system.skips.size()
                            || entry.time() <= system.skips.get(next)[0])
                    .as("seed %d: %s inside a skipped interval", seed, entry)
                    .isTrue();
        }
    }

    private static boolean sharesAnInstant(ToySystem system) {
        Set<Long> faults = new HashSet<>(system.faults);
        return system.log.stream().anyMatch(e -> e.op() < ToyNode.CRASH && faults.contains(e.time()));
    }
}
