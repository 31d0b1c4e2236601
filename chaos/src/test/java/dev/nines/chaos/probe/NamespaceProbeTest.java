package dev.nines.chaos.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nines.chaos.target.LocalTarget;
import dev.nines.chaos.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Probes from 16 addresses of a network namespace of the test, and cuts by the kernel's packet filter in it. */
@Tag("live")
class NamespaceProbeTest {
    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<String> SOURCES =
            IntStream.rangeClosed(201, 216).mapToObj(i -> "10.77.0." + i).toList();

    private Process holder;
    private Target host;
    private Process server;

    @BeforeEach
    void makeNamespace() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: not root");
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/nft")), "skipped: no nft");
        holder = new ProcessBuilder("unshare", "--net", "--kill-child", "cat").start();
        host = new LocalTarget("host", List.of("nsenter", "--net=/proc/" + holder.pid() + "/ns/net", "--"));
        awaitNamespace();
        sh("ip link set lo up; ip addr add 10.77.0.100/32 dev lo;"
                + " for i in $(seq 201 216); do ip addr add 10.77.0.$i/32 dev lo; done");
        server = host.start(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HttpStub.class.getName(),
                "10.77.0.100",
                "8080"));
        assertThat(server.inputReader().readLine()).isEqualTo("ready 8080");
    }

    /** The process becomes {@code cat} once it is in its namespace. */
    private void awaitNamespace() throws IOException, InterruptedException {
        Path here = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
        for (int i = 0; i < 200; i++) {
            if (!Files.readSymbolicLink(Path.of("/proc/" + holder.pid() + "/ns/net"))
                    .equals(here)) {
                return;
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("no namespace");
    }

    private void sh(String script) {
        assertThat(host.run(List.of("sh", "-ec", script), LIMIT))
                .satisfies(outcome -> assertThat(outcome.errors()).isEmpty());
    }

    @AfterEach
    void drop() {
        if (server != null) {
            server.destroyForcibly();
        }
        if (holder != null) {
            holder.destroyForcibly();
        }
    }

    private final class NftCut implements Sensitivity.Cut {
        private final String address;

        NftCut(String address) {
            this.address = address;
        }

        @Override
        public void apply() {
            sh("nft add table ip nines_probe;"
                    + " nft 'add chain ip nines_probe in { type filter hook input priority -300; }';"
                    + " nft add rule ip nines_probe in ip daddr " + address + " counter drop");
        }

        @Override
        public void heal() {
            sh("nft delete table ip nines_probe");
        }
    }

    @Test
    @DisplayName("a silent cut of the probe's own traffic is seen, one of other traffic is not")
    void cutsAreSeen() {
        List<ProbeSpec> specs = List.of(
                ProbeSpec.probe("web", new Question.Http("web", "/", 200, "hello"), "10.77.0.100", 8080, SOURCES)
                        .timeout(300 * MS));
        try (ProbeSession session = ProbeSession.start(host, specs, outcome -> {})) {
            MeasuredProbe probe = session.probe("web");
            assertThat(probe.awaitSteady(SECOND, 60 * SECOND).steady()).isTrue();
            assertThat(probe.sensitivity(new NftCut("10.77.0.100"), 20 * SECOND))
                    .isEqualTo(Sensitivity.SEES);
            assertThat(probe.sensitivity(new NftCut("10.77.0.150"), SECOND)).isEqualTo(Sensitivity.BLIND);

            ClockOffset offset = ClockOffset.measure(host);
            assertThat(Math.abs(offset.offsetNanos())).isLessThanOrEqualTo(offset.uncertaintyNanos());
            assertThat(probe.awaitSettled(SECOND, 60 * SECOND)).isTrue();
            probe.begin();
            NftCut cut = new NftCut("10.77.0.100");
            EpochClock clock = new EpochClock();
            long before = clock.getAsLong();
            cut.apply();
            long cutNanos = clock.getAsLong();
            sh("sleep 0.7");
            long healing = clock.getAsLong();
            cut.heal();
            long healed = clock.getAsLong();
            assertThat(probe.awaitSettled(SECOND, 60 * SECOND)).isTrue();
            Repetition seen = probe.finish(before, offset.uncertaintyNanos(), probe.newestDueNanos());
            // a connection that was to be made shortly before the cut fails with it; after it, all do that wait out 300
            // ms
            assertThat(seen.outages()).hasSize(1);
            assertThat(seen.outages().get(0).startNanos()).isBetween(before - SECOND, cutNanos + 200 * MS);
            assertThat(seen.outages().get(0).endNanos()).isBetween(healing - 400 * MS, healed);
            assertThat(seen.outages().get(0).failedShare()).isGreaterThan(0.9);
        }
    }
}
