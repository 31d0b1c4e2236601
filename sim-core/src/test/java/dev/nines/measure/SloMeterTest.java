package dev.nines.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SloMeterTest {
    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final long LIMIT = 500 * MS;

    /** 100 requests a second from 0 to 10 s; those from {@code fromMillis} to {@code toMillis} are slow or failed. */
    private static SloMeter load(int fromMillis, int toMillis, boolean good, double errorShare) {
        SloMeter meter = new SloMeter(LIMIT, errorShare);
        for (int ms = 0; ms < 10_000; ms += 10) {
            boolean hit = ms >= fromMillis && ms < toMillis;
            meter.request(ms * MS, hit ? 2 * LIMIT : MS, !hit || good);
        }
        return meter;
    }

    @Test
    void aHealthyServiceIsNotDegraded() {
        assertThat(load(0, 0, true, 0.01).degradedNanos(List.of(), 10 * SECOND)).isZero();
    }

    @Test
    void slowRequestsDegradeFromTheirFirstStepUntilTheyHaveLeftTheWindow() {
        // 2 s of slow requests; the last of them leaves the window of one second 0.9 s after its own step.
        assertThat(load(3000, 5000, true, 1).degradedNanos(List.of(), 10 * SECOND))
                .isEqualTo(2900 * MS);
    }

    @Test
    void oneSlowRequestOfAHundredIsWithinTheNinetyNinthPercentile() {
        assertThat(load(3000, 3010, true, 1).degradedNanos(List.of(), 10 * SECOND))
                .isZero();
        assertThat(load(3000, 3020, true, 1).degradedNanos(List.of(), 10 * SECOND))
                .isEqualTo(SECOND);
    }

    @Test
    void errorsDegradeBeyondTheirShareAndOutagesAreTakenOut() {
        assertThat(load(3000, 3050, false, 0.05).degradedNanos(List.of(), 10 * SECOND))
                .isZero();
        assertThat(load(3000, 5000, false, 0.05).degradedNanos(List.of(), 10 * SECOND))
                .isEqualTo(2900 * MS);
        Outage outage =
                new Outage(3 * SECOND, 5 * SECOND, 1, 2 * SECOND, Outage.End.CLOSED, false, List.of("hang web1"), null);
        assertThat(load(3000, 5000, false, 0.05).degradedNanos(List.of(outage), 10 * SECOND))
                .isEqualTo(900 * MS);
    }

    @Test
    void steadyStretchesCountAsTheyAre() {
        SloMeter meter = load(0, 0, true, 1);
        meter.steady(10 * SECOND, 100 * SECOND, true);
        meter.request(100 * SECOND, MS, true);
        assertThat(meter.degradedNanos(List.of(), 101 * SECOND)).isEqualTo(90 * SECOND);
        assertThat(meter.degradedNanos(List.of(), 50 * SECOND)).isEqualTo(40 * SECOND);
    }

    @Test
    void outcomesMayComeInAnyOrder() {
        SloMeter meter = new SloMeter(LIMIT, 1);
        for (int ms = 9_990; ms >= 0; ms -= 10) {
            meter.request((1000 + ms) * MS, ms >= 3000 && ms < 5000 ? 2 * LIMIT : MS, true);
        }
        assertThat(meter.degradedNanos(List.of(), 20 * SECOND)).isEqualTo(2900 * MS);
    }

    @Test
    void aYearWithoutRequestsCostsNothing() {
        SloMeter meter = load(3000, 5000, true, 1);
        long year = 31_536_000L * SECOND;
        for (int ms = 0; ms < 10_000; ms += 10) {
            meter.request(year + ms * MS, ms < 2000 ? 2 * LIMIT : MS, true);
        }
        assertThat(meter.degradedNanos(List.of(), 2 * year)).isEqualTo(5800 * MS);
    }
}
