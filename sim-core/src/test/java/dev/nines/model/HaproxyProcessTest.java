package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.fault.Fault;
import dev.nines.kernel.Law;
import dev.nines.model.Requests.Plan;
import dev.nines.model.Requests.Request;
import dev.nines.model.spec.ClientSpec.Connections;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HAProxy itself stops, hangs or starts anew; and what it does in TCP mode. */
class HaproxyProcessTest {
    private static final String FRONT = "front@lb1";
    private static final int TRIALS = 20;

    private static void each(HaproxyDesign design, Plan plan, Consumer<Requests> test) {
        Design quiet = design.quiet();
        IntStream.range(0, TRIALS).parallel().forEach(trial -> test.accept(Requests.of(quiet, trial, plan)));
    }

    @ParameterizedTest
    @DisplayName("initial state: up at once, but the first failed check marks DOWN; k-th of n checks at inter * k / n")
    @CsvSource({"web1, 0", "web2, 1"})
    void firstCheckAfterTheStartDecides(String server, double first) {
        DrillSpec drill = new DrillSpec(
                "drill",
                List.of(
                        new DrillSpec.Step(0, new Fault.Kill("web@" + server), -1, false),
                        new DrillSpec.Step(30 * S, new Fault.Restart("front@lb1"), 0, false)));
        Design design = new HaproxyDesign().probed(Specs.probe(100 * MS, S, 0.9, "front"), drill);
        Drilled.each(design, TRIALS, drilled -> {
            assertThat(drilled.said(30, FRONT, "started")).isTrue();
            assertThat(drilled.said(30 + first - 0.01, FRONT, "web@" + server + " DOWN"))
                    .isTrue();
            assertThat(drilled.said(30 + first + 0.01, FRONT, "web@" + server + " DOWN"))
                    .isFalse();
            return 0;
        });
    }

    @Test
    @DisplayName("SIGKILL: connections are reset, new ones refused, until it is started again")
    void killed() {
        Plan plan = Plan.of(20 * MS, 10 * S, new Fault.Kill(FRONT), 20).repaired(10);
        each(new HaproxyDesign(), plan, requests -> {
            assertThat(requests.sent(0, 10)).noneMatch(Request::good);
            assertThat(requests.sent(0, 10))
                    .allSatisfy(request -> assertThat(request.took()).isLessThan(0.01));
            assertThat(requests.sent(10, 19)).allMatch(Request::good);
        });
    }

    @Test
    @DisplayName("SIGSTOP: its kernel accepts, nobody is answered; when it continues, those who waited are served")
    void hung() {
        Plan plan = Plan.of(20 * MS, 60 * S, new Fault.Hang(FRONT), 20).repaired(10);
        each(new HaproxyDesign().web(Law.constant(MS), 64, 4096), plan, requests -> {
            assertThat(requests.sent(0, 19)).allMatch(Request::good);
            assertThat(requests.sent(0, 10))
                    .allSatisfy(request ->
                            assertThat(request.sent() + request.took()).isCloseTo(10, within(0.1)));
            assertThat(requests.never(FRONT, "web@"))
                    .as("no check failed for it")
                    .isTrue();
        });
    }

    @Test
    @DisplayName("TCP mode: a dying server ends its clients' connections, which find the other one by redispatch")
    void tcpMode() {
        Plan plan = Plan.of(50 * MS, S, new Fault.Kill("web@web1"), 20).over(Connections.LONG_LIVED);
        each(new HaproxyDesign().tcpMode().redispatching(), plan, requests -> {
            assertThat(requests.servedBefore("web1")).isPositive();
            assertThat(requests.count(-1, 19, request -> !request.good())).isLessThanOrEqualTo(3);
            assertThat(requests.sent(0.1, 19))
                    .allSatisfy(request -> assertThat(request.took()).isLessThan(1));
        });
    }

    @Test
    @DisplayName("TCP mode, silence: established sessions stay on a DOWN server unless shutdown-sessions cuts them")
    void tcpModeAndSilence() {
        Plan plan = Plan.of(50 * MS, S, new Fault.SilentCut("web1"), 25).over(Connections.LONG_LIVED);
        each(
                new HaproxyDesign().tcpMode(),
                plan,
                requests -> assertThat(requests.share(14, 23, Request::good)).isCloseTo(0.5, within(0.02)));
        each(new HaproxyDesign().tcpMode().shutdownSessions(), plan, requests -> {
            double down = requests.after(FRONT, "web@web1 DOWN");
            assertThat(requests.share(1, down - 1, Request::good)).isCloseTo(0.5, within(0.03));
            assertThat(requests.sent(down + 1, 23)).allMatch(Request::good);
        });
    }
}
