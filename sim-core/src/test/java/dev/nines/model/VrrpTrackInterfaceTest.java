package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.fault.Fault;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.KeepalivedSpec;
import dev.nines.model.spec.KeepalivedSpec.TrackInterface;
import java.util.List;
import org.junit.jupiter.api.Test;

/** keepalived.conf(5), track_interface and dont_track_primary; vrrp-keepalived.md, section 4: link down is a fault. */
class VrrpTrackInterfaceTest {
    private static Drilled cut(boolean trackPrimary, TrackInterface... interfaces) {
        KeepalivedSpec like = Specs.keepalived(2, S);
        KeepalivedSpec spec = new KeepalivedSpec(
                like.name(),
                like.version(),
                like.advertIntNanos(),
                like.preempt(),
                like.preemptDelayNanos(),
                like.downTimerAdverts(),
                like.garpMasterRepeat(),
                like.garpMasterDelayNanos(),
                like.garpMasterRefreshNanos(),
                like.garpMasterRefreshRepeat(),
                like.garpLowerPrioRepeat(),
                like.garpLowerPrioDelayNanos(),
                like.lowerPrioNoAdvert(),
                like.higherPrioSendAdvert(),
                like.startupDelayNanos(),
                like.unicast(),
                like.syncGroup(),
                like.instances(),
                like.tracks(),
                trackPrimary,
                List.of(interfaces));
        Design design = Specs.design(
                List.of(spec, Specs.web("vip", "a", "b")),
                Specs.probe(10 * MS, S, 0.9, "web"),
                Drilled.repaired(new Fault.CableCut("a"), 60 * S));
        return Drilled.run(design, 0);
    }

    @Test
    void theOwnInterfaceIsTracked() {
        assertThat(cut(true).transcript()).contains("MASTER -> FAULT").contains("FAULT -> BACKUP");
    }

    @Test
    void aMasterThatDoesNotTrackItsInterfaceStaysMasterAndTakesTheAddressBackAtOnce() {
        Drilled drilled = cut(false);
        assertThat(drilled.transcript()).doesNotContain("FAULT");
        assertThat(drilled.after("vip@b", "MASTER -> BACKUP")).isBetween(60.0, 61.001);
    }

    @Test
    void anotherInterfaceWithoutWeightIsAFaultToo() {
        Drilled drilled = cut(false, new TrackInterface("eth1", 0, false));
        assertThat(drilled.transcript()).contains("MASTER -> FAULT").contains("FAULT -> BACKUP");
        assertThat(drilled.outages()).isEqualTo(cut(true).outages());
    }

    @Test
    void aWeightIsNoFault() {
        assertThat(cut(false, new TrackInterface("eth1", -60, false)).transcript())
                .doesNotContain("FAULT");
        assertThat(cut(true, new TrackInterface("eth1", -60, false)).transcript())
                .contains("MASTER -> FAULT");
    }

    @Test
    void aReversedEntryIsAFaultWhileTheInterfaceIsUp() {
        Drilled drilled = cut(false, new TrackInterface("eth1", 0, true));
        assertThat(drilled.after("vip@a", "FAULT -> BACKUP")).isZero();
        assertThat(drilled.after("vip@a", "MASTER -> FAULT")).isEqualTo(60);
    }
}
