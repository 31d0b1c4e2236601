package dev.nines.protocol.balancer;

import static dev.nines.protocol.balancer.BalancerRig.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.protocol.balancer.Balancer.ServerState;
import dev.nines.protocol.balancer.BalancerConfig.Algorithm;
import dev.nines.protocol.balancer.BalancerConfig.Server;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("haproxy-nlb.md sections 1 and 2: maxconn, maxqueue, queues, slowstart")
class BalancerQueueTest {

    @Test
    @DisplayName("maxconn: a full backend lets requests wait and serves them in order")
    void backendQueue() {
        BalancerRig rig = rig(Algorithm.ROUNDROBIN, limited(1), limited(1));
        assertThat(rig.assigns(5)).isEqualTo("abqqq");
        assertThat(rig.balancer.queuedInBackend()).isEqualTo(3);
        rig.balancer.onConnectionClosed(1);
        rig.balancer.onConnectionClosed(0);
        assertThat(rig.events).containsExactly("2->b", "3->a");
        assertThat(rig.balancer.current(0)).isEqualTo(1);
        assertThat(rig.balancer.current(1)).isEqualTo(1);
    }

    @Test
    @DisplayName("a persistent or hashed request waits for its own server, others go on")
    void serverQueue() {
        BalancerRig rig = rig(Algorithm.ROUNDROBIN, limited(1), limited(3));
        assertThat(rig.balancer.assign(10, 0, 0, Balancer.NONE)).isZero();
        assertThat(rig.balancer.assign(11, 0, 0, Balancer.NONE)).isEqualTo(Balancer.QUEUED);
        assertThat(rig.balancer.queued(0)).isEqualTo(1);
        assertThat(rig.assigns(3)).isEqualTo("bbb");
        rig.balancer.onConnectionClosed(1);
        assertThat(rig.events).as("a free slot at b is not for a's client").isEmpty();
        rig.balancer.onConnectionClosed(0);
        assertThat(rig.events).containsExactly("11->a");

        BalancerRig hash = rig(Algorithm.SOURCE, limited(1), limited(1));
        assertThat(hash.balancer.assign(0, 4, Balancer.NO_COOKIE, Balancer.NONE))
                .isZero();
        assertThat(hash.balancer.assign(1, 4, Balancer.NO_COOKIE, Balancer.NONE))
                .isEqualTo(Balancer.QUEUED);
        assertThat(hash.balancer.queued(0)).isEqualTo(1);
    }

    @Test
    @DisplayName("a free slot goes to whoever waited longest, for this server or for any")
    void oldestFirst() {
        BalancerRig rig = rig(Algorithm.ROUNDROBIN, limited(1));
        rig.balancer.assign(0, 0, Balancer.NO_COOKIE, Balancer.NONE);
        rig.balancer.assign(1, 0, Balancer.NO_COOKIE, Balancer.NONE);
        rig.balancer.assign(2, 0, 0, Balancer.NONE);
        rig.balancer.assign(3, 0, Balancer.NO_COOKIE, Balancer.NONE);
        for (int k = 0; k < 4; k++) {
            rig.balancer.onConnectionClosed(0);
        }
        assertThat(rig.events).containsExactly("1->a", "2->a", "3->a");
    }

    @Test
    @DisplayName("maxqueue: a full server queue refuses; with redispatch a cookie is then ignored")
    void maxqueue() {
        List<Server> servers = List.of(Server.defaults().withMaxconn(1, 1), Server.defaults());
        BalancerRig plain = new BalancerRig(BalancerConfig.of(Algorithm.ROUNDROBIN, servers));
        plain.balancer.assign(0, 0, 0, Balancer.NONE);
        plain.balancer.assign(1, 0, 0, Balancer.NONE);
        assertThat(plain.balancer.assign(2, 0, 0, Balancer.NONE)).isEqualTo(Balancer.NONE);

        BalancerRig redispatch =
                new BalancerRig(BalancerConfig.of(Algorithm.ROUNDROBIN, servers).withOptions(false, true, false));
        redispatch.balancer.assign(0, 0, 0, Balancer.NONE);
        redispatch.balancer.assign(1, 0, 0, Balancer.NONE);
        assertThat(redispatch.balancer.assign(2, 0, 0, Balancer.NONE)).isEqualTo(1);
        assertThat(redispatch.balancer.pickedByPersistence()).isFalse();
    }

    @Test
    @DisplayName("mark DOWN: with redispatch queued requests choose again; without they stay")
    void markDownRedistributes() {
        BalancerConfig config = BalancerConfig.of(Algorithm.ROUNDROBIN, List.of(limited(1), limited(1)));
        BalancerRig rig = new BalancerRig(config.withOptions(false, true, false));
        rig.balancer.assign(0, 0, 0, Balancer.NONE);
        rig.balancer.assign(1, 0, 0, Balancer.NONE);
        rig.balancer.assign(2, 0, 0, Balancer.NONE);
        rig.balancer.markDown(0);
        assertThat(rig.events).containsExactly("1->again", "2->again");
        assertThat(rig.balancer.queued(0)).isZero();
        assertThat(rig.balancer.current(0)).as("live connections stay").isEqualTo(1);

        BalancerRig plain = new BalancerRig(config);
        plain.balancer.assign(0, 0, 0, Balancer.NONE);
        plain.balancer.assign(1, 0, 0, Balancer.NONE);
        plain.balancer.markDown(0);
        assertThat(plain.events).isEmpty();
        assertThat(plain.balancer.queued(0)).isEqualTo(1);
    }

    @Test
    @DisplayName("mark UP: a server that joins takes waiting requests at once")
    void markUpServesTheBackendQueue() {
        BalancerRig rig = rig(Algorithm.ROUNDROBIN, limited(1), limited(2));
        rig.balancer.markDown(1);
        assertThat(rig.assigns(4)).isEqualTo("aqqq");
        rig.balancer.markUp(1);
        assertThat(rig.events).containsExactly("1->b", "2->b");
    }

    @Test
    @DisplayName("a request that gives up leaves its place to the next")
    void leaveQueue() {
        BalancerRig rig = rig(Algorithm.ROUNDROBIN, limited(1));
        assertThat(rig.assigns(4)).isEqualTo("aqqq");
        rig.balancer.leaveQueue(1);
        rig.balancer.leaveQueue(1);
        rig.balancer.leaveQueue(3);
        rig.balancer.onConnectionClosed(0);
        rig.balancer.onConnectionClosed(0);
        assertThat(rig.events).containsExactly("2->a");
        assertThat(rig.balancer.queuedInBackend()).isZero();
    }

    @Test
    @DisplayName("the queue agrees with a plain deque under random use")
    void queuesAgainstModel() {
        Random random = new Random(7);
        RequestQueues queues = new RequestQueues(1);
        Deque<Integer> model = new ArrayDeque<>();
        boolean[] waiting = new boolean[300];
        for (int step = 0; step < 50_000; step++) {
            int request = random.nextInt(waiting.length);
            if (!waiting[request]) {
                queues.add(request, 0);
                model.add(request);
                waiting[request] = true;
            } else {
                assertThat(queues.remove(request)).isZero();
                model.remove(request);
                waiting[request] = false;
            }
            assertThat(queues.head(0)).isEqualTo(model.isEmpty() ? -1 : model.peek());
            assertThat(queues.size(0)).isEqualTo(model.size());
        }
    }

    @Test
    @DisplayName("section 7.12: slowstart never applies at process start")
    void slowstartNotAtStart() {
        BalancerRig rig = rig(Algorithm.ROUNDROBIN, slow(10, 100), slow(10, 100));
        assertThat(rig.balancer.state(0)).isEqualTo(ServerState.RUNNING);
        assertThat(rig.balancer.effectiveWeight(0)).isEqualTo(16);
        assertThat(rig.balancer.dynamicMaxconn(0)).isEqualTo(100);
    }

    @Test
    @DisplayName("slowstart: weight and maxconn grow linearly, recomputed each second, only after DOWN")
    void slowstart() {
        BalancerRig rig = rig(Algorithm.ROUNDROBIN, slow(20, 100), Server.defaults());
        rig.balancer.markDown(0);
        rig.balancer.markUp(0);
        assertThat(rig.balancer.state(0)).isEqualTo(ServerState.STARTING);
        assertThat(rig.balancer.isRunning(0)).isFalse();
        assertThat(rig.balancer.effectiveWeight(0))
                .as("one sixteenth, not nothing")
                .isEqualTo(1);
        assertThat(rig.balancer.dynamicMaxconn(0)).isEqualTo(1);
        for (int second = 0; second < 20; second++) {
            rig.clock.runUntil(second * SECOND + 999 * BalancerRig.MS);
            assertThat(rig.balancer.effectiveWeight(0)).isEqualTo((16 * second + 20) / 20);
            assertThat(rig.balancer.effectiveWeight(0) / 16.0)
                    .as("within a sixteenth of linear")
                    .isBetween(second / 20.0, second / 20.0 + 1 / 16.0);
            assertThat(rig.balancer.dynamicMaxconn(0)).isEqualTo(Math.max(1, second * 5));
        }
        rig.clock.runUntil(20 * SECOND);
        assertThat(rig.balancer.state(0)).isEqualTo(ServerState.RUNNING);
        assertThat(rig.balancer.effectiveWeight(0)).isEqualTo(16);
        assertThat(rig.balancer.dynamicMaxconn(0)).isEqualTo(100);
    }

    @Test
    @DisplayName("slowstart: a server half warm gets a third of two servers' requests; static-rr gives it half at once")
    void slowstartShares() {
        BalancerRig rig = rig(Algorithm.ROUNDROBIN, slow(16, 0), Server.defaults());
        rig.balancer.markDown(0);
        rig.balancer.markUp(0);
        rig.clock.runUntil(7 * SECOND);
        long a = rig.picks(2400).chars().filter(c -> c == 'a').count();
        assertThat(a).isEqualTo(800);

        BalancerRig fixed = rig(Algorithm.STATIC_RR, slow(16, 0), Server.defaults());
        fixed.balancer.markDown(0);
        fixed.balancer.markUp(0);
        assertThat(fixed.picks(4)).isEqualTo("abab");
    }

    @Test
    @DisplayName("slowstart: whole seconds, rounded up; a second DOWN ends the warm-up")
    void slowstartRoundsAndStops() {
        BalancerRig rig = new BalancerRig(BalancerConfig.of(
                Algorithm.ROUNDROBIN, List.of(Server.defaults().withSlowstart(SECOND + 1), Server.defaults())));
        rig.balancer.markDown(0);
        rig.balancer.markUp(0);
        rig.clock.runUntil(SECOND);
        assertThat(rig.balancer.isRunning(0)).isFalse();
        rig.balancer.markDown(0);
        rig.clock.runUntil(10 * SECOND);
        assertThat(rig.balancer.state(0)).isEqualTo(ServerState.STOPPED);
        assertThat(rig.picks(3)).isEqualTo("bbb");
        rig.balancer.markUp(0);
        rig.clock.runUntil(12 * SECOND);
        assertThat(rig.balancer.isRunning(0)).isTrue();
    }

    @Test
    @DisplayName("slowstart: each second's larger maxconn lets waiting requests in")
    void slowstartServesQueue() {
        BalancerRig rig = rig(Algorithm.ROUNDROBIN, slow(4, 4));
        rig.balancer.markDown(0);
        rig.balancer.markUp(0);
        assertThat(rig.assigns(4)).isEqualTo("aqqq");
        rig.clock.runUntil(2 * SECOND);
        assertThat(rig.events).containsExactly("1->a");
        rig.clock.runUntil(4 * SECOND);
        assertThat(rig.events).containsExactly("1->a", "2->a", "3->a");
    }

    private static BalancerRig rig(Algorithm algorithm, Server... servers) {
        return new BalancerRig(BalancerConfig.of(algorithm, List.of(servers)));
    }

    private static Server limited(int maxconn) {
        return Server.defaults().withMaxconn(maxconn, 0);
    }

    private static Server slow(int seconds, int maxconn) {
        return Server.defaults().withMaxconn(maxconn, 0).withSlowstart(seconds * SECOND);
    }
}
