package dev.nines.chaos.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.probe.ProbeOutcome.Result;
import dev.nines.kernel.RandomStream;
import dev.nines.measure.Outage;
import dev.nines.measure.OutageMeter;
import dev.nines.measure.RawOutage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same probes, once as a simulated service tells its meter of them (sent in virtual time, booked as they become known), once as
 * lines of a prober, in the order of their outcomes, through a session's measuring.
 */
class SameOutageTest {
    private static final long MS = 1_000_000L;
    private static final long INTERVAL = 10 * MS;
    private static final long TIMEOUT = 1_000 * MS;
    private static final Schedule REAL = new Schedule(1_790_000_000_123_456_789L, INTERVAL, 1);

    /** Sent at k × interval; down from 2 s on for a time, with a depth; one of 200 fails at any time. */
    private static List<ProbeOutcome> stream(long seed, double depth, long lengthMillis) {
        RandomStream random = new RandomStream(seed, "outcomes", "stream");
        List<ProbeOutcome> outcomes = new ArrayList<>();
        for (int k = 0; k < 1500; k++) {
            boolean down = k >= 200 && k * 10L < 2_000 + lengthMillis && random.nextDouble() < depth;
            boolean stray = random.nextDouble() < 0.005;
            long waits = down ? TIMEOUT : stray ? MS : (long) (5 * MS * random.nextDouble());
            long sent = k * INTERVAL;
            outcomes.add(new ProbeOutcome(
                    0,
                    k,
                    sent,
                    sent,
                    sent + waits,
                    down || stray ? Result.FAILED : Result.GOOD,
                    down ? "timeout" : "-"));
        }
        return outcomes;
    }

    private record Seen(List<RawOutage> outages, long probes, long failed, long downtimeNanos) {}

    private static Seen simulated(List<ProbeOutcome> stream) {
        OutageMeter meter = new OutageMeter(INTERVAL, 0.9);
        List<ProbeOutcome> known = byOutcome(stream);
        int done = 0;
        for (ProbeOutcome probe : stream) {
            for (; done < known.size() && known.get(done).doneNanos() < probe.sentNanos(); done++) {
                meter.outcome(known.get(done).sentNanos(), known.get(done).good());
            }
            meter.sent(probe.sentNanos());
        }
        for (; done < known.size(); done++) {
            meter.outcome(known.get(done).sentNanos(), known.get(done).good());
        }
        meter.finish(stream.size() * INTERVAL, Outage.End.CENSORED);
        return new Seen(meter.outages(), meter.probes(), meter.failedProbes(), meter.downtimeNanos());
    }

    private static Seen probed(List<ProbeOutcome> stream) {
        Watch watch = new Watch(REAL, ProbeSession.OUTAGE_THRESHOLD, 0);
        for (ProbeOutcome outcome : byOutcome(stream)) {
            StringBuilder line = new StringBuilder();
            ProbeLines.append(line, outcome);
            watch.outcome(ProbeLines.parseOutcome(line.toString().strip(), new Schedule[] {REAL}));
        }
        Repetition seen = watch.finish("web", REAL.originNanos(), 0, REAL.dueNanos(stream.size()));
        List<RawOutage> sinceOrigin = seen.outages().stream()
                .map(o -> new RawOutage(
                        o.startNanos() - REAL.originNanos(),
                        o.endNanos() - REAL.originNanos(),
                        o.sent(),
                        o.failedShare(),
                        o.end()))
                .toList();
        return new Seen(sinceOrigin, seen.probes(), seen.failed(), seen.downtimeNanos());
    }

    private static List<ProbeOutcome> byOutcome(List<ProbeOutcome> stream) {
        List<ProbeOutcome> sorted = new ArrayList<>(stream);
        sorted.sort(Comparator.comparingLong(ProbeOutcome::doneNanos));
        return sorted;
    }

    @ParameterizedTest
    @CsvSource({"1, 1.0, 3000, 1", "2, 0.5, 4000, 1", "3, 1.0, 50, 0", "4, 0.2, 8000, -1", "5, 1.0, 20000, 1"})
    @DisplayName("DESIGN section 5: live probes and simulated ones have one definition of an outage")
    void oneDefinition(long seed, double depth, long lengthMillis, int outages) {
        List<ProbeOutcome> stream = stream(seed, depth, lengthMillis);
        Seen simulated = simulated(stream);
        assertThat(probed(stream)).isEqualTo(simulated);
        if (outages >= 0) {
            assertThat(simulated.outages()).hasSize(outages);
        }
        if (seed == 1) {
            // by hand: from the probe at 2 s to the last one before 5 s, all failed
            assertThat(simulated.outages().get(0))
                    .isEqualTo(new RawOutage(2_000 * MS, 4_990 * MS, 300, 1.0, Outage.End.CLOSED));
        }
    }
}
