package dev.nines.network;

import static dev.nines.network.Bench.HOP;
import static dev.nines.network.Bench.MS;
import static dev.nines.network.Bench.PORT;
import static dev.nines.network.Bench.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.fault.Fault.Traffic;
import dev.nines.model.spec.NetworkSpec.SynSchedule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConnectTest {
    private final Bench bench = new Bench();
    private final Network network = bench.network;

    @Test
    void aShortConnectionInFull() {
        network.listen(bench.a, PORT, 128, bench.new Echo("a"));
        Connection connection = bench.new Caller(true).call(bench.a, 7);
        bench.at(S, () -> network.close(connection));
        bench.run(2 * S);
        assertThat(bench.log)
                .containsExactly(
                        "0.000 connected 7",
                        "0.000 a accepts 7",
                        "0.000 a answers 7",
                        "0.000 data 7",
                        "1.000 a sees the end of 7");
        assertThat(network.openConnections()).isZero();
    }

    @Test
    void theServerMaySpeakFirstAndCloseWhatItSaidArrivesBeforeTheEnd() {
        network.listen(bench.a, PORT, 128, new Greeter());
        bench.new Caller(false).call(bench.a, 1);
        bench.run(S);
        assertThat(bench.log).containsExactly("0.000 connected 1", "0.000 data 42", "0.000 closed 1");
        assertThat(network.openConnections()).isZero();
    }

    private final class Greeter implements Listener {
        @Override
        public void onAccept(Connection connection) {
            network.reply(connection, 42);
            network.closeByServer(connection);
        }

        @Override
        public void onData(Connection connection, int payload) {}

        @Override
        public void onPeerClosed(Connection connection) {}

        @Override
        public void onReset(Connection connection) {}
    }

    @Test
    @DisplayName("haproxy-nlb.md, refused / reset: nobody listens, the answer takes one round trip")
    void refusedAtOnce() {
        bench.new Caller(true).call(bench.a, 1);
        bench.run(2 * HOP);
        assertThat(bench.log).containsExactly("0.000 refused 1");
        assertThat(network.openConnections()).isZero();
    }

    @Test
    @DisplayName("measured-behaviour.md 10: newer kernels send a SYN again after 1, 2, 3, 4, 5, 7, 11, 19, 35, 67 s")
    void linearSynSchedule() {
        assertThat(synTimes(bench)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 7L, 11L, 19L, 35L, 67L);
        assertThat(bench.log).containsExactly("131.000 timeout 1");
    }

    @Test
    @DisplayName("measured-behaviour.md 10: older kernels send a SYN again after 1, 3, 7, 15, 31, 63 s")
    void exponentialSynSchedule() {
        Bench older = new Bench(1, Bench.spec(SynSchedule.EXPONENTIAL));
        assertThat(synTimes(older)).containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 63L);
        assertThat(older.log).containsExactly("127.000 timeout 1");
    }

    /** A forwarder that drops sees every SYN. */
    private static List<Long> synTimes(Bench bench) {
        List<Long> times = new ArrayList<>();
        bench.network.forward(bench.a, PORT, new Forwarder() {
            @Override
            public int target(Connection connection) {
                times.add((bench.simulation.now() - HOP) / S);
                return DROP;
            }

            @Override
            public int onUnknownFlow(Connection connection) {
                return DROP;
            }

            @Override
            public void onFlowEnd(Connection connection) {}
        });
        bench.new Caller(true).call(bench.a, 1);
        bench.run(1000 * S);
        return times;
    }

    /** Virtual address dead from {@code from} until the other node takes it over. */
    private Bench.Probe outage(long from, long lasting, long limit) {
        network.listen(bench.a, PORT, 128, bench.new Echo("a"));
        network.listen(bench.b, PORT, 128, bench.new Echo("b"));
        network.own(bench.a, bench.vip);
        bench.at(from, () -> network.power(bench.a, false));
        bench.at(from + lasting, () -> bench.takeOver(bench.a, bench.b));
        Bench.Probe probe = bench.new Probe(bench.vip, 10 * MS, 1_200, limit);
        bench.run(30 * S);
        return probe;
    }

    @Test
    @DisplayName("measured-behaviour.md 10: a 0.6 s outage costs a 3 s-limit client no failure, only 1 s latency")
    void synHidesAShortOutage() {
        Bench.Probe probe = outage(2 * S + 5 * MS, 600 * MS, 3 * S);
        assertThat(probe.failedAt).isEmpty();
        assertThat(probe.longestNanos).isBetween(S, S + 10 * MS);
    }

    @Test
    @DisplayName("measured-behaviour.md 10, formula 'full stack LB host gone': 3.1 s fails only the first ~1.0 s")
    void synStretchesALongerOutage() {
        Bench.Probe probe = outage(2 * S + 5 * MS, 3_100 * MS, 3 * S);
        // The third retransmission comes exactly at the limit: only those of 1 s and 2 s count.
        assertThat(probe.failedAt.get(0)).isEqualTo(2_010 * MS);
        long last = probe.failedAt.get(probe.failedAt.size() - 1);
        assertThat(last).isEqualTo(3_100 * MS);
        assertThat(probe.failedAt).hasSize((int) ((last - 2_010 * MS) / (10 * MS)) + 1);
    }

    @Test
    @DisplayName("measured-behaviour.md 10: with a 200 ms limit the same faults show 0.6 s and 3.1 s")
    void anImpatientClientSeesTheOutageItself() {
        Bench.Probe probe = outage(2 * S + 5 * MS, 600 * MS, 200 * MS);
        assertThat(probe.failedAt).hasSize(60);
    }

    @Test
    @DisplayName("haproxy-nlb.md, process frozen, TCP check; fault-injection.md 6: backlog + 1 accepted, then silence")
    void frozenProcess() {
        Bench.Echo echo = bench.new Echo("a");
        network.listen(bench.a, PORT, 5, echo);
        network.freeze(bench.a, PORT, true);
        Bench.Caller caller = bench.new Caller(true);
        for (int i = 0; i < 8; i++) {
            caller.call(bench.a, i);
        }
        bench.run(900 * MS);
        assertThat(bench.log)
                .containsExactly(
                        "0.000 connected 0",
                        "0.000 connected 1",
                        "0.000 connected 2",
                        "0.000 connected 3",
                        "0.000 connected 4",
                        "0.000 connected 5");
        assertThat(echo.accepted).isZero();
        network.freeze(bench.a, PORT, false);
        bench.run(2 * S);
        assertThat(echo.accepted).isEqualTo(8);
        assertThat(echo.answered).isEqualTo(8);
        assertThat(bench.log).contains("1.000 connected 6", "1.000 connected 7", "0.900 data 0");
    }

    @Test
    @DisplayName("haproxy-nlb.md, process frozen, TCP check: places of callers that hung up stay taken until the thaw")
    void aClosedConnectionKeepsItsPlaceInTheBacklog() {
        Bench.Echo echo = bench.new Echo("a");
        network.listen(bench.a, PORT, 5, echo);
        network.freeze(bench.a, PORT, true);
        Bench.Probe checks = bench.new Probe(bench.a, S, 10, 500 * MS);
        bench.run(20 * S);
        assertThat(checks.good).isZero();
        assertThat(echo.accepted).isZero();
        network.freeze(bench.a, PORT, false);
        bench.run(21 * S);
        assertThat(echo.accepted).isEqualTo(6);
        assertThat(bench.log).filteredOn(line -> line.contains("sees the end")).hasSize(6);
        assertThat(network.openConnections()).isZero();
    }

    @Test
    void aFrozenProcessAnswersOldConnectionsAfterTheThaw() {
        network.listen(bench.a, PORT, 5, bench.new Echo("a"));
        Connection connection = bench.new Caller(false).call(bench.a, 1);
        bench.at(S, () -> network.freeze(bench.a, PORT, true));
        bench.at(2 * S, () -> network.send(connection, 11));
        bench.at(3 * S, () -> network.send(connection, 12));
        bench.at(9 * S, () -> network.freeze(bench.a, PORT, false));
        bench.run(10 * S);
        assertThat(bench.log)
                .containsExactly(
                        "0.000 connected 1",
                        "0.000 a accepts 1",
                        "9.000 a answers 11",
                        "9.000 a answers 12",
                        "9.000 data 11",
                        "9.000 data 12");
    }

    @Test
    @DisplayName("fault kill: the kernel lives, so old connections get RST and new ones are refused")
    void killedProcess() {
        network.listen(bench.a, PORT, 5, bench.new Echo("a"));
        bench.new Caller(false).call(bench.a, 1);
        bench.at(S, () -> network.kill(bench.a, PORT));
        bench.at(2 * S, () -> bench.new Caller(false).call(bench.a, 2));
        bench.run(3 * S);
        assertThat(bench.log)
                .containsExactly("0.000 connected 1", "0.000 a accepts 1", "1.000 reset 1", "2.000 refused 2");
        assertThat(network.openConnections()).isZero();
    }

    @Test
    void aFrozenProcessThatIsKilledResetsWhoeverWaited() {
        network.listen(bench.a, PORT, 5, bench.new Echo("a"));
        network.freeze(bench.a, PORT, true);
        bench.new Caller(true).call(bench.a, 1);
        bench.at(S, () -> network.kill(bench.a, PORT));
        bench.run(2 * S);
        assertThat(bench.log).containsExactly("0.000 connected 1", "1.000 reset 1");
        assertThat(network.openConnections()).isZero();
    }

    @Test
    void aClosedPortLetsOldConnectionsLive() {
        network.listen(bench.a, PORT, 5, bench.new Echo("a"));
        Connection connection = bench.new Caller(false).call(bench.a, 1);
        bench.at(S, () -> network.unlisten(bench.a, PORT));
        bench.at(2 * S, () -> network.send(connection, 5));
        bench.at(3 * S, () -> bench.new Caller(false).call(bench.a, 2));
        bench.run(4 * S);
        assertThat(bench.log).endsWith("2.000 a answers 5", "2.000 data 5", "3.000 refused 2");
    }

    @Test
    void aHostReachesItselfWhateverHappensOutside() {
        network.listen(bench.c, PORT, 5, bench.new Echo("c"));
        network.carrier(bench.c, false);
        network.addRule(Rule.drop(Rule.ANY, Rule.ANY, Traffic.ALL));
        bench.new Caller(true).call(bench.c, 1);
        bench.run(S);
        assertThat(bench.log)
                .containsExactly("0.000 connected 1", "0.000 c accepts 1", "0.000 c answers 1", "0.000 data 1");
    }

    @Test
    void aCallGivenUpInSilenceLeavesNothingBehind() {
        network.power(bench.a, false);
        Connection connection = bench.new Caller(true).call(bench.a, 1);
        bench.at(500 * MS, () -> network.close(connection));
        bench.run(600 * MS);
        assertThat(network.openConnections()).isZero();
        assertThat(bench.simulation.nextTime()).isEqualTo(Long.MAX_VALUE);
        assertThat(bench.log).isEmpty();
    }

    @Test
    void onePortOneListener() {
        network.listen(bench.a, PORT, 5, bench.new Echo("a"));
        assertThatThrownBy(() -> network.listen(bench.a, PORT, 5, bench.new Echo("a")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("port 80");
    }
}
