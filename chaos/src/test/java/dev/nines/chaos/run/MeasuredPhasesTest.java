package dev.nines.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.probe.Sighting;
import dev.nines.measure.Outage;
import dev.nines.measure.Phases;
import dev.nines.measure.RawOutage;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MeasuredPhasesTest {
    private static final long MS = 1_000_000L;
    private static final RawOutage OUTAGE = new RawOutage(1_000 * MS, 4_200 * MS, 320, 1, Outage.End.CLOSED);

    private static Sighting act(String machine, long millis) {
        return new Sighting(machine, "acts", millis * MS, 3 * MS);
    }

    private static MeasuredPhases of(Sighting... seen) {
        return MeasuredPhases.of(OUTAGE, List.of(seen), 10 * MS, "nobody looked");
    }

    @Test
    @DisplayName("detect is from the first failed probe to the act, converge from there to the last")
    void takeOver() {
        MeasuredPhases phases = of(act("vip@lb2", 4_100));
        assertThat(phases.phases()).contains(new Phases(3_100 * MS, 0, 0, 100 * MS));
        assertThat(phases.uncertaintyNanos()).isEqualTo(13 * MS);
    }

    @Test
    @DisplayName("of several acts the last one within the outage ended it; what was before or after did not")
    void critical() {
        MeasuredPhases phases = of(
                act("web1 in front@lb1", 500),
                act("web1 in front@lb2", 2_000),
                act("vip@lb2", 4_209),
                act("vip@lb1", 9_000));
        assertThat(phases.act().orElseThrow().machine()).isEqualTo("vip@lb2");
        assertThat(phases.phases()).contains(new Phases(3_200 * MS, 0, 0, 0));
    }

    @Test
    @DisplayName("nothing seen: no phases, and the reason")
    void nothing() {
        MeasuredPhases phases = of(act("vip@lb1", 9_000));
        assertThat(phases.phases()).isEmpty();
        assertThat(phases.reason()).isEqualTo("nobody looked");
    }
}
