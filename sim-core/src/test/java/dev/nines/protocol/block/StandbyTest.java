package dev.nines.protocol.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Standbys, step by step. */
class StandbyTest {
    private final Recorder recorder = new Recorder();
    private final Plant plant = new Plant(recorder);
    private final Unit a = unit("a");
    private final Unit b = unit("b");

    private Unit unit(String name) {
        return new Unit(plant, new UnitConfig(name, 0, true, false), null);
    }

    private Standby standby(double dormancy, boolean failback) {
        Standby standby = new Standby(plant, new StandbyConfig("pair", 0, 1, dormancy, failback), List.of(a, b));
        plant.start();
        recorder.take();
        recorder.watch(standby);
        return standby;
    }

    @Test
    @DisplayName("golden trace: a cold unit rests, takes over, and keeps its place when the first is back")
    void cold() {
        Standby pair = standby(0, false);
        a.failed();
        pair.switched(0);
        a.repaired();
        assertThat(recorder.take()).isEqualTo("""
            repair of a
            switch-over of position 0
            pair DOWN
            b ages at rate 1.0
            pair up
            life of a begins at rate 0.0
            pair up, protected
            """);
    }

    @Test
    @DisplayName("golden trace: with failback the first takes over again, by another switch-over")
    void failback() {
        recorder.instantSwitch = true;
        standby(0.5, true);
        a.failed();
        a.repaired();
        assertThat(recorder.take()).isEqualTo("""
            repair of a
            switch-over of position 0
            b ages at rate 1.0
            pair up
            life of a begins at rate 0.5
            b ages at rate 0.5
            back-switch-over of position 0
            a ages at rate 1.0
            pair up, protected
            """);
    }

    @Test
    @DisplayName("with no unit left, the first that is repaired goes to work without a switch-over")
    void bothGone() {
        Standby pair = standby(1, false);
        b.failed();
        a.failed();
        assertThat(pair.up()).isFalse();
        b.repaired();
        assertThat(pair.up()).isTrue();
        a.repaired();
        assertThat(recorder.take()).isEqualTo("""
            repair of b
            pair up
            repair of a
            pair DOWN
            life of b begins at rate 1.0
            pair up
            life of a begins at rate 1.0
            pair up, protected
            """);
    }

    @Test
    @DisplayName("a switch-over that has begun goes on to its end although the first is repaired meanwhile")
    void goesOn() {
        Standby pair = standby(0, false);
        a.failed();
        a.repaired();
        assertThat(pair.up()).isFalse();
        pair.switched(0);
        assertThat(pair.isProtected()).isTrue();
        assertThat(recorder.take()).endsWith("a ages at rate 1.0\npair up, protected\n");
    }

    @Test
    @DisplayName("a failure that two units share does not begin a switch-over to a unit that is gone as well")
    void sharedNeed() {
        Unit power = unit("power");
        a.needs(power);
        b.needs(power);
        standby(0, false);
        power.failed();
        power.repaired();
        assertThat(recorder.take()).doesNotContain("switch-over");
    }
}
