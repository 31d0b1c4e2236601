package dev.nines.chaos.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.chaos.stop.ProbeShare;
import dev.nines.chaos.stop.StopWatch;
import dev.nines.chaos.target.LocalTarget;
import dev.nines.chaos.target.Target;
import dev.nines.measure.RawOutage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ProbeSessionTest {
    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final List<String> SOURCES =
            IntStream.rangeClosed(1, 16).mapToObj(i -> "127.0.1." + i).toList();
    private static final Target HERE = new LocalTarget("client", List.of());

    private static ProbeSpec web(String name, HttpStub stub) {
        return ProbeSpec.probe(name, new Question.Http("web", "/", 200, ""), "127.0.0.1", stub.port(), SOURCES);
    }

    private static Sensitivity.Cut cut(HttpStub stub) {
        return new Sensitivity.Cut() {
            @Override
            public void apply() {
                try {
                    stub.stop();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void heal() {
                try {
                    stub.start();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    @Test
    void aStopAndAStartAreOneOutageAndOneReasonToStop() throws Exception {
        AtomicLong raw = new AtomicLong();
        BlockingQueue<String> stops = new LinkedBlockingQueue<>();
        try (HttpStub stub = new HttpStub();
                ProbeSession session =
                        ProbeSession.start(HERE, List.of(web("web", stub)), o -> raw.incrementAndGet())) {
            MeasuredProbe probe = session.probe("web");
            assertThat(probe.awaitSteady(SECOND / 2, 30 * SECOND)).isEqualTo(new SteadyState(true, ""));
            probe.begin();
            EpochClock clock = new EpochClock();
            try (StopWatch watch =
                    StopWatch.start(List.of(new ProbeShare(probe, 0.8, Duration.ofMillis(100))), stops::add)) {
                long before = clock.getAsLong();
                cut(stub).apply();
                assertThat(stops.poll(20, TimeUnit.SECONDS)).startsWith("probe web: ");
                assertThat(watch.green()).isFalse();
                cut(stub).heal();
                long after = clock.getAsLong();
                assertThat(probe.awaitSettled(SECOND / 2, 60 * SECOND)).isTrue();
                Repetition seen = probe.finish(before, 0, probe.newestDueNanos());
                assertThat(seen.outages()).hasSize(1);
                RawOutage outage = seen.outages().get(0);
                // failed probes were sent between the two stamps; each is booked when it was due, a little before
                assertThat(outage.startNanos()).isBetween(before - SECOND, after);
                assertThat(outage.endNanos()).isBetween(outage.startNanos() + 100 * MS, after);
                assertThat(outage.failedShare()).isGreaterThan(0.9);
                assertThat(seen.failed()).isEqualTo(Math.round(seen.downtimeNanos() / (10.0 * MS)));
                assertThat(raw.get()).isGreaterThan(seen.probes());
            }
        }
    }

    @Test
    @DisplayName("facts, guard rail 13: a probe that does not notice a cut of its own traffic is blind")
    void blindProbesAreFound() throws Exception {
        try (HttpStub stub = new HttpStub();
                HttpStub other = new HttpStub();
                HttpStub ill = new HttpStub()) {
            ill.status = 503;
            List<ProbeSpec> specs = List.of(web("seeing", stub), web("astray", other), web("never", ill));
            try (ProbeSession session = ProbeSession.start(HERE, specs, outcome -> {})) {
                assertThat(session.probe("seeing").sensitivity(cut(stub), 20 * SECOND))
                        .isEqualTo(Sensitivity.SEES);
                // it was meant for the service that is cut
                assertThat(session.probe("astray").sensitivity(cut(stub), SECOND))
                        .isEqualTo(Sensitivity.BLIND);
                assertThat(session.probe("never").sensitivity(cut(ill), SECOND)).isEqualTo(Sensitivity.NEVER_GOOD);
                assertThat(session.probe("never").awaitSteady(SECOND / 2, SECOND))
                        .satisfies(state -> assertThat(state.steady()).isFalse())
                        .satisfies(state -> assertThat(state.reason()).contains("probe never"));
                assertThatThrownBy(() -> session.probe("unknown")).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void aProbeThatDoesNotComeBackIsSaid() throws Exception {
        try (HttpStub stub = new HttpStub();
                ProbeSession session = ProbeSession.start(HERE, List.of(web("web", stub)), outcome -> {})) {
            Sensitivity.Cut forGood = new Sensitivity.Cut() {
                @Override
                public void apply() {
                    cut(stub).apply();
                }

                @Override
                public void heal() {
                    // nothing
                }
            };
            assertThat(session.probe("web").sensitivity(forGood, SECOND)).isEqualTo(Sensitivity.NOT_BACK);
        }
    }

    @Test
    @DisplayName("a prober ends with its standard input: a dead controller leaves no probe behind")
    void endsWithItsInput() throws Exception {
        try (HttpStub stub = new HttpStub()) {
            Process prober = HERE.start(ProbeSession.command());
            prober.getOutputStream()
                    .write((JsonMapper.shared().writeValueAsString(List.of(web("web", stub))) + "\n")
                            .getBytes(StandardCharsets.UTF_8));
            prober.getOutputStream().flush();
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(prober.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(lines.readLine()).isEqualTo("nines-probe 1");
            assertThat(lines.readLine()).startsWith("s 0 ");
            assertThat(lines.readLine()).startsWith("o 0 ");
            prober.getOutputStream().close();
            assertThat(prober.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(prober.exitValue()).isZero();
        }
    }

    @Test
    void aProberThatIsKilledMakesTheRunInvalid() throws Exception {
        try (HttpStub stub = new HttpStub()) {
            Children children = new Children();
            try (ProbeSession session = ProbeSession.start(children, List.of(web("web", stub)), outcome -> {})) {
                MeasuredProbe probe = session.probe("web");
                assertThat(probe.awaitSteady(SECOND / 5, 30 * SECOND).steady()).isTrue();
                children.last.destroyForcibly().waitFor();
                assertThatThrownBy(() -> probe.awaitSteady(100 * SECOND, 100 * SECOND))
                        .isInstanceOf(ProbeGone.class)
                        .hasMessageContaining("the prober has ended");
                assertThatThrownBy(() -> probe.finish(0, 0, probe.newestDueNanos() + 100 * SECOND))
                        .isInstanceOf(ProbeGone.class);
                assertThat(probe.silentNanos()).isEqualTo(Long.MAX_VALUE);
            }
        }
    }

    @Test
    void aProberThatCannotStartIsSaid() throws Exception {
        Target broken = new LocalTarget("client", List.of("false"));
        try (HttpStub stub = new HttpStub()) {
            List<ProbeSpec> specs = List.of(web("web", stub));
            assertThatThrownBy(() -> ProbeSession.start(broken, specs, outcome -> {}))
                    .isInstanceOf(ProbeGone.class);
            Target nonsense = new LocalTarget("client", List.of("sh", "-c", "echo welcome; cat"));
            assertThatThrownBy(() -> ProbeSession.start(nonsense, specs, outcome -> {}))
                    .isInstanceOf(ProbeGone.class);
        }
    }

    /** Remembers what it started. */
    private static final class Children implements Target {
        private Process last;

        @Override
        public String name() {
            return "client";
        }

        @Override
        public dev.nines.chaos.target.Location location() {
            return HERE.location();
        }

        @Override
        public dev.nines.chaos.target.Outcome run(
                List<String> command, String input, Duration deadline, Consumer<String> lines) {
            return HERE.run(command, input, deadline, lines);
        }

        @Override
        public Process start(List<String> command) throws IOException {
            last = HERE.start(command);
            return last;
        }
    }
}
