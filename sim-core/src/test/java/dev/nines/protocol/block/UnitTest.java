package dev.nines.protocol.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Units, crews, k-of-n and common causes, step by step. */
class UnitTest {
    private final Recorder recorder = new Recorder();
    private final Plant plant = new Plant(recorder);

    private Unit unit(String name, RepairCrew crew) {
        return new Unit(plant, new UnitConfig(name, 0, true, false), crew);
    }

    @Test
    @DisplayName("golden trace: two units, one is enough, one repairs: the second waits for the crew")
    void oneCrew() {
        RepairCrew crew = new RepairCrew(1);
        Unit a = unit("a", crew);
        Unit b = unit("b", crew);
        KOfN pair = new KOfN(plant, "pair", 1, List.of(a, b));
        recorder.watch(pair);
        plant.start();
        a.failed();
        b.failed();
        a.repaired();
        b.repaired();
        assertThat(recorder.take()).isEqualTo("""
            life of a begins at rate 1.0
            life of b begins at rate 1.0
            repair of a
            pair up
            pair DOWN
            repair of b
            life of a begins at rate 1.0
            pair up
            life of b begins at rate 1.0
            pair up, protected
            """);
    }

    @Test
    @DisplayName("golden trace: a latent failure lasts until a test finds it")
    void latent() {
        Unit valve = new Unit(plant, new UnitConfig("valve", 0, true, true), null);
        recorder.watch(valve);
        valve.failed();
        valve.tested();
        valve.repaired();
        assertThat(recorder.take()).isEqualTo("""
            valve waits for a test
            valve DOWN
            repair of valve
            life of valve begins at rate 1.0
            valve up
            """);
    }

    @Test
    @DisplayName("what a unit needs takes it down, and its own life goes on")
    void needs() {
        Unit power = unit("power", null);
        Unit server = unit("server", null);
        server.needs(power);
        recorder.watch(server);
        power.failed();
        List<Unit> down = new ArrayList<>();
        server.collectDown(down);
        assertThat(down).extracting(Unit::name).containsExactly("power");
        assertThat(server.works()).isTrue();
        power.repaired();
        assertThat(recorder.take()).isEqualTo("""
            repair of power
            server DOWN
            life of power begins at rate 1.0
            server up
            """);
    }

    @Test
    @DisplayName("a fault that holds a unit down ends neither its repair nor is ended by it")
    void heldWhileUnderRepair() {
        Unit a = unit("a", null);
        recorder.watch(a);
        a.failed();
        a.hold("crash a", false);
        a.repaired();
        assertThat(a.up()).isFalse();
        a.release();
        assertThat(recorder.take()).isEqualTo("""
            repair of a
            a DOWN
            life of a begins at rate 1.0
            a up
            """);
    }

    @Test
    @DisplayName("IEC 61508-6 annex D: with a repair of its own a common cause brings all back, the failed ones too")
    void commonRepair() {
        RepairCrew crew = new RepairCrew(1);
        Unit a = unit("a", crew);
        Unit b = unit("b", crew);
        CommonCause cause = new CommonCause(plant, 0, "pair", List.of(a, b), true);
        KOfN pair = new KOfN(plant, "pair", 1, List.of(a, b));
        recorder.watch(pair);
        a.failed();
        cause.strike();
        cause.repaired();
        b.failed();
        assertThat(recorder.take()).isEqualTo("""
            repair of a
            pair up
            repair of a is given up
            life of b is cut short
            pair DOWN
            common repair
            life of a begins at rate 1.0
            pair up
            life of b begins at rate 1.0
            pair up, protected
            next common cause
            repair of b
            pair up
            """);
        assertThat(b.cause()).isEqualTo("failure b");
    }

    @Test
    @DisplayName("without a repair of its own a common cause leaves each unit to its crew, and passes when none works")
    void commonCauseAlone() {
        RepairCrew crew = new RepairCrew(1);
        Unit a = unit("a", crew);
        Unit b = unit("b", crew);
        CommonCause cause = new CommonCause(plant, 0, "pair", List.of(a, b), false);
        cause.strike();
        cause.strike();
        assertThat(recorder.take()).isEqualTo("""
            life of a is cut short
            repair of a
            life of b is cut short
            next common cause
            next common cause
            """);
        assertThat(b.state()).isEqualTo(Unit.State.WAITING);
        assertThat(b.cause()).isEqualTo("common-cause pair");
    }

    @Test
    void whatHasFailedCannotFailAgain() {
        Unit a = unit("a", null);
        a.failed();
        assertThatThrownBy(a::failed).isInstanceOf(IllegalStateException.class).hasMessageContaining("UNDER_REPAIR");
    }

    @Test
    @DisplayName("a member that bears a loss itself keeps its block protected although there is none to spare")
    void nested() {
        KOfN left = new KOfN(plant, "left", 1, List.of(unit("a", null), unit("b", null)));
        Unit c = unit("c", null);
        KOfN right = new KOfN(plant, "right", 1, List.of(c, unit("d", null)));
        KOfN both = new KOfN(plant, "both", 2, List.of(left, right));
        assertThat(both.isProtected()).isTrue();
        c.failed();
        assertThat(both.up()).isTrue();
        assertThat(both.isProtected()).isFalse();
    }
}
