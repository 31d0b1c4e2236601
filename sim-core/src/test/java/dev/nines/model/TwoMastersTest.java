package dev.nines.model;

import static dev.nines.model.Mariadb.step;
import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.fault.Fault;
import dev.nines.measure.Violation;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.HaproxySpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** measured-behaviour.md, behaviour 16; mysql-replication.md, section 4 (bidirectional pair). */
class TwoMastersTest {
    private static final Fault APART = new Fault.Partition("a", "b", false, Fault.Traffic.ALL);

    /** Clients write to both in turn, through a proxy on a host of its own. */
    private static Mariadb behindProxy(int increment) {
        HaproxySpec proxy = Specs.haproxy("", HaproxySpec.CheckType.TCP, 2 * S, 0, 3, 1, 5 * S, "lb");
        return Mariadb.twoMasters(increment).behind(Specs.before(Mariadb.NAME, proxy));
    }

    private static List<Violation> broken(Drilled drilled) {
        return drilled.record.violations().stream()
                .filter(violation -> violation.name().equals("replication-broken"))
                .toList();
    }

    @Test
    void equalAutoIncrementBreaksReplicationOnBothSidesWhenTheyMeetAgain() {
        Design design = behindProxy(1).drill(step(0, APART, 20 * S));
        Drilled.each(design, 30, drilled -> {
            assertThat(broken(drilled))
                    .extracting(Violation::text)
                    .containsExactlyInAnyOrder("db@a: error 1062", "db@b: error 1062");
            assertThat(drilled.record.violations()).hasSize(2);
            return 0;
        });
    }

    @Test
    void equalAutoIncrementBreaksWhenBothInsertWithinOneWay() {
        // 5 ms between two inserts: with 10 ms one way the second begins before the first has arrived.
        Design design = behindProxy(1).drill(step(0, new Fault.Latency("a", 10 * MS), -1));
        Drilled.each(design, 10, drilled -> {
            assertThat(broken(drilled)).hasSize(2);
            assertThat(broken(drilled)).allMatch(violation -> violation.timeNanos() < drilled.record.faultNanos() + S);
            return 0;
        });
    }

    @Test
    void offsetsDoNotBreak() {
        Design design = behindProxy(2).drill(step(0, APART, 20 * S));
        Drilled.each(design, 30, drilled -> {
            assertThat(drilled.record.violations()).isEmpty();
            assertThat(drilled.service().losses().lost()).isZero();
            assertThat(drilled.service().failedRequests()).isZero();
            return 0;
        });
    }

    @Test
    void offsetsSurviveACrashOfOneMaster() {
        Design design = behindProxy(2).drill(step(0, new Fault.Crash("a"), 60 * S));
        Drilled.each(design, 20, drilled -> {
            assertThat(drilled.record.violations()).isEmpty();
            assertThat(drilled.service().losses().lost()).isZero();
            return 0;
        });
    }

    @Test
    void equalAutoIncrementDoesNotBreakWhileOneTakesAllWrites() {
        Design design = Mariadb.twoMasters(1).drill(step(0, APART, 20 * S));
        Drilled.each(design, 10, drilled -> {
            assertThat(drilled.record.violations()).isEmpty();
            return 0;
        });
    }
}
