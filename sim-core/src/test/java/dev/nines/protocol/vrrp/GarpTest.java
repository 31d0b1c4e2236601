package dev.nines.protocol.vrrp;

import static dev.nines.protocol.vrrp.Lab.SECOND;
import static dev.nines.protocol.vrrp.Lab.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.protocol.vrrp.VirtualRouter.Timer;
import dev.nines.protocol.vrrp.VirtualRouterConfig.Garp;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("facts/vrrp-keepalived.md sections 1 and 4: gratuitous ARP")
class GarpTest {

    private static final double PROMOTED = 3.609375;

    private final Lab lab = new Lab(0);

    private Node node(Garp garp) {
        return lab.node("a", VirtualRouterConfig.defaults(100, 5).withGarp(garp))
                .start();
    }

    private static Node.Burst burst(double seconds, int packets) {
        return new Node.Burst(seconds(seconds), packets);
    }

    @Test
    @DisplayName("garp_master_repeat and garp_master_delay: 5 packets at promotion, 5 more after 5 s, no refresh")
    void defaults() {
        Node a = node(Garp.defaults());
        lab.runUntil(seconds(600));
        assertThat(a.bursts).containsExactly(burst(PROMOTED, 5), burst(PROMOTED + 5, 5));
    }

    @Test
    @DisplayName("E3: garp_master_delay 2, garp_master_repeat 3; delay 0 means no second burst")
    void otherValues() {
        Node a = node(new Garp(3, 2 * SECOND, 0, 1, 5, 0));
        Node b = lab.node("b", 1, VirtualRouterConfig.defaults(100, 5).withGarp(new Garp(3, 0, 0, 1, 5, 0)))
                .start();
        lab.runUntil(seconds(60));
        assertThat(a.bursts).containsExactly(burst(PROMOTED, 3), burst(PROMOTED + 2, 3));
        assertThat(b.bursts).containsExactly(burst(PROMOTED, 3));
    }

    @Test
    @DisplayName("garp_master_refresh: first at garp_delay + refresh, then each period, 1 packet")
    void refresh() {
        Node a = node(Garp.defaults().withMasterRefresh(10 * SECOND));
        lab.runUntil(seconds(40));
        assertThat(a.bursts)
                .containsExactly(
                        burst(PROMOTED, 5),
                        burst(PROMOTED + 5, 5),
                        burst(PROMOTED + 15, 1),
                        burst(PROMOTED + 25, 1),
                        burst(PROMOTED + 35, 1));
    }

    @Test
    @DisplayName("garp_master_refresh goes out with the first advert after its period")
    void refreshWaitsForAdvert() {
        Node a = node(new Garp(5, 0, seconds(2.5), 2, 5, 0));
        lab.runUntil(seconds(PROMOTED + 7));
        assertThat(a.bursts).containsExactly(burst(PROMOTED, 5), burst(PROMOTED + 3, 2), burst(PROMOTED + 6, 2));
    }

    @Test
    @DisplayName("garp_lower_prio_repeat 0: no GARP after a lower advert; delayed burst only once at a time")
    void lowerPrio() {
        Node quiet = node(new Garp(5, 0, 0, 1, 0, 5 * SECOND));
        Node b = lab.node("b", 1, VirtualRouterConfig.defaults(100, 5).withGarp(new Garp(5, 0, 0, 1, 2, 5 * SECOND)))
                .start();
        lab.runUntil(seconds(10));
        quiet.router.onAdvert(50, SECOND, 4);
        b.router.onAdvert(50, SECOND, 4);
        lab.runUntil(seconds(11));
        b.router.onAdvert(50, SECOND, 4);
        lab.runUntil(seconds(30));
        assertThat(quiet.bursts).containsExactly(burst(PROMOTED, 5));
        assertThat(b.bursts).containsExactly(burst(PROMOTED, 5), burst(10, 2), burst(11, 2), burst(15, 2));
    }

    @Test
    @DisplayName("a router that leaves MASTER sends no burst any more")
    void leavingMaster() {
        Node a = node(Garp.defaults().withMasterRefresh(2 * SECOND));
        lab.runUntil(seconds(4));
        a.router.onAdvert(50, SECOND, 4);
        a.router.onAdvert(200, SECOND, 4);
        assertThat(a.armed(Timer.GARP_DELAY)).isFalse();
        assertThat(a.armed(Timer.GARP_REFRESH)).isFalse();
        assertThat(a.armed(Timer.GARP_LOWER_PRIO)).isFalse();
        lab.runUntil(seconds(7));
        assertThat(a.garpPacketsSince(seconds(4.1))).isZero();
    }
}
