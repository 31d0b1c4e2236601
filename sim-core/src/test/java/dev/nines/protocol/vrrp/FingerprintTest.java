package dev.nines.protocol.vrrp;

import static dev.nines.protocol.vrrp.Lab.SECOND;
import static dev.nines.protocol.vrrp.Lab.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.protocol.vrrp.TrackedScript.Result;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a fingerprint repeats when the state does, and only then")
class FingerprintTest {

    private static final VirtualRouterConfig CONFIG =
            VirtualRouterConfig.defaults(100, 5).withVersion(3, SECOND).withPreemptDelay(seconds(30));

    @Test
    void steadyPairRepeatsEachInterval() {
        Lab lab = new Lab(200_000);
        Node a = lab.node("a", VirtualRouterConfig.defaults(150, 1)).start();
        Node b = lab.node("b", VirtualRouterConfig.defaults(100, 2)).start();
        lab.runUntil(seconds(20));
        long first = b.router.fingerprint(a.router.fingerprint(3));
        for (int i = 0; i < 100; i++) {
            lab.runFor(SECOND);
            assertThat(b.router.fingerprint(a.router.fingerprint(3))).isEqualTo(first);
        }
        a.crash();
        lab.runFor(seconds(10));
        assertThat(b.router.fingerprint(3)).isNotEqualTo(first);
    }

    @Test
    void everyDifferenceThatMattersShows() {
        Set<Long> seen = new HashSet<>();
        different(seen, a -> {});
        different(seen, a -> a.router.onAdvert(100, 2 * SECOND, 9));
        different(seen, a -> a.router.onAdvert(50, SECOND, 9));
        different(seen, a -> a.router.onAdvert(0, SECOND, 9));
        different(seen, a -> a.router.onTrackResult(0, Result.OK));
        different(seen, a -> a.router.onTrackResult(0, Result.KO));
        different(seen, a -> a.router.onFault(1));
        different(seen, a -> a.router.onFault(2));
        different(seen, a -> a.router.onShutdown());
        different(seen, a -> a.lab.runUntil(seconds(4)));
        different(seen, a -> {
            a.lab.runUntil(seconds(4));
            a.router.onAdvert(50, SECOND, 9);
        });
        different(seen, a -> {
            a.router.onAdvert(50, SECOND, 9);
            a.router.onTimer(VirtualRouter.Timer.PREEMPT_DELAY);
        });
        different(seen, a -> {
            a.lab.runUntil(seconds(4));
            a.router.onTimer(VirtualRouter.Timer.GARP_REFRESH);
        });
    }

    private static void different(Set<Long> seen, Consumer<Node> events) {
        Lab lab = new Lab(0);
        Node a = lab.node("a", CONFIG, new Track(-30, false, Result.UNKNOWN)).start();
        events.accept(a);
        assertThat(seen.add(a.router.fingerprint(1))).as(lab.trace()).isTrue();
    }

    @Test
    void ownerConflictShows() {
        Lab lab = new Lab(0);
        Node a = lab.node("a", VirtualRouterConfig.defaults(255, 5).withStateMaster())
                .start();
        lab.runUntil(seconds(1.5));
        Set<Long> seen = new HashSet<>();
        seen.add(a.router.fingerprint(1));
        a.router.onAdvert(255, SECOND, 4);
        assertThat(seen.add(a.router.fingerprint(1))).isTrue();
        a.router.onAdvert(255, SECOND, 4);
        assertThat(seen.add(a.router.fingerprint(1))).isTrue();
        a.router.onAdvert(255, SECOND, 4);
        assertThat(seen.add(a.router.fingerprint(1))).isTrue();
    }
}
