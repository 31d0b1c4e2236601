package dev.nines.protocol.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nines.protocol.balancer.BalancerConfig.Algorithm;
import dev.nines.protocol.balancer.BalancerConfig.HashType;
import dev.nines.protocol.balancer.BalancerConfig.Server;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("haproxy-nlb.md section 4, balance algorithms")
class BalancerAlgorithmTest {

    private static final int CLIENTS = 30_000;

    @Test
    @DisplayName("roundrobin: equal servers take turns")
    void roundrobinEqual() {
        assertThat(rig(Algorithm.ROUNDROBIN, 1, 1, 1).picks(7)).isEqualTo("abcabca");
    }

    @Test
    @DisplayName("roundrobin: smooth weighted golden sequence of 5:1:1 and 3:2")
    void roundrobinWeighted() {
        assertThat(rig(Algorithm.ROUNDROBIN, 5, 1, 1).picks(14)).isEqualTo("aabacaaaabacaa");
        assertThat(rig(Algorithm.ROUNDROBIN, 3, 2).picks(10)).isEqualTo("ababaababa");
    }

    @Test
    @DisplayName("roundrobin: weights may change at run time; static-rr ignores that")
    void runtimeWeights() {
        BalancerRig dynamic = rig(Algorithm.ROUNDROBIN, 1, 1);
        dynamic.balancer.setWeight(0, 3);
        assertThat(share(dynamic.picks(400), 'a')).isEqualTo(0.75);

        BalancerRig fixed = rig(Algorithm.STATIC_RR, 1, 1);
        fixed.balancer.setWeight(0, 3);
        assertThat(fixed.picks(4)).isEqualTo("abab");
        assertThat(rig(Algorithm.STATIC_RR, 2, 1).picks(6)).isEqualTo("abaaba");
    }

    @Test
    @DisplayName("weight 0: no new request, but persistent clients")
    void weightZero() {
        BalancerRig rig = rig(Algorithm.ROUNDROBIN, 0, 1);
        assertThat(rig.picks(4)).isEqualTo("bbbb");
        assertThat(rig.balancer.pick(0, 0)).isZero();
        assertThat(rig.balancer.activeServers()).isEqualTo(1);
        rig.balancer.setWeight(1, 0);
        assertThat(rig.picks(1)).isEqualTo("-");
    }

    @Test
    @DisplayName("a server that is DOWN gets nothing (section 7.2); none usable gives NONE")
    void downServers() {
        for (Algorithm algorithm : Algorithm.values()) {
            BalancerRig rig = rig(algorithm, 1, 1, 1);
            rig.balancer.markDown(1);
            for (int key = 0; key < 300; key++) {
                assertThat(rig.balancer.pick(key, Balancer.NO_COOKIE))
                        .as("%s", algorithm)
                        .isIn(0, 2);
            }
            rig.balancer.markDown(0);
            rig.balancer.markDown(2);
            assertThat(rig.balancer.pick(1, Balancer.NO_COOKIE)).isEqualTo(Balancer.NONE);
            assertThat(rig.balancer.activeServers()).isZero();
            rig.balancer.markUp(1);
            assertThat(rig.balancer.pick(1, Balancer.NO_COOKIE)).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("leastconn: fewest current connections, weighted; equal servers take turns")
    void leastconn() {
        BalancerRig rig = rig(Algorithm.LEASTCONN, 1, 1, 1);
        assertThat(rig.assigns(6)).isEqualTo("abcabc");
        rig.balancer.onConnectionClosed(1);
        rig.balancer.onConnectionClosed(1);
        assertThat(rig.assigns(3)).isEqualTo("bbc");
        assertThat(rig(Algorithm.LEASTCONN, 1, 1).picks(6)).as("ties").isEqualTo("ababab");
    }

    @Test
    @DisplayName("leastconn: loads follow the weights")
    void leastconnWeighted() {
        BalancerRig rig = rig(Algorithm.LEASTCONN, 1, 3);
        assertThat(rig.assigns(11)).as("(load + 1) / weight decides").isEqualTo("abbbbbabbba");
        rig.assigns(389);
        assertThat((double) rig.balancer.current(1) / rig.balancer.current(0)).isCloseTo(3, within(0.1));
    }

    @Test
    @DisplayName("leastconn counts queued requests too")
    void leastconnQueued() {
        BalancerRig rig = new BalancerRig(BalancerConfig.of(
                Algorithm.LEASTCONN,
                List.of(Server.defaults().withMaxconn(1, 0), Server.defaults().withMaxconn(9, 0))));
        rig.balancer.assign(900, 0, 0, Balancer.NONE);
        rig.balancer.assign(901, 0, 0, Balancer.NONE);
        assertThat(rig.balancer.queued(0)).isEqualTo(1);
        assertThat(rig.assigns(3)).isEqualTo("bbb");
    }

    @Test
    @DisplayName("first: lowest index with a free slot")
    void first() {
        BalancerRig rig = new BalancerRig(BalancerConfig.of(
                Algorithm.FIRST,
                List.of(Server.defaults().withMaxconn(2, 0), Server.defaults().withMaxconn(2, 0))));
        assertThat(rig.assigns(5)).isEqualTo("aabbq");
        assertThat(rig(Algorithm.FIRST, 1, 1).assigns(3)).as("without maxconn").isEqualTo("aaa");
    }

    @Test
    @DisplayName("source map-based: same key same server, shares by weight")
    void sourceShares() {
        BalancerRig rig = rig(Algorithm.SOURCE, 2, 1, 1);
        int[] counts = new int[3];
        for (int key = 0; key < CLIENTS; key++) {
            int server = rig.balancer.pick(key, Balancer.NO_COOKIE);
            assertThat(rig.balancer.pick(key, Balancer.NO_COOKIE)).isEqualTo(server);
            counts[server]++;
        }
        assertThat(counts).containsExactly(CLIENTS / 2, CLIENTS / 4, CLIENTS / 4);
        assertThat(rig.balancer.pick(-1, Balancer.NO_COOKIE))
                .as("keys are unsigned")
                .isBetween(0, 2);
    }

    @Test
    @DisplayName("section 7.10: a map-based source hash moves clients of healthy servers too when one is lost")
    void sourceMovement() {
        double ofAll = movedShare(HashType.MAP_BASED, false);
        assertThat(ofAll)
                .as("3 servers to 2: 2/3 of all clients move, 1/3 only because of the hash")
                .isCloseTo(2.0 / 3, within(0.02));
        assertThat(movedShare(HashType.MAP_BASED, true)).isCloseTo(0.5, within(0.02));
    }

    @Test
    @DisplayName("hash-type consistent moves only clients of the lost server")
    void consistent() {
        assertThat(movedShare(HashType.CONSISTENT, true)).isZero();
        assertThat(movedShare(HashType.CONSISTENT, false)).isBetween(0.2, 0.5);
    }

    @Test
    @DisplayName("random(1) spreads by weight")
    void randomByWeight() {
        BalancerRig rig = new BalancerRig(config(Algorithm.RANDOM, 3, 1).withRandomDraws(1));
        assertThat(share(rig.picks(40_000), 'a')).isCloseTo(0.75, within(0.01));
    }

    @Test
    @DisplayName("random(2): the best of two draws by load; far more even than random(1)")
    void randomBestOfTwo() {
        int[] weights = new int[20];
        Arrays.fill(weights, 1);
        int spreadOne = spread(new BalancerRig(config(Algorithm.RANDOM, weights).withRandomDraws(1)));
        int spreadTwo = spread(new BalancerRig(config(Algorithm.RANDOM, weights)));
        assertThat(spreadTwo).isLessThanOrEqualTo(6).isLessThan(spreadOne / 3);

        BalancerRig busy = rig(Algorithm.RANDOM, 1, 1);
        for (int k = 0; k < 50; k++) {
            busy.balancer.onConnectionOpened(0);
        }
        // a is chosen only when both draws name it
        assertThat(share(busy.picks(20_000), 'a')).isCloseTo(0.25, within(0.02));
    }

    @Test
    @DisplayName("section 7.3: backups only while no other server is usable; only the first unless allbackups")
    void backups() {
        List<Server> servers = List.of(
                Server.defaults(),
                Server.defaults(),
                Server.defaults().asBackup(),
                Server.defaults().asBackup());
        for (Algorithm algorithm : Algorithm.values()) {
            BalancerRig rig = new BalancerRig(BalancerConfig.of(algorithm, servers));
            assertThat(rig.picks(50)).as("%s", algorithm).doesNotContain("c").doesNotContain("d");
            rig.balancer.markDown(0);
            assertThat(rig.picks(50)).containsOnlyOnce("b".repeat(50));
            rig.balancer.markDown(1);
            assertThat(rig.picks(50)).containsOnlyOnce("c".repeat(50));
            assertThat(rig.balancer.activeServers())
                    .as("backups are not active servers")
                    .isZero();
            rig.balancer.markDown(2);
            assertThat(rig.picks(50)).containsOnlyOnce("d".repeat(50));
            rig.balancer.markUp(0);
            assertThat(rig.picks(50)).containsOnlyOnce("a".repeat(50));
        }
        BalancerRig all =
                new BalancerRig(BalancerConfig.of(Algorithm.ROUNDROBIN, servers).withOptions(true, false, false));
        all.balancer.markDown(0);
        all.balancer.markDown(1);
        assertThat(all.picks(4)).isEqualTo("cdcd");
    }

    @Test
    @DisplayName("after a redispatch the failed server is avoided while there is another; its turn is used up")
    void avoid() {
        for (Algorithm algorithm :
                List.of(Algorithm.ROUNDROBIN, Algorithm.LEASTCONN, Algorithm.FIRST, Algorithm.RANDOM)) {
            BalancerRig rig = rig(algorithm, 1, 1);
            for (int k = 0; k < 100; k++) {
                assertThat(rig.balancer.pick(k, Balancer.IGNORE_PERSISTENCE, 0))
                        .as("%s", algorithm)
                        .isEqualTo(1);
            }
            rig.balancer.markDown(1);
            assertThat(rig.balancer.pick(0, Balancer.IGNORE_PERSISTENCE, 0)).isZero();
        }
        BalancerRig turns = rig(Algorithm.ROUNDROBIN, 1, 1);
        assertThat(turns.picks(1)).isEqualTo("a");
        assertThat(turns.balancer.pick(0, Balancer.IGNORE_PERSISTENCE, 0)).isEqualTo(1);
        assertThat(turns.picks(1))
                .as("behaviour 7: the next request meets a again")
                .isEqualTo("a");
        BalancerRig ring = new BalancerRig(config(Algorithm.SOURCE, 1, 1).withHashType(HashType.CONSISTENT));
        int server = ring.balancer.pick(5, Balancer.NO_COOKIE);
        assertThat(ring.balancer.pick(5, Balancer.IGNORE_PERSISTENCE, server)).isEqualTo(1 - server);
    }

    @Test
    @DisplayName("the fingerprint repeats after a whole turn of round robin")
    void fingerprint() {
        BalancerRig rig = rig(Algorithm.ROUNDROBIN, 2, 1);
        long start = rig.balancer.fingerprint(0);
        rig.picks(1);
        assertThat(rig.balancer.fingerprint(0)).isNotEqualTo(start);
        rig.picks(2);
        assertThat(rig.balancer.fingerprint(0)).isEqualTo(start);
        rig.balancer.markDown(0);
        assertThat(rig.balancer.fingerprint(0)).isNotEqualTo(start);
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> BalancerConfig.of(Algorithm.FIRST, 0)).hasMessageContaining("at least one server");
        assertThatThrownBy(() -> Server.defaults().withWeight(257)).hasMessageContaining("0..256");
        assertThatThrownBy(() -> Server.defaults().withMaxconn(-1, 0)).hasMessageContaining("negative");
        assertThatThrownBy(() -> BalancerConfig.of(Algorithm.RANDOM, 1).withRandomDraws(0))
                .hasMessageContaining("draw");
        assertThatThrownBy(() -> BalancerConfig.of(Algorithm.FIRST, 1).withStickTable(-1, 0))
                .hasMessageContaining("stick table");
        BalancerRig rig = rig(Algorithm.FIRST, 1);
        assertThatThrownBy(() -> rig.balancer.onConnectionClosed(0)).isInstanceOf(IllegalStateException.class);
    }

    private static BalancerRig rig(Algorithm algorithm, int... weights) {
        return new BalancerRig(config(algorithm, weights));
    }

    private static BalancerConfig config(Algorithm algorithm, int... weights) {
        return BalancerConfig.of(
                algorithm,
                Arrays.stream(weights)
                        .mapToObj(weight -> Server.defaults().withWeight(weight))
                        .toList());
    }

    private static double share(String picks, char server) {
        return (double) picks.chars().filter(c -> c == server).count() / picks.length();
    }

    /** Share of clients that move when server 1 of 3 is lost, among all or only among those of the other two. */
    private static double movedShare(HashType hashType, boolean onlyUnaffected) {
        BalancerRig rig = new BalancerRig(config(Algorithm.SOURCE, 4, 4, 4).withHashType(hashType));
        int[] before = new int[CLIENTS];
        for (int key = 0; key < CLIENTS; key++) {
            before[key] = rig.balancer.pick(key, Balancer.NO_COOKIE);
        }
        rig.balancer.markDown(1);
        int moved = 0;
        int counted = 0;
        for (int key = 0; key < CLIENTS; key++) {
            if (!onlyUnaffected || before[key] != 1) {
                counted++;
                moved += rig.balancer.pick(key, Balancer.NO_COOKIE) == before[key] ? 0 : 1;
            }
        }
        return (double) moved / counted;
    }

    /** Most minus least loaded server after 10 000 connections. */
    private static int spread(BalancerRig rig) {
        rig.assigns(10_000);
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int i = 0; i < 20; i++) {
            least = Math.min(least, rig.balancer.current(i));
            most = Math.max(most, rig.balancer.current(i));
        }
        return most - least;
    }
}
