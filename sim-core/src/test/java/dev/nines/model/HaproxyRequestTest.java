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
import dev.nines.model.spec.HaproxySpec.CheckType;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** measured-behaviour.md, behaviours 6 to 9: what requests see of a lost server, 50 of them a second. */
class HaproxyRequestTest {
    private static final long INTERVAL = 20 * MS;
    private static final long PATIENT = 60 * S;
    private static final int TRIALS = 40;
    private static final String FRONT = "front@lb1";
    private static final String DOWN = "web@web1 DOWN";
    private static final Fault KILL = new Fault.Kill("web@web1");
    private static final Fault CUT = new Fault.SilentCut("web1");
    private static final Fault HANG = new Fault.Hang("web@web1");

    private static void each(HaproxyDesign design, Fault fault, double until, Consumer<Requests> test) {
        Design quiet = design.quiet();
        Plan plan = Plan.of(INTERVAL, PATIENT, fault, until);
        IntStream.range(0, TRIALS).parallel().forEach(trial -> test.accept(Requests.of(quiet, trial, plan)));
    }

    private static boolean failed(Request request) {
        return !request.good();
    }

    private static List<Request> failures(Requests requests, double from, double to) {
        return requests.sent(from, to).stream()
                .filter(HaproxyRequestTest::failed)
                .toList();
    }

    @Test
    @DisplayName("behaviour 7: by default half of the requests are 503 for the whole detection time, each 3 s late")
    void halfOfTheRequestsAreLate503s() {
        each(new HaproxyDesign(), KILL, 20, requests -> {
            double down = requests.after(FRONT, DOWN);
            assertThat(down).isBetween(4.0, 6.01);
            assertThat(requests.share(0, down, HaproxyRequestTest::failed)).isCloseTo(0.5, within(0.01));
            assertThat(failures(requests, 0, down)).allSatisfy(request -> {
                assertThat(request.known()).isTrue();
                assertThat(request.took()).isCloseTo(3, within(0.01));
            });
            assertThat(failures(requests, down, 20)).isEmpty();
        });
    }

    @Test
    @DisplayName("behaviour 7: retries 0: the same window, but at once")
    void withoutRetriesTheyFailAtOnce() {
        each(new HaproxyDesign().retries(0), KILL, 20, requests -> {
            double down = requests.after(FRONT, DOWN);
            assertThat(requests.share(0, down, HaproxyRequestTest::failed)).isCloseTo(0.5, within(0.01));
            assertThat(failures(requests, 0, down))
                    .allSatisfy(request -> assertThat(request.took()).isLessThan(0.01));
            assertThat(failures(requests, down, 20)).isEmpty();
        });
    }

    @Test
    @DisplayName(
            "behaviour 7: redispatch and roundrobin: 0..2 failed requests, those in flight; the others hardly wait")
    void redispatchMovesRefusedRequests() {
        each(new HaproxyDesign().redispatching(), KILL, 20, requests -> {
            assertThat(requests.count(-1, 20, HaproxyRequestTest::failed)).isBetween(0L, 2L);
            assertThat(requests.count(0, 20, request -> request.took() > 0.01))
                    .as("one that is refused just after DOWN waits, since only one server is active")
                    .isLessThanOrEqualTo(1);
            assertThat(requests.sent(0, 20))
                    .allSatisfy(request -> assertThat(request.took()).isLessThan(1.01));
        });
    }

    @Test
    @DisplayName("behaviour 7: 500 ms x 2, redispatch: found in 0.5..1 s, 0..4 failures")
    void quickChecks() {
        HaproxyDesign design = new HaproxyDesign().redispatching().check(CheckType.HTTP, 500 * MS, 2, 2);
        each(design, KILL, 10, requests -> {
            assertThat(requests.after(FRONT, DOWN)).isBetween(0.499, 1.01);
            assertThat(requests.count(-1, 10, HaproxyRequestTest::failed)).isBetween(0L, 4L);
        });
    }

    @Test
    @DisplayName("behaviour 7: observe layer4 error-limit 10 on-error mark-down finds it in 0.18..0.29 s at 50/s")
    void observedTrafficMarksDown() {
        each(new HaproxyDesign().redispatching().observing(), KILL, 5, requests -> {
            assertThat(requests.after(FRONT, DOWN)).isBetween(0.18, 0.29);
            assertThat(requests.count(-1, 5, HaproxyRequestTest::failed)).isBetween(0L, 2L);
        });
    }

    @Test
    @DisplayName("behaviour 8: redispatch against silence: half wait the whole timeout connect of 5 s, then succeed")
    void redispatchDoesNotHelpAgainstSilence() {
        each(new HaproxyDesign().redispatching(), CUT, 30, requests -> {
            double down = requests.after(FRONT, DOWN);
            assertThat(down).isBetween(9.99, 12.01);
            assertThat(requests.share(0, down, request -> request.took() > 1)).isCloseTo(0.5, within(0.01));
            assertThat(requests.sent(0.1, down))
                    .allSatisfy(request -> assertThat(request.good()).isTrue());
            assertThat(requests.sent(0.1, down).stream().filter(request -> request.took() > 1))
                    .allSatisfy(request -> assertThat(request.took()).isCloseTo(5, within(0.01)));
            assertThat(requests.sent(down, 25))
                    .allSatisfy(request -> assertThat(request.took()).isLessThan(0.01));
        });
    }

    @Test
    @DisplayName("behaviour 8: timeout connect 300 ms turns that into about 320 ms")
    void aShortTimeoutConnectHelpsAgainstSilence() {
        each(new HaproxyDesign().redispatching().timeouts(300 * MS, 30 * S, 0), CUT, 30, requests -> {
            double down = requests.after(FRONT, DOWN);
            assertThat(down).as("checks ignore timeout connect").isBetween(9.99, 12.01);
            List<Request> slow = requests.sent(0.1, down).stream()
                    .filter(request -> request.took() > 0.1)
                    .toList();
            assertThat((double) slow.size() / requests.sent(0.1, down).size())
                    .as("redispatches take turns of the round robin")
                    .isBetween(0.49, 0.55);
            assertThat(slow).allSatisfy(request -> {
                assertThat(request.good()).isTrue();
                assertThat(request.took()).isBetween(0.3, 0.32);
            });
        });
    }

    @Test
    @DisplayName("section 3: without redispatch a silent server costs (retries + 1) * timeout connect, then 503")
    void silenceWithoutRedispatch() {
        each(new HaproxyDesign().timeouts(S, 30 * S, 0).retries(1), CUT, 25, requests -> {
            double down = requests.after(FRONT, DOWN);
            assertThat(requests.share(0.1, down, HaproxyRequestTest::failed)).isCloseTo(0.5, within(0.01));
            assertThat(failures(requests, 0.1, down))
                    .allSatisfy(request -> assertThat(request.took()).isCloseTo(2, within(0.01)));
        });
    }

    @Test
    @DisplayName("behaviour 9: hung, TCP check: never DOWN in 25 s, half 504 after timeout server")
    void aTcpCheckSeesNothingOfAHang() {
        HaproxyDesign design = new HaproxyDesign()
                .check(CheckType.TCP, 2 * S, 2, 3)
                .timeouts(5 * S, 4 * S, 0)
                .web(Law.constant(MS), 64, 4096);
        each(design, HANG, 25, requests -> {
            assertThat(requests.never(FRONT, DOWN)).isTrue();
            assertThat(requests.share(0, 20, HaproxyRequestTest::failed)).isCloseTo(0.5, within(0.01));
            assertThat(failures(requests, 0, 20)).allSatisfy(request -> {
                assertThat(request.known()).isTrue();
                assertThat(request.took()).isCloseTo(4, within(0.01));
            });
        });
    }

    @Test
    @DisplayName("behaviour 9: DOWN does not release requests that wait on the server; the heal does")
    void downDoesNotReleaseThoseWhoWait() {
        Design quiet = new HaproxyDesign().web(Law.constant(MS), 512, 4096).quiet();
        Plan plan = Plan.of(INTERVAL, PATIENT, HANG, 40).repaired(20);
        IntStream.range(0, TRIALS).parallel().forEach(trial -> {
            Requests requests = Requests.of(quiet, trial, plan);
            double down = requests.after(FRONT, DOWN);
            List<Request> waited = requests.sent(0, down).stream()
                    .filter(request -> request.took() > 1)
                    .toList();
            assertThat(waited).hasSizeBetween((int) (25 * down) - 2, (int) (25 * down) + 2);
            assertThat(waited).allSatisfy(request -> {
                assertThat(request.good()).isTrue();
                assertThat(request.sent() + request.took()).isCloseTo(20, within(0.02));
            });
        });
    }

    @Test
    @DisplayName("on-marked-down shutdown-sessions cuts them at the moment of DOWN")
    void shutdownSessionsReleasesThem() {
        each(new HaproxyDesign().shutdownSessions().web(Law.constant(MS), 64, 4096), HANG, 25, requests -> {
            double down = requests.after(FRONT, DOWN);
            List<Request> failed = failures(requests, 0, down);
            assertThat(failed).hasSizeBetween((int) (25 * down) - 2, (int) (25 * down) + 2);
            assertThat(failed)
                    .allSatisfy(request ->
                            assertThat(request.sent() + request.took()).isCloseTo(down, within(0.01)));
        });
    }

    @Test
    @DisplayName("invariant 2: no new request goes to a DOWN server")
    void noRequestGoesToADownServer() {
        each(new HaproxyDesign().web(Law.constant(MS), 64, 4096), HANG, 25, requests -> {
            int down = (int) Math.ceil(requests.after(FRONT, DOWN));
            assertThat(requests.served("web1", down, 25)).isZero();
            assertThat(requests.served("web2", down, 25)).isEqualTo(50L * (25 - down));
        });
    }
}
