package dev.nines.network;

import static dev.nines.network.Bench.HOP;
import static dev.nines.network.Bench.MS;
import static dev.nines.network.Bench.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.fault.Fault.Traffic;
import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Group;
import dev.nines.kernel.Law;
import dev.nines.kernel.Simulation;
import dev.nines.model.spec.NetworkSpec;
import dev.nines.model.spec.NetworkSpec.SynSchedule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DatagramTest {
    private final Bench bench = new Bench();
    private final Network network = bench.network;
    private final List<Long> arrivals = new ArrayList<>();

    private void send(int from, int to, Traffic traffic) {
        network.send(from, to, traffic, (op, arg) -> arrivals.add(bench.simulation.now()), 0, 0);
    }

    private int arrived() {
        arrivals.clear();
        send(bench.a, bench.b, Traffic.VRRP);
        bench.run(bench.simulation.now() + S);
        return arrivals.size();
    }

    @Test
    void delayByZones() {
        Simulation simulation = new Simulation(1, false);
        simulation.enter(simulation.group("g"));
        Network wide = new Network(simulation, Bench.spec(SynSchedule.LINEAR));
        String[] zones = {"eu/a/r1", "eu/a/r2", "eu/a", "eu/b/r1", "us/a/r1"};
        for (int i = 0; i < zones.length; i++) {
            wide.addHost("h" + i, zones[i]);
        }
        long[] delays = new long[zones.length];
        for (int to = 0; to < zones.length; to++) {
            wide.send(0, to, Traffic.ALL, (op, arg) -> delays[arg] = simulation.now(), 0, to);
        }
        simulation.run(S);
        assertThat(delays).containsExactly(0, HOP, HOP, MS, 20 * MS);
    }

    @Test
    void rulesPassDelayOrDropOneDirection() {
        int late = network.addRule(Rule.delay(bench.a, Rule.ANY, Traffic.VRRP, 3 * MS));
        int later = network.addRule(Rule.delay(Rule.ANY, bench.b, Traffic.ALL, 4 * MS));
        send(bench.a, bench.b, Traffic.VRRP);
        send(bench.a, bench.b, Traffic.TCP);
        send(bench.b, bench.a, Traffic.VRRP);
        bench.run(S);
        assertThat(arrivals).containsExactly(HOP, HOP + 4 * MS, HOP + 7 * MS);
        network.removeRule(late);
        network.removeRule(later);
        int drop = network.addRule(Rule.drop(bench.a, bench.b, Traffic.VRRP));
        assertThat(arrived()).isZero();
        network.removeRule(drop);
        assertThat(arrived()).isOne();
        assertThatThrownBy(() -> network.removeRule(drop)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("faults crash, cable-cut, silent-cut: nothing gets in or out, nor in while it is under way")
    void hostConditions() {
        List<String> carrier = new ArrayList<>();
        network.carrierListener(bench.b, (host, up) -> carrier.add(network.name(host) + (up ? " up" : " down")));
        network.silentCut(bench.b, true);
        assertThat(arrived()).isZero();
        network.silentCut(bench.b, false);
        network.silentCut(bench.a, true);
        assertThat(arrived()).isZero();
        network.silentCut(bench.a, false);
        assertThat(carrier).isEmpty();
        network.carrier(bench.b, false);
        assertThat(arrived()).isZero();
        network.carrier(bench.b, true);
        assertThat(carrier).containsExactly("b down", "b up");
        assertThat(arrived()).isOne();
        arrivals.clear();
        send(bench.a, bench.b, Traffic.VRRP);
        network.power(bench.b, false);
        network.power(bench.b, true);
        bench.run(bench.simulation.now() + S);
        assertThat(arrivals).isEmpty();
        assertThat(arrived()).isOne();
    }

    @Test
    @DisplayName("fault loss: the share lost is what was asked, spec and rules together")
    void lossShare() {
        Bench lossy = new Bench(1, Bench.spec(SynSchedule.LINEAR, Law.constant(HOP), 0.1));
        lossy.network.addRule(Rule.loss(lossy.a, lossy.b, Traffic.ALL, 0.2));
        int[] got = new int[2];
        int sent = 20_000;
        for (int i = 0; i < sent; i++) {
            lossy.network.send(lossy.a, lossy.b, Traffic.VRRP, (op, arg) -> got[arg]++, 0, 0);
            lossy.network.send(lossy.b, lossy.a, Traffic.VRRP, (op, arg) -> got[arg]++, 0, 1);
        }
        lossy.run(S);
        // Five standard deviations of a binomial share are 0.016 and 0.011 here.
        assertThat((double) got[0] / sent).isBetween(0.72 - 0.016, 0.72 + 0.016);
        assertThat((double) got[1] / sent).isBetween(0.9 - 0.011, 0.9 + 0.011);
    }

    @Test
    void multicastReachesEachReceiverThatCanBeReached() {
        network.addRule(Rule.drop(bench.c, bench.b, Traffic.VRRP));
        network.multicast(
                bench.c,
                new int[] {bench.a, bench.b, bench.c},
                Traffic.VRRP,
                (op, arg) -> arrivals.add(bench.simulation.now()),
                0,
                0);
        bench.run(S);
        assertThat(arrivals).containsExactly(0L, HOP);
    }

    /** Adverts from a to b and a TCP health check, both every second: does that repeat itself? */
    private static boolean repeats(NetworkSpec spec) {
        Simulation simulation = new Simulation(1, false);
        Group group = simulation.group("g");
        simulation.enter(group);
        Network network = new Network(simulation, spec);
        int a = network.addHost("a", "r/z");
        int b = network.addHost("b", "r/z");
        group.add(network::fingerprint);
        network.listen(b, 80, 5, new Bench(1, spec).new Echo("b"));
        Checker checker = new Checker(simulation, group, network, a, b);
        checker.onEvent(0, 0);
        simulation.run(100 * S);
        simulation.observe(true);
        simulation.run(120 * S);
        return simulation.steady();
    }

    private static final class Checker implements EventHandler, ConnectionUser {
        private final Simulation simulation;
        private final Network network;
        private final int from;
        private final int to;
        private final int timer;

        Checker(Simulation simulation, Group group, Network network, int from, int to) {
            this.simulation = simulation;
            this.network = network;
            this.from = from;
            this.to = to;
            timer = simulation.timer(group, this, 0, 0);
        }

        @Override
        public void onEvent(int op, int arg) {
            network.send(from, to, Traffic.VRRP, (ignored, advert) -> {}, 0, 0);
            network.connect(from, 0, to, 80, this, 0);
            simulation.arm(timer, S);
        }

        @Override
        public void onConnected(Connection connection) {
            network.close(connection);
        }

        @Override
        public void onRefused(Connection connection) {}

        @Override
        public void onReset(Connection connection) {}

        @Override
        public void onConnectTimeout(Connection connection) {}

        @Override
        public void onData(Connection connection, int payload) {}

        @Override
        public void onClosed(Connection connection) {}
    }

    @Test
    @DisplayName("constant delays and no loss draw nothing, so a steady group is recognised; random ones prevent it")
    void steadyTrafficRepeats() {
        assertThat(repeats(Bench.spec(SynSchedule.LINEAR))).isTrue();
        assertThat(repeats(Bench.spec(SynSchedule.LINEAR, new Law.Uniform(HOP, 2 * HOP), 0)))
                .isFalse();
        assertThat(repeats(Bench.spec(SynSchedule.LINEAR, Law.constant(HOP), 0.001)))
                .isFalse();
    }

    @Test
    void theFingerprintTellsConditionsApart() {
        long plain = network.fingerprint(0);
        assertThat(network.fingerprint(0)).isEqualTo(plain);
        network.silentCut(bench.a, true);
        assertThat(network.fingerprint(0)).isNotEqualTo(plain);
        network.silentCut(bench.a, false);
        network.own(bench.a, bench.vip);
        assertThat(network.fingerprint(0)).isNotEqualTo(plain);
        network.disown(bench.a, bench.vip);
        int rule = network.addRule(Rule.drop(bench.a, bench.b, Traffic.VRRP));
        assertThat(network.fingerprint(0)).isNotEqualTo(plain);
        network.removeRule(rule);
        assertThat(network.fingerprint(0)).isEqualTo(plain);
    }

    @Test
    void wrongRulesAreRefused() {
        assertThatThrownBy(() -> Rule.loss(0, 1, Traffic.ALL, 1.5)).hasMessageContaining("1.5");
        assertThatThrownBy(() -> Rule.delay(0, 1, Traffic.ALL, -1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> network.addHost("late", "r/z")).hasMessageContaining("late");
    }
}
