package dev.nines.network;

import static dev.nines.network.Bench.MS;
import static dev.nines.network.Bench.PORT;
import static dev.nines.network.Bench.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.fault.Fault.Traffic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections that lived before the fault. */
class EstablishedTest {
    private static final long FAULT = 2 * S;

    private final Bench bench = new Bench();
    private final Network network = bench.network;
    private final Bench.Caller caller = bench.new Caller(false);

    @BeforeEach
    void serversAndAddress() {
        network.listen(bench.a, PORT, 128, bench.new Echo("a"));
        network.listen(bench.b, PORT, 128, bench.new Echo("b"));
        network.own(bench.a, bench.vip);
    }

    private double timeOf(String text) {
        String line = bench.log.stream()
                .filter(x -> x.endsWith(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError(text + " not in " + bench.log));
        return Double.parseDouble(line.substring(0, line.indexOf(' ')));
    }

    @ParameterizedTest(name = "take-over after {0} s: RST after {1} s")
    @CsvSource({"0.65, 0.84", "1.2, 1.68", "3.10, 3.36", "3.34, 3.36", "3.37, 6.72", "7.0, 13.44"})
    @DisplayName("measured-behaviour.md 11; vrrp-keepalived.md invariant 12: the RTO grid decides, then RST")
    void longLivedConnectionOverAMovedAddress(double takeOver, double ends) {
        Connection connection = caller.call(bench.vip, 1);
        bench.at(FAULT, () -> network.power(bench.a, false));
        bench.at(FAULT, () -> network.send(connection, 5));
        bench.at(FAULT + (long) (takeOver * 1e9), () -> bench.takeOver(bench.a, bench.b));
        bench.run(60 * S);
        assertThat(timeOf("reset 1")).isCloseTo(2 + ends, within(0.001));
        assertThat(network.openConnections()).isZero();
    }

    @Test
    @DisplayName("measured-behaviour.md, formula 'long-lived TCP connection': retransmissions at 0.21 * 2^k s")
    void retransmissionGrid() {
        long time = 0;
        double[] expected = {0.21, 0.42, 0.84, 1.68, 3.36, 6.72, 13.44, 26.88, 53.76, 107.52, 215.04, 335.04};
        for (double seconds : expected) {
            time = Retransmission.next(time);
            assertThat(time / 1e9).isCloseTo(seconds, within(1e-9));
        }
    }

    @Test
    @DisplayName("fault-injection.md 7: without an answer the kernel gives up after tcp_retries2, about 924 s")
    void tcpRetries2() {
        Connection connection = caller.call(bench.a, 1);
        bench.at(FAULT, () -> network.power(bench.a, false));
        bench.at(FAULT, () -> network.send(connection, 5));
        bench.run(2000 * S);
        assertThat(timeOf("reset 1")).isCloseTo(926.6, within(0.001));
        assertThat(network.openConnections()).isZero();
    }

    @Test
    @DisplayName("measured-behaviour.md 11: TCP_USER_TIMEOUT 1000 ms ends it after a second")
    void tcpUserTimeout() {
        Connection connection = caller.call(bench.vip, 1);
        connection.tcpUserTimeoutNanos = S;
        bench.at(FAULT, () -> network.power(bench.a, false));
        bench.at(FAULT, () -> network.send(connection, 5));
        bench.run(60 * S);
        assertThat(timeOf("reset 1")).isCloseTo(3.0, within(0.001));
    }

    @Test
    void aShortCutDelaysWhatWasSentAndKeepsItsOrder() {
        Connection connection = caller.call(bench.a, 1);
        bench.at(FAULT, () -> network.silentCut(bench.a, true));
        bench.at(FAULT, () -> network.send(connection, 5));
        bench.at(FAULT + 100 * MS, () -> network.send(connection, 6));
        bench.at(FAULT + 500 * MS, () -> network.silentCut(bench.a, false));
        bench.at(FAULT + 600 * MS, () -> network.send(connection, 7));
        bench.run(10 * S);
        assertThat(bench.log)
                .endsWith(
                        "2.840 a answers 5",
                        "2.840 a answers 6",
                        "2.840 a answers 7",
                        "2.840 data 5",
                        "2.840 data 6",
                        "2.840 data 7");
    }

    @Test
    void whatWasSentBeforeALossArrivesAndWhatCameAfterWaits() {
        Connection connection = caller.call(bench.a, 1);
        bench.run(FAULT);
        network.send(connection, 5);
        int rule = network.addRule(Rule.drop(bench.c, bench.a, Traffic.TCP));
        network.send(connection, 6);
        network.removeRule(rule);
        network.send(connection, 7);
        bench.run(10 * S);
        assertThat(bench.log)
                .endsWith(
                        "2.000 a answers 5",
                        "2.000 data 5",
                        "2.210 a answers 6",
                        "2.210 a answers 7",
                        "2.210 data 6",
                        "2.210 data 7")
                .doesNotHaveDuplicates();
    }

    @Test
    void whatFollowsASegmentLostUnderWayIsVoid() {
        Connection connection = caller.call(bench.a, 1);
        bench.run(FAULT);
        network.send(connection, 5);
        bench.run(FAULT + Bench.HOP / 2);
        network.send(connection, 6);
        bench.at(FAULT + Bench.HOP - 1, () -> network.silentCut(bench.a, true));
        bench.at(FAULT + Bench.HOP + 1, () -> network.silentCut(bench.a, false));
        bench.run(10 * S);
        assertThat(bench.log)
                .endsWith("2.210 a answers 5", "2.210 a answers 6", "2.210 data 5", "2.210 data 6")
                .doesNotHaveDuplicates();
    }

    @Test
    void anAnswerThatWasLostComesOnTheServersGrid() {
        Connection connection = caller.call(bench.a, 1);
        bench.run(FAULT);
        int rule = network.addRule(Rule.drop(bench.a, bench.c, Traffic.TCP));
        network.send(connection, 5);
        bench.at(FAULT + 300 * MS, () -> network.removeRule(rule));
        bench.run(10 * S);
        assertThat(bench.log).endsWith("2.000 a answers 5", "2.420 data 5");
    }

    @Test
    @DisplayName("partition, one way: TCP needs both directions")
    void oneWayRuleKillsTcpBothWays() {
        network.addRule(Rule.drop(bench.a, bench.c, Traffic.ALL));
        bench.new Caller(true).call(bench.a, 1);
        network.addRule(Rule.drop(bench.c, bench.b, Traffic.ALL));
        bench.new Caller(true).call(bench.b, 2);
        bench.run(140 * S);
        assertThat(bench.log).containsExactlyInAnyOrder("131.000 timeout 1", "131.000 timeout 2");
        assertThat(network.openConnections()).isZero();
    }

    @Test
    @DisplayName("partition, VRRP only: TCP passes")
    void vrrpOnlyRuleLeavesTcp() {
        network.addRule(Rule.drop(Rule.ANY, Rule.ANY, Traffic.VRRP));
        network.send(bench.a, bench.b, Traffic.VRRP, (op, arg) -> bench.note("advert"), 0, 0);
        bench.new Caller(true).call(bench.a, 1);
        bench.run(S);
        assertThat(bench.log).contains("0.000 data 1").doesNotContain("0.000 advert");
    }

    @Test
    @DisplayName("power off: silence; after the reboot nobody knows the connection: RST")
    void rebootedServer() {
        Connection connection = caller.call(bench.a, 1);
        bench.at(FAULT, () -> network.power(bench.a, false));
        bench.at(FAULT + S, () -> network.power(bench.a, true));
        bench.run(5 * S);
        assertThat(bench.log).endsWith("0.000 a accepts 1");
        network.send(connection, 5);
        bench.run(6 * S);
        assertThat(bench.log).endsWith("5.000 reset 1");
        assertThat(network.openConnections()).isZero();
    }

    @Test
    void rebootedClient() {
        Connection connection = caller.call(bench.a, 1);
        bench.at(FAULT, () -> network.power(bench.c, false));
        bench.at(FAULT + S, () -> network.power(bench.c, true));
        bench.at(5 * S, () -> network.reply(connection, 3));
        bench.run(6 * S);
        assertThat(bench.log).endsWith("5.000 a sees RST of 1");
        assertThat(network.openConnections()).isZero();
    }

    @Test
    void theServerThatWasLeftBehindIsTold() {
        Connection connection = caller.call(bench.vip, 1);
        bench.at(FAULT, () -> bench.takeOver(bench.a, bench.b));
        bench.at(FAULT + S, () -> network.send(connection, 5));
        bench.run(10 * S);
        assertThat(bench.log).endsWith("3.000 a sees RST of 1", "3.000 reset 1");
        assertThat(network.openConnections()).isZero();
    }

    @Test
    void anAddressThatIsNobodysSendsNoAnswer() {
        Connection connection = caller.call(bench.vip, 1);
        bench.at(FAULT, () -> network.disown(bench.a, bench.vip));
        bench.at(FAULT + S, () -> network.reply(connection, 5));
        bench.run(10 * S);
        assertThat(bench.log).doesNotContain("3.000 data 5");
        bench.at(11 * S, () -> network.own(bench.a, bench.vip));
        bench.run(60 * S);
        assertThat(timeOf("data 5")).isCloseTo(3 + 13.44, within(0.001));
    }

    @Test
    void aClientThatHungUpDuringACutIsHeardOfLater() {
        Connection connection = caller.call(bench.a, 1);
        bench.at(FAULT, () -> network.silentCut(bench.a, true));
        bench.at(FAULT + S, () -> network.close(connection));
        bench.at(FAULT + 3 * S, () -> network.silentCut(bench.a, false));
        bench.run(20 * S);
        assertThat(timeOf("a sees the end of 1")).isCloseTo(3 + 3.36, within(0.001));
        assertThat(network.openConnections()).isZero();
    }

    @Test
    void aMessageOfAnEarlierLifeOfTheObjectIsIgnored() {
        Connection first = caller.call(bench.a, 1);
        bench.run(S);
        network.send(first, 1);
        network.power(bench.a, false);
        network.close(first);
        network.power(bench.a, true);
        network.listen(bench.a, PORT, 128, bench.new Echo("a2"));
        Connection second = caller.call(bench.a, 2);
        assertThat(second).isSameAs(first);
        bench.run(2 * S);
        assertThat(bench.log)
                .containsExactly("0.000 connected 1", "0.000 a accepts 1", "1.000 connected 2", "1.000 a2 accepts 2");
    }
}
