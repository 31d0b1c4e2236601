package dev.nines.network;

import static dev.nines.network.Bench.HOP;
import static dev.nines.network.Bench.MS;
import static dev.nines.network.Bench.PORT;
import static dev.nines.network.Bench.S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.kernel.Simulation;
import dev.nines.model.spec.NetworkSpec.SynSchedule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Layer-4 balancers x and y share an address; servers 0 and 1 stand behind them. */
class ForwarderTest {
    private final Simulation simulation = new Simulation(1, false);
    private final Network network = new Network(simulation, Bench.spec(SynSchedule.LINEAR));
    private final List<String> log = new ArrayList<>();
    private final Balancer first = new Balancer("x");
    private final Balancer second = new Balancer("y");
    private int client;
    private int x;
    private int y;
    private int vip;
    private int target;
    private int unknown = Forwarder.REFUSE;
    private final int[] servers = new int[2];
    private int oneServer;

    private final class Balancer implements Forwarder {
        final String name;

        Balancer(String name) {
            this.name = name;
        }

        @Override
        public int target(Connection connection) {
            connection.targetPort = 8080;
            return connection.serverHost >= 0 ? connection.serverHost : target;
        }

        @Override
        public int onUnknownFlow(Connection connection) {
            return unknown >= 0 ? connection.serverHost : unknown;
        }

        @Override
        public void onFlowEnd(Connection connection) {
            note(name + " forgets " + connection.token + " at " + network.name(connection.viaHost));
        }

        @Override
        public void onRefused(Connection connection) {
            note(name + " sees RST of " + network.name(connection.serverHost));
        }
    }

    private final class Server implements Listener {
        @Override
        public void onAccept(Connection connection) {
            note("accepted by " + network.name(connection.serverHost));
        }

        @Override
        public void onData(Connection connection, int payload) {
            network.reply(connection, payload);
        }

        @Override
        public void onPeerClosed(Connection connection) {
            note("server sees the end");
        }

        @Override
        public void onReset(Connection connection) {
            note("server sees RST");
        }
    }

    private final class Client implements ConnectionUser {
        @Override
        public void onConnected(Connection connection) {
            note("connected");
        }

        @Override
        public void onRefused(Connection connection) {
            note("refused");
        }

        @Override
        public void onReset(Connection connection) {
            note("reset");
        }

        @Override
        public void onConnectTimeout(Connection connection) {
            note("timeout");
        }

        @Override
        public void onData(Connection connection, int payload) {
            note("data " + payload);
        }

        @Override
        public void onClosed(Connection connection) {
            note("closed");
        }
    }

    private void note(String text) {
        log.add(Bench.seconds(simulation.now()) + " " + text);
    }

    @BeforeEach
    void build() {
        simulation.enter(simulation.idleGroup("clients"));
        client = network.addHost("client", "r/z");
        x = network.addHost("x", "r/z");
        y = network.addHost("y", "r/z");
        servers[0] = network.addHost("s0", "r/z");
        servers[1] = network.addHost("s1", "r/z");
        vip = network.addAddress("vip");
        oneServer = servers[0];
        target = oneServer;
        network.forward(x, PORT, first);
        network.forward(y, PORT, second);
        for (int server : servers) {
            network.listen(server, 8080, 128, new Server());
        }
        network.own(x, vip);
    }

    private Connection connect() {
        return network.connect(client, 3, vip, PORT, new Client(), 7);
    }

    private void run(long nanos) {
        simulation.run(nanos);
    }

    private void addressMovesToY() {
        network.disown(x, vip);
        network.own(y, vip);
        network.gratuitousArp(y, vip);
        run(simulation.now() + MS);
    }

    @Test
    void segmentsPassTheBalancerBothWays() {
        Connection connection = connect();
        run(S);
        long before = simulation.now();
        network.send(connection, 5);
        run(before + 4 * HOP - 1);
        assertThat(log).containsExactly("0.000 connected", "0.000 accepted by s0");
        run(before + 4 * HOP);
        assertThat(log).endsWith("1.000 data 5");
        network.close(connection);
        run(2 * S);
        assertThat(log).endsWith("1.000 server sees the end", "1.000 x forgets 7 at x");
        assertThat(network.openConnections()).isZero();
    }

    @Test
    void refusedByTheBalancerOrByTheTarget() {
        target = Forwarder.REFUSE;
        connect();
        run(S);
        assertThat(log).containsExactly("0.000 refused", "0.000 x forgets 7 at x");
        target = oneServer;
        network.unlisten(oneServer, 8080);
        connect();
        run(2 * S);
        assertThat(log).endsWith("1.000 x sees RST of s0", "1.000 refused", "1.000 x forgets 7 at x");
    }

    @Test
    void aRetransmittedSynFindsItsTargetAgain() {
        network.silentCut(oneServer, true);
        connect();
        run(S / 2);
        target = servers[1];
        network.silentCut(oneServer, false);
        run(2 * S);
        assertThat(log).containsExactly("1.000 connected", "1.000 accepted by s0");
    }

    @Test
    void resetFlowsAnswersTheNextPacketWithRst() {
        Connection connection = connect();
        run(S);
        network.resetFlows(x, PORT, oneServer);
        run(2 * S);
        assertThat(log).hasSize(2);
        network.send(connection, 5);
        run(3 * S);
        assertThat(log).endsWith("2.000 server sees RST", "2.000 reset", "2.000 x forgets 7 at x");
        assertThat(network.openConnections()).isZero();
    }

    @Test
    void theOtherBalancerDoesNotKnowTheFlow() {
        Connection connection = connect();
        run(S);
        addressMovesToY();
        network.send(connection, 5);
        run(2 * S);
        assertThat(log).endsWith("1.001 server sees RST", "1.001 reset", "1.001 x forgets 7 at x");
    }

    @Test
    void theOtherBalancerHashesTheSameWay() {
        unknown = 0;
        Connection connection = connect();
        run(S);
        addressMovesToY();
        network.send(connection, 5);
        run(2 * S);
        assertThat(log).endsWith("1.001 x forgets 7 at x", "1.001 data 5");
        network.close(connection);
        run(3 * S);
        assertThat(log).endsWith("2.000 server sees the end", "2.000 y forgets 7 at y");
    }

    @Test
    void aBalancerWithoutPowerIsSilentAndNobodyRemembers() {
        Connection connection = connect();
        run(S);
        network.power(x, false);
        network.send(connection, 5);
        run(1_500 * MS);
        assertThat(log).hasSize(2);
        addressMovesToY();
        run(10 * S);
        assertThat(log).endsWith("1.840 server sees RST", "1.840 reset");
        assertThat(network.openConnections()).isZero();
    }

    @Test
    void anAnswerCannotPassABalancerThatLostTheAddress() {
        Connection connection = connect();
        run(S);
        network.disown(x, vip);
        network.reply(connection, 9);
        run(2 * S);
        assertThat(log).hasSize(2);
        network.own(x, vip);
        run(10 * S);
        assertThat(log).endsWith("2.680 data 9");
    }

    @Test
    void aKilledTargetResetsThroughTheBalancer() {
        connect();
        run(S);
        network.kill(oneServer, 8080);
        run(2 * S);
        assertThat(log).endsWith("1.000 x sees RST of s0", "1.000 reset", "1.000 x forgets 7 at x");
    }
}
