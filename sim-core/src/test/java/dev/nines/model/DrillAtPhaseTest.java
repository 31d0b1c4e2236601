package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nines.fault.Fault;
import dev.nines.kernel.Trace;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.HaproxySpec.CheckType;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** measured-behaviour.md: the formulas with phi, each at a phi that is given. */
class DrillAtPhaseTest {
    private static final double SKEW = 0.609375;

    private static double outage(Design design, Ticks ticks, long ageMillis, int trial) {
        Trial one = new Trial(design, 1, trial, TrialOptions.DEFAULT);
        return one.drillAt(design.drills().get(0), ticks, ageMillis * MS, Trace.OFF)
                        .services()
                        .get(0)
                        .outageNanos()
                / 1e9;
    }

    @ParameterizedTest
    @DisplayName("VRRP crash: 3 * advert + skew - phi + 0..20 ms")
    @ValueSource(longs = {1, 250, 500, 777, 999, 1_500})
    void crash(long age) {
        Design design = Specs.design(
                List.of(Specs.keepalived(2, S), Specs.web("vip", "a", "b")),
                Specs.probe(10 * MS, S, 0.9, "web"),
                Drilled.never(new Fault.Crash("a")));
        double formula = 3 + SKEW - Math.min(age, 1_000) / 1e3;
        for (int trial = 0; trial < 3; trial++) {
            assertThat(outage(design, new Ticks.Adverts("vip"), age, trial)).isCloseTo(formula, within(0.011));
        }
    }

    @ParameterizedTest
    @DisplayName("HAProxy, refused: (inter - phi) + (fall - 1) * inter, half of the requests")
    @ValueSource(longs = {5, 400, 990})
    void refused(long age) {
        Design design = new HaproxyDesign()
                .check(CheckType.HTTP, S, 2, 3)
                .retries(0)
                .timeouts(5 * S, 30 * S, 0)
                .probed(Specs.probe(10 * MS, S, 0.9, "front"), Drilled.never(new Fault.Kill("web@web1")));
        double formula = 3 - age / 1e3;
        assertThat(outage(design, new Ticks.Checks("front", "lb1", "web1"), age, 0))
                .isCloseTo(formula, within(0.035)); // every second probe fails
    }

    @Test
    @DisplayName("a clock that the design does not have is refused by name")
    void noClock() {
        Design design = new HaproxyDesign().drilled(Drilled.never(new Fault.Kill("web@web1")));
        assertThatThrownBy(() -> outage(design, new Ticks.Checks("front", "lb1", "web9"), 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("web9");
    }
}
