package dev.nines.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AttributionTest {
    private static final RawOutage OUTAGE = new RawOutage(100, 200, 11, 0.5, Outage.End.CLOSED);

    private static Outage attribute(FaultEffect... effects) {
        return new Attribution(List.of(effects)).attribute(OUTAGE, null);
    }

    @Test
    void everyFaultInEffectIsACause() {
        Outage outage = attribute(
                new FaultEffect(150, 400, "stop web1", true),
                new FaultEffect(90, 120, "crash lb1", false),
                new FaultEffect(0, 50, "hang web2", false),
                new FaultEffect(201, 300, "crash db1", false));
        assertThat(outage.causes()).containsExactly("crash lb1", "stop web1");
        assertThat(outage.planned()).isFalse();
        assertThat(outage.depth()).isEqualTo(0.5);
        assertThat(outage.downtimeNanos()).isEqualTo(50);
    }

    @Test
    void withNoneInEffectTheLastOneBeforeIsTheCause() {
        Outage outage = attribute(
                new FaultEffect(0, 50, "hang web2", false),
                new FaultEffect(20, 40, "silent-cut lb1", false),
                new FaultEffect(300, 400, "crash db1", false));
        assertThat(outage.causes()).containsExactly("silent-cut lb1");
    }

    @Test
    void anOutageIsPlannedWhenAllItsCausesAre() {
        assertThat(attribute(new FaultEffect(90, 120, "stop lb1", true)).planned())
                .isTrue();
    }

    @Test
    void anOutageBeforeAnyFaultHasNoCause() {
        Outage outage = attribute(new FaultEffect(300, 400, "crash db1", true));
        assertThat(outage.causes()).containsExactly("none");
        assertThat(outage.planned()).isFalse();
    }
}
