package dev.nines.protocol.balancer;

import static dev.nines.protocol.balancer.BackendRig.MS;
import static dev.nines.protocol.balancer.BackendRig.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.protocol.balancer.BackendRig.Request;
import dev.nines.protocol.balancer.BackendRig.Server;
import dev.nines.protocol.balancer.BalancerConfig.Algorithm;
import dev.nines.protocol.healthcheck.ServerCheckConfig;
import dev.nines.protocol.healthcheck.ServerCheckConfig.Observe;
import dev.nines.protocol.healthcheck.ServerCheckConfig.OnError;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Checks, balancer and requests together: measured-behaviour.md behaviours 7 and 8, haproxy-nlb.md H1..H3. */
class BackendStoryTest {

    private static final DispatchConfig DEFAULTS = DispatchConfig.defaults().withTimeouts(5 * SECOND, 0);

    @Test
    @DisplayName(
            "golden: refused server, retries 3, no redispatch: 4 attempts on it, 503 after 3 s (section 3, behaviour"
                    + " 7)")
    void refusedGolden() {
        BackendRig rig = backend(Algorithm.ROUNDROBIN, DEFAULTS);
        rig.servers[0] = Server.REFUSES;
        Request first = rig.send(0, Balancer.NO_COOKIE);
        Request second = rig.send(1, Balancer.NO_COOKIE);
        rig.clock.runUntil(10 * SECOND);
        assertThat(first.path).hasToString("a@0.0 a@1.0 a@2.0 a@3.0 503@3.0");
        assertThat(second.path).hasToString("b@0.0 200@0.0");
    }

    @Test
    @DisplayName("golden: silent server, no redispatch: (retries+1) * timeout connect, then 503 (section 3)")
    void silentGolden() {
        BackendRig rig = backend(Algorithm.ROUNDROBIN, DEFAULTS);
        rig.servers[0] = Server.SILENT;
        Request request = rig.send(0, Balancer.NO_COOKIE);
        rig.clock.runUntil(30 * SECOND);
        assertThat(request.path).hasToString("a@0.0 a@5.0 a@10.0 a@15.0 503@20.0");
    }

    @Test
    @DisplayName("with redispatch and roundrobin, leastconn or random the first refusal moves on at once (section 3)")
    void redispatchMovesAtOnce() {
        for (Algorithm algorithm :
                List.of(Algorithm.ROUNDROBIN, Algorithm.STATIC_RR, Algorithm.LEASTCONN, Algorithm.RANDOM)) {
            BackendRig rig = backend(algorithm, DEFAULTS.withRedispatch(1).withRetries(9));
            rig.servers[0] = Server.REFUSES;
            for (int k = 0; k < 20; k++) {
                rig.send(k, Balancer.NO_COOKIE);
                rig.clock.runUntil(rig.clock.now());
            }
            assertThat(rig.requests).as("%s", algorithm).allSatisfy(request -> {
                assertThat(request.status).isEqualTo(200);
                assertThat(request.tookNanos()).isZero();
            });
        }
    }

    @Test
    @DisplayName("behaviour 7: default settings: 50 % 503 for the whole detection time, each 3 s late")
    void halfOfTheRequestsFail() {
        BackendRig rig = backend(Algorithm.ROUNDROBIN, DEFAULTS).withChecks(ServerCheckConfig.defaults());
        rig.serverAt(20_500 * MS, 0, Server.REFUSES);
        rig.load(10 * SECOND, 40 * SECOND, 20 * MS);
        rig.clock.runUntil(60 * SECOND);
        long down = rig.downAt[0];
        assertThat(down).isEqualTo(26 * SECOND);
        List<Request> during = rig.sent(20_500 * MS, down - 3 * SECOND);
        List<Request> failed = during.stream().filter(r -> r.status == 503).toList();
        assertThat((double) failed.size() / during.size()).isBetween(0.49, 0.51);
        assertThat(failed).allSatisfy(r -> assertThat(r.tookNanos()).isEqualTo(3 * SECOND));
        assertThat(rig.sent(down + 1, 60 * SECOND))
                .allSatisfy(r -> assertThat(r.status).isEqualTo(200));
    }

    @Test
    @DisplayName("behaviour 7: retries 0: the same window, but at once")
    void retriesZero() {
        BackendRig rig =
                backend(Algorithm.ROUNDROBIN, DEFAULTS.withRetries(0)).withChecks(ServerCheckConfig.defaults());
        rig.serverAt(20_500 * MS, 0, Server.REFUSES);
        rig.load(10 * SECOND, 40 * SECOND, 20 * MS);
        rig.clock.runUntil(60 * SECOND);
        List<Request> during = rig.sent(20_500 * MS, rig.downAt[0]);
        List<Request> failed = during.stream().filter(r -> r.status == 503).toList();
        assertThat((double) failed.size() / during.size()).isBetween(0.49, 0.51);
        assertThat(failed).allSatisfy(r -> assertThat(r.tookNanos()).isZero());
    }

    @Test
    @DisplayName("behaviour 7: with 500 ms x 2 the retries of a request outlast the detection")
    void retriesOutlastDetection() {
        ServerCheckConfig quick =
                ServerCheckConfig.defaults().withIntervals(500 * MS, 0, 0).withRiseFall(2, 2);
        BackendRig rig =
                backend(Algorithm.ROUNDROBIN, DEFAULTS.withRedispatch(-1)).withChecks(quick);
        rig.serverAt(10_100 * MS, 0, Server.REFUSES);
        rig.load(9 * SECOND, 20 * SECOND, 20 * MS);
        rig.clock.runUntil(30 * SECOND);
        assertThat(rig.downAt[0] - 10_100 * MS).isBetween(500 * MS, SECOND);
        assertThat(rig.requests).allSatisfy(r -> assertThat(r.status).isEqualTo(200));
    }

    @Test
    @DisplayName("behaviour 7: each redispatch uses a slot, so 10 errors take 0.2 s at 50/s; mark-down detects in"
            + " 0.18..0.29 s")
    void observeDetects() {
        ServerCheckConfig observing = ServerCheckConfig.defaults().withObserve(Observe.LAYER4, 10, OnError.MARK_DOWN);
        BackendRig rig =
                backend(Algorithm.ROUNDROBIN, DEFAULTS.withRedispatch(-1)).withChecks(observing);
        rig.serverAt(20_500 * MS, 0, Server.REFUSES);
        rig.load(10 * SECOND, 30 * SECOND, 20 * MS);
        rig.clock.runUntil(40 * SECOND);
        assertThat(rig.downAt[0] - 20_500 * MS).isBetween(180 * MS, 290 * MS);
        assertThat(rig.requests).allSatisfy(r -> assertThat(r.status).isEqualTo(200));
        assertThat(rig.requests).allSatisfy(r -> assertThat(r.tookNanos()).isLessThanOrEqualTo(SECOND));
    }

    @Test
    @DisplayName(
            "behaviour 8: redispatch against silence waits the whole timeout connect, then succeeds: no errors, 50 %"
                    + " slow")
    void redispatchAgainstSilence() {
        BackendRig rig =
                backend(Algorithm.ROUNDROBIN, DEFAULTS.withRedispatch(-1)).withChecks(ServerCheckConfig.defaults());
        rig.serverAt(20_500 * MS, 0, Server.SILENT);
        rig.load(10 * SECOND, 40 * SECOND, 20 * MS);
        rig.clock.runUntil(80 * SECOND);
        assertThat(rig.downAt[0] - 20_500 * MS).isBetween(10 * SECOND, 12 * SECOND);
        assertThat(rig.requests).allSatisfy(r -> assertThat(r.status).isEqualTo(200));
        List<Request> early = rig.sent(20_500 * MS, 25_500 * MS);
        List<Request> slow = early.stream().filter(r -> r.tookNanos() > SECOND).toList();
        assertThat((double) slow.size() / early.size()).isBetween(0.49, 0.51);
        assertThat(slow).allSatisfy(r -> assertThat(r.tookNanos()).isEqualTo(5 * SECOND));
        assertThat(slow.get(0).path).hasToString("a@0.0 b@5.0 200@5.0");
        List<Request> later = rig.sent(25_500 * MS, rig.downAt[0]);
        long slowLater = later.stream().filter(r -> r.tookNanos() == 5 * SECOND).count();
        assertThat((double) slowLater / later.size())
                .as("the redispatches of earlier requests do not change the share")
                .isBetween(0.49, 0.51);
        assertThat(rig.sent(rig.downAt[0] + 1, 80 * SECOND))
                .allSatisfy(r -> assertThat(r.tookNanos()).isZero());
    }

    @Test
    @DisplayName("behaviour 8: timeout connect 300 ms turns that into about 300 ms")
    void shortTimeoutConnect() {
        BackendRig rig = backend(
                        Algorithm.ROUNDROBIN, DEFAULTS.withRedispatch(-1).withTimeouts(300 * MS, 0))
                .withChecks(ServerCheckConfig.defaults());
        rig.serverAt(20_500 * MS, 0, Server.SILENT);
        rig.load(20 * SECOND, 28 * SECOND, 20 * MS);
        rig.clock.runUntil(60 * SECOND);
        assertThat(rig.sent(20_500 * MS, 28 * SECOND))
                .allSatisfy(r -> assertThat(r.status).isEqualTo(200))
                .anySatisfy(r -> assertThat(r.tookNanos()).isEqualTo(300 * MS))
                .allSatisfy(r -> assertThat(r.tookNanos()).isLessThanOrEqualTo(600 * MS));
    }

    @Test
    @DisplayName("behaviour 9: marking a server DOWN does not release requests that wait on it")
    void waitingRequestsStay() {
        BackendRig rig = backend(Algorithm.ROUNDROBIN, DEFAULTS.withTimeouts(30 * SECOND, 0));
        rig.servers[0] = Server.SILENT;
        Request request = rig.send(0, Balancer.NO_COOKIE);
        rig.balancer.balancer.markDown(0);
        rig.clock.runUntil(29 * SECOND);
        assertThat(request.status).isEqualTo(-1);
        assertThat(request.dispatch.server()).isZero();
    }

    @Test
    @DisplayName(
            "H1: a cookie client meets a refused server: waits 1 s twice on it, then moves on the third, last retry")
    void h1() {
        BackendRig rig =
                backend(Algorithm.ROUNDROBIN, DEFAULTS.withRedispatch(-1).withTimeouts(4 * SECOND, 0));
        rig.servers[0] = Server.REFUSES;
        Request request = rig.send(0, 0);
        rig.clock.runUntil(10 * SECOND);
        assertThat(request.path).hasToString("a@0.0 a@1.0 a@2.0 b@2.0 200@2.0");
    }

    @Test
    @DisplayName("H2: balance first with a hot standby: db2 only while db1 is down, and db1 again after the failback")
    void h2() {
        ServerCheckConfig checks = ServerCheckConfig.defaults()
                .withIntervals(SECOND, 500 * MS, 5 * SECOND)
                .withRiseFall(4, 2);
        BalancerConfig.Server db = BalancerConfig.Server.defaults().withMaxconn(400, 0);
        BackendRig rig = new BackendRig(
                        BalancerConfig.of(Algorithm.FIRST, List.of(db, db.asBackup())),
                        DispatchConfig.defaults().withTimeouts(2 * SECOND, 0))
                .withChecks(checks);
        rig.serverAt(20_200 * MS, 0, Server.REFUSES);
        rig.serverAt(40_200 * MS, 0, Server.HEALTHY);
        rig.load(10 * SECOND, 60 * SECOND, 50 * MS);
        rig.clock.runUntil(80 * SECOND);
        assertThat(rig.downAt[0] - 20_200 * MS).isBetween(500 * MS, 1500 * MS);
        assertThat(rig.sent(10 * SECOND, 20_200 * MS))
                .allSatisfy(r -> assertThat(r.servedBy).isZero());
        assertThat(rig.sent(rig.downAt[0] + 1, 40_200 * MS))
                .allSatisfy(r -> assertThat(r.servedBy).isEqualTo(1));
        assertThat(rig.sent(46_700 * MS, 60 * SECOND))
                .allSatisfy(r -> assertThat(r.servedBy).isZero());
    }

    @Test
    @DisplayName("H3: a failed first attempt goes to the other server at once; en1 is DOWN after 5 failed connects")
    void h3() {
        ServerCheckConfig checks = ServerCheckConfig.defaults()
                .withIntervals(5 * SECOND, 0, 0)
                .withObserve(Observe.LAYER4, 5, OnError.MARK_DOWN);
        BalancerConfig config = BalancerConfig.of(
                        Algorithm.LEASTCONN,
                        List.of(
                                BalancerConfig.Server.defaults(),
                                BalancerConfig.Server.defaults().withWeight(2)))
                .withStickTable(100_000, 600 * SECOND)
                .withOptions(false, true, false);
        BackendRig rig = new BackendRig(config, DEFAULTS.withRetries(2).withRedispatch(1)).withChecks(checks);
        rig.load(SECOND, 30 * SECOND, 50 * MS);
        rig.serverAt(16_010 * MS, 0, Server.REFUSES);
        rig.clock.runUntil(40 * SECOND);
        List<String> moved = rig.requests.stream()
                .map(r -> r.path.toString())
                .filter(path -> path.startsWith("a@0.0 b"))
                .toList();
        // the fifth failure takes en1 out first; with one active server left, an error waits
        assertThat(moved)
                .containsExactly(
                        "a@0.0 b@0.0 200@0.0",
                        "a@0.0 b@0.0 200@0.0",
                        "a@0.0 b@0.0 200@0.0",
                        "a@0.0 b@0.0 200@0.0",
                        "a@0.0 b@1.0 200@1.0");
        assertThat(rig.downAt[0] - 16_010 * MS).isLessThan(SECOND);
        assertThat(rig.requests).allSatisfy(r -> assertThat(r.status).isEqualTo(200));
    }

    @Test
    @DisplayName(
            "hashing: redispatch moves a refused request only by the rule, and the hash names the same server again")
    void hashingStays() {
        BackendRig rig = backend(Algorithm.SOURCE, DEFAULTS.withRedispatch(-1).withHashing(true));
        rig.servers[0] = Server.REFUSES;
        Request request = rig.send(4, Balancer.NO_COOKIE);
        rig.clock.runUntil(10 * SECOND);
        assertThat(request.path).hasToString("a@0.0 a@1.0 a@2.0 a@2.0 503@2.0");
    }

    @Test
    @DisplayName("maxconn: requests over the limit wait, timeout queue gives 503")
    void maxconn() {
        BalancerConfig config = BalancerConfig.of(
                Algorithm.ROUNDROBIN, List.of(BalancerConfig.Server.defaults().withMaxconn(1, 0)));
        BackendRig rig = new BackendRig(config, DEFAULTS.withRetries(0).withTimeouts(5 * SECOND, 2 * SECOND));
        rig.servers[0] = Server.SILENT;
        Request first = rig.send(0, Balancer.NO_COOKIE);
        Request second = rig.send(1, Balancer.NO_COOKIE);
        rig.clock.runUntil(4 * SECOND);
        Request third = rig.send(2, Balancer.NO_COOKIE);
        rig.clock.runUntil(20 * SECOND);
        assertThat(first.path).hasToString("a@0.0 503@5.0");
        assertThat(second.path).hasToString("503@2.0");
        assertThat(third.path).hasToString("a@1.0 503@6.0");
    }

    private static BackendRig backend(Algorithm algorithm, DispatchConfig dispatch) {
        BalancerConfig config = BalancerConfig.of(algorithm, 2).withOptions(false, dispatch.redispatch() != 0, false);
        return new BackendRig(config, dispatch);
    }
}
