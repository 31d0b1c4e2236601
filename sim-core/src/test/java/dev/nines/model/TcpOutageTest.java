package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.fault.Fault;
import dev.nines.model.spec.ClientSpec.Connections;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.NetworkSpec;
import dev.nines.model.spec.ProbeSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** measured-behaviour.md: what TCP makes of a takeover; behaviours 10 and 11, rows "full stack" and "long-lived". */
class TcpOutageTest {
    private static final double INTERVAL = 0.010;
    private static final double SKEW = 0.609375;

    private static Design design(Fault fault, long timeout, int addresses, Connections connections) {
        return Specs.design(
                List.of(Specs.keepalived(2, S), Specs.web("vip", "a", "b")),
                new ProbeSpec(List.of("web"), 10 * MS, addresses, timeout, 0.9, connections),
                Drilled.never(fault));
    }

    private static Design fresh(Fault fault, long timeout) {
        return design(fault, timeout, 16, Connections.NEW);
    }

    @Test
    void aPatientClientDoesNotFailInAnOutageOfHalfASecond() {
        double[] failed = Drilled.each(fresh(new Fault.Stop("vip@a"), 3 * S), 100, drilled -> {
            assertThat(drilled.outages()).isEmpty();
            return drilled.service().failedProbes();
        });
        assertThat(failed)
                .as("nobody was answered by a node that let the address go")
                .containsOnly(0, 1);
        assertThat(Arrays.stream(failed).sum()).isLessThan(30);
        double[] impatient = Drilled.each(fresh(new Fault.Stop("vip@a"), 200 * MS), 50, Drilled::outage);
        Samples.within(impatient, SKEW - 0.02, SKEW + 0.02);
    }

    @ParameterizedTest
    @ValueSource(longs = {2_000, 2_500, 3_000})
    void onlyRequestsFailWhoseRetransmissionsAllComeTooEarlyOrTooLate(long timeoutMillis) {
        // A SYN goes out 0, 1, 2, 3 s after the request; one that is due with the time-out does not count.
        double last = (timeoutMillis - 1) / 1000;
        double[] error = Drilled.each(fresh(new Fault.Crash("a"), timeoutMillis * MS), 150, drilled -> {
            double expected = drilled.takeover() - last;
            assertThat(drilled.outages()).hasSize(1);
            return drilled.outage() - expected;
        });
        Samples.within(error, -0.020, 0.020);
    }

    @Test
    void anImpatientClientSeesTheWholeTakeover() {
        double[] more = Drilled.each(fresh(new Fault.Crash("a"), 200 * MS), 150, d -> d.outage() - d.takeover());
        Samples.within(more, -0.020, 0.020);
    }

    @Test
    void olderKernelsRetransmitAtOneAndThreeSeconds() {
        NetworkSpec lan = Specs.lan();
        NetworkSpec older = new NetworkSpec(
                lan.withinZone(),
                lan.betweenZones(),
                lan.betweenRegions(),
                0,
                NetworkSpec.SynSchedule.EXPONENTIAL,
                lan.reachableTimeNanos(),
                lan.delayProbeTimeNanos(),
                lan.unicastProbes(),
                lan.retransTimeNanos());
        Design design = Specs.on(older, fresh(new Fault.Crash("a"), 3 * S));
        double[] error = Drilled.each(design, 100, drilled -> drilled.outage() - (drilled.takeover() - 1));
        Samples.within(error, -0.020, 0.020);
    }

    @Test
    void aLongLivedConnectionEndsOnItsRetransmissionGrid() {
        Design stop = design(new Fault.Stop("vip@a"), S, 1, Connections.LONG_LIVED);
        Samples.within(idleAtTheFault(stop), 0.84 - 2 * INTERVAL, 0.84 + 2 * INTERVAL);
        Design crash = design(new Fault.Crash("a"), S, 1, Connections.LONG_LIVED);
        double[] lengths = idleAtTheFault(crash);
        long early = Arrays.stream(lengths).filter(length -> length < 5).count();
        assertThat(early).as("takeovers before 3.36 s, of %d", lengths.length).isBetween(90L, 160L);
        for (double length : lengths) {
            assertThat(length).isCloseTo(length < 5 ? 3.36 : 6.72, within(2 * INTERVAL));
        }
    }

    @Test
    void whichRetransmissionFindsTheNewOwnerIsDecidedByTheTakeover() {
        Design crash = design(new Fault.Crash("a"), S, 1, Connections.LONG_LIVED);
        Drilled.each(crash, 200, drilled -> {
            double takeover = drilled.takeover();
            if (wasIdle(drilled) && Math.abs(takeover - 3.36) > 2 * INTERVAL) {
                assertThat(drilled.outage() < 5).isEqualTo(takeover < 3.36);
            }
            return 0;
        });
    }

    /** Outages of trials in which no answer was lost at the fault: such a client has nothing to retransmit. */
    private static double[] idleAtTheFault(Design design) {
        double[] lengths = Drilled.each(design, 200, drilled -> {
            assertThat(drilled.outages()).hasSize(1);
            return wasIdle(drilled) ? drilled.outage() : Double.NaN;
        });
        double[] idle =
                Arrays.stream(lengths).filter(length -> !Double.isNaN(length)).toArray();
        assertThat(idle).hasSizeGreaterThan(150);
        return idle;
    }

    private static boolean wasIdle(Drilled drilled) {
        return drilled.outages().get(0).startNanos() >= drilled.record.faultNanos();
    }
}
