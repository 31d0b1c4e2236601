package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.fault.Fault;
import dev.nines.kernel.Law;
import dev.nines.model.Requests.Plan;
import dev.nines.model.Requests.Request;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.HaproxySpec.Balance;
import dev.nines.model.spec.HaproxySpec.Server;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** haproxy-nlb.md sections 1, 4 and 7: balancing as clients see it, 50 or 100 requests a second. */
class HaproxyBalanceTest {
    private static final String FRONT = "front@lb1";
    private static final String DOWN = "web@web1 DOWN";
    private static final String UP = "web@web1 UP";
    private static final Fault KILL = new Fault.Kill("web@web1");
    private static final int TRIALS = 10;

    private static List<Requests> trials(HaproxyDesign design, Plan plan) {
        Design quiet = design.quiet();
        return IntStream.range(0, TRIALS)
                .parallel()
                .mapToObj(trial -> Requests.of(quiet, trial, plan))
                .toList();
    }

    @Test
    @DisplayName("roundrobin halves requests whatever the servers do; leastconn spares a slow server")
    void leastconnSparesASlowServer() {
        Plan plan = Plan.of(10 * MS, 10 * S, new Fault.Slow("web@web1", 20), 20);
        Law tenMillis = Law.constant(10 * MS);
        for (Requests requests : trials(new HaproxyDesign().web(tenMillis, 64, 128), plan)) {
            assertThat(requests.served("web1", 2, 20)).isEqualTo(900);
            assertThat(requests.share(2, 19, request -> request.took() > 0.1)).isCloseTo(0.5, within(0.01));
        }
        HaproxyDesign leastconn = new HaproxyDesign().balance(Balance.LEASTCONN).web(tenMillis, 64, 128);
        for (Requests requests : trials(leastconn, plan)) {
            // one request of 200 ms lies on web1 while web2 has one of 10 ms, or none
            assertThat(requests.share(2, 19, request -> request.took() > 0.1)).isBetween(0.01, 0.1);
            assertThat(requests.sent(2, 19)).allMatch(Request::good);
        }
    }

    @Test
    @DisplayName("source: an address has its server; those of a lost one move when it is DOWN (invariant 10)")
    void sourceKeepsAddressesTogether() {
        Plan plan = Plan.of(10 * MS, 10 * S, KILL, 15);
        for (Requests requests :
                trials(new HaproxyDesign().balance(Balance.SOURCE).retries(0), plan)) {
            double down = requests.after(FRONT, DOWN);
            int hit = 0;
            for (int address = 0; address < 16; address++) {
                int source = address;
                List<Request> own = requests.sent(0, down).stream()
                        .filter(request -> request.source() == source)
                        .toList();
                assertThat(own.stream().map(Request::good).distinct())
                        .as("address %d", source)
                        .hasSize(1);
                hit += own.get(0).good() ? 0 : 1;
            }
            assertThat(hit).isBetween(1, 15);
            assertThat(requests.sent(down, 15)).allMatch(Request::good);
        }
    }

    @Test
    @DisplayName("stick on src: addresses of a lost server are stored anew and stay where they went")
    void stickTableIsRewritten() {
        Plan plan = Plan.of(10 * MS, 10 * S, KILL, 60).repaired(20);
        for (Requests requests : trials(new HaproxyDesign().stickOnSource().retries(0), plan)) {
            double down = requests.after(FRONT, DOWN);
            int up = (int) Math.ceil(requests.after(FRONT, UP));
            assertThat(requests.servedBefore("web1")).isPositive();
            assertThat(requests.share(0, down, request -> !request.good())).isCloseTo(0.5, within(0.02));
            assertThat(requests.served("web1", up, 60)).as("nobody comes back").isZero();
        }
    }

    @Test
    @DisplayName("invariant 3: a backup server gets traffic only while no other is usable")
    void backupServesOnlyWhenAlone() {
        Server backup = new Server("web2", 1, true, 0);
        Plan plan = Plan.of(20 * MS, 10 * S, KILL, 50).repaired(20);
        for (Requests requests : trials(new HaproxyDesign().servers(backup).retries(0), plan)) {
            double down = requests.after(FRONT, DOWN);
            double up = requests.after(FRONT, UP);
            assertThat(requests.servedBefore("web2")).isZero();
            assertThat(requests.sent(0, down)).as("all fail until DOWN").noneMatch(Request::good);
            assertThat(requests.sent(down, 50)).allMatch(Request::good);
            assertThat(requests.served("web2", (int) Math.ceil(down), (int) up))
                    .isEqualTo(50L * ((int) up - (int) Math.ceil(down)));
            assertThat(requests.served("web2", (int) Math.ceil(up), 50)).isZero();
        }
    }

    @Test
    @DisplayName("slowstart: none at the start of the process (invariant 12), after DOWN the share grows to a half")
    void slowstartOnlyAfterDown() {
        Plan plan = Plan.of(10 * MS, 10 * S, KILL, 60).repaired(20);
        for (Requests requests : trials(new HaproxyDesign().slowstart(20 * S), plan)) {
            assertThat((double) requests.servedBefore("web1") / requests.servedBefore("web2"))
                    .isCloseTo(1, within(0.02));
            int up = (int) Math.ceil(requests.after(FRONT, UP));
            long early = requests.served("web1", up, up + 3);
            long middle = requests.served("web1", up + 9, up + 12);
            long late = requests.served("web1", up + 21, up + 24);
            assertThat(early).isBetween(5L, 50L);
            assertThat(middle).isBetween(80L, 130L);
            assertThat(late).isEqualTo(150);
        }
    }

    @Test
    @DisplayName("maxconn: requests queue for a slot, and those beyond timeout queue are 503")
    void maxconnQueues() {
        Server one = new Server("web1", 1, false, 1);
        Server two = new Server("web2", 1, false, 1);
        HaproxyDesign design =
                new HaproxyDesign().servers(one, two).timeouts(5 * S, 30 * S, S).web(Law.constant(20 * MS), 64, 128);
        Plan plan = Plan.of(12_500_000, 10 * S, KILL, 20);
        for (Requests requests : trials(design, plan)) {
            // 80 a second on two slots of just under 50 a second each; then on one
            assertThat(requests.sent(-4, -1)).allMatch(request -> request.good() && request.took() < 0.03);
            int settled = (int) Math.ceil(requests.after(FRONT, DOWN)) + 5;
            assertThat(requests.share(settled, 18, request -> !request.good())).isCloseTo(1 - 49 / 80.0, within(0.02));
            assertThat(requests.sent(settled, 18))
                    .allSatisfy(request -> assertThat(request.took()).isBetween(request.good() ? 0.9 : 0.999, 1.03));
        }
    }
}
