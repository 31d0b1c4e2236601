package dev.nines.chaos.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.probe.ProbeOutcome.Result;
import dev.nines.model.spec.ClientSpec.Connections;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProbeEngineTest {
    private static final long MS = 1_000_000L;
    private static final List<String> SOURCES =
            IntStream.rangeClosed(1, 16).mapToObj(i -> "127.0.1." + i).toList();
    private static final Question.Http HTTP = new Question.Http("web", "/", 200, "hello");

    private static ProbeSpec web(HttpStub stub) {
        return ProbeSpec.probe("web", HTTP, "127.0.0.1", stub.port(), SOURCES).timeout(300 * MS);
    }

    private static void assertEachOnce(List<ProbeOutcome> outcomes, Schedule schedule) {
        for (int k = 0; k < outcomes.size(); k++) {
            ProbeOutcome outcome = outcomes.get(k);
            assertThat(outcome.sequence()).isEqualTo(k);
            assertThat(outcome.dueNanos()).isEqualTo(schedule.dueNanos(k));
            assertThat(outcome.sentNanos()).isGreaterThanOrEqualTo(outcome.dueNanos());
            assertThat(outcome.doneNanos()).isGreaterThanOrEqualTo(outcome.sentNanos());
        }
    }

    private static void assertAllGood(ProbeSpec spec, int count) throws Exception {
        try (EngineRun run = new EngineRun(spec)) {
            // a busy machine may have stragglers: what is looked at are those whose predecessors are all known
            List<ProbeOutcome> outcomes = run.await(count + 20).subList(0, count);
            assertEachOnce(outcomes, run.engine.schedules().get(0));
            assertThat(outcomes).allMatch(ProbeOutcome::good);
        }
    }

    @ParameterizedTest
    @EnumSource(Connections.class)
    void webPagesAreAskedForInTurnFromAllSourceAddresses(Connections connections) throws Exception {
        try (HttpStub stub = new HttpStub()) {
            assertAllGood(web(stub).timeout(5000 * MS).connections(connections), 64);
            assertThat(stub.clients.stream().map(InetAddress::getHostAddress))
                    .containsExactlyInAnyOrderElementsOf(SOURCES);
            if (connections == Connections.NEW) {
                assertThat(stub.accepted.get()).isGreaterThanOrEqualTo(64);
            } else {
                assertThat(stub.accepted.get()).isEqualTo(16);
            }
        }
    }

    @Test
    void echoesAndConnections() throws Exception {
        try (EchoStub echo = new EchoStub()) {
            ProbeSpec tcp = ProbeSpec.probe("tcp", new Question.TcpEcho(), "127.0.0.1", echo.tcpPort(), SOURCES)
                    .timeout(5000 * MS);
            assertAllGood(tcp, 32);
            assertAllGood(tcp.connections(Connections.LONG_LIVED), 32);
            assertAllGood(
                    ProbeSpec.probe("udp", new Question.UdpEcho(), "127.0.0.1", echo.udpPort(), SOURCES)
                            .timeout(5000 * MS),
                    32);
            assertAllGood(
                    ProbeSpec.probe("connect", new Question.TcpConnect(), "127.0.0.1", echo.tcpPort(), SOURCES)
                            .timeout(5000 * MS),
                    32);
        }
    }

    @Test
    void whatIsWrongIsSaidInAWord() throws Exception {
        try (HttpStub stub = new HttpStub()) {
            ProbeSpec spec = web(stub).timeout(5000 * MS);
            stub.status = 503;
            assertReason(spec, Result.FAILED, "status-503");
            stub.status = 200;
            stub.body = "other";
            assertReason(spec, Result.FAILED, "body");
            stub.stop();
            assertReason(spec, Result.REFUSED, "refused");
        }
        int nobody;
        try (EchoStub echo = new EchoStub()) {
            nobody = echo.udpPort();
        }
        assertReason(
                ProbeSpec.probe("udp", new Question.UdpEcho(), "127.0.0.1", nobody, SOURCES),
                Result.REFUSED,
                "refused");
        assertReason(
                ProbeSpec.probe("web", HTTP, "127.0.0.1", 9, List.of("192.0.2.1")), Result.REFUSED, "no-such-source");
    }

    private static void assertReason(ProbeSpec spec, Result result, String reason) throws Exception {
        try (EngineRun run = new EngineRun(spec)) {
            assertThat(run.await(5))
                    .allMatch(outcome ->
                            outcome.result() == result && outcome.reason().equals(reason));
        }
    }

    @ParameterizedTest
    @EnumSource(Connections.class)
    @DisplayName("one probe that waits holds up no other: each has a time-out of its own")
    void aSilentServer(Connections connections) throws Exception {
        try (HttpStub stub = new HttpStub()) {
            stub.stall();
            ProbeSpec spec = web(stub).connections(connections);
            try (EngineRun run = new EngineRun(spec)) {
                List<ProbeOutcome> outcomes = run.await(90).subList(0, 60);
                assertEachOnce(outcomes, run.engine.schedules().get(0));
                assertThat(outcomes).noneMatch(ProbeOutcome::good);
                for (ProbeOutcome outcome : outcomes) {
                    if (outcome.reason().equals("timeout")) {
                        assertThat(outcome.doneNanos() - outcome.sentNanos()).isGreaterThanOrEqualTo(300 * MS);
                    }
                }
                if (connections == Connections.NEW) {
                    assertThat(stub.accepted.get()).isGreaterThanOrEqualTo(60);
                }
            }
        }
    }

    @Test
    @DisplayName("facts, fault injection 0.8: closed-loop probes lie about a stall, open-loop ones show it")
    void closedLoopTrap() throws Exception {
        try (HttpStub stub = new HttpStub();
                EngineRun open = new EngineRun(web(stub).timeout(5000 * MS))) {
            List<Long> closed = new ArrayList<>();
            Thread closedLoop = new Thread(() -> closedLoop(stub.port(), closed));
            open.await(20);
            closedLoop.start();
            open.await(60);
            stub.stall();
            Thread.sleep(600);
            stub.go();
            List<ProbeOutcome> outcomes = open.await(200).subList(0, 180);
            closedLoop.interrupt();
            closedLoop.join();
            long slowOpen =
                    outcomes.stream().filter(o -> o.latencyNanos() > 100 * MS).count();
            long slowClosed = closed.stream().filter(nanos -> nanos > 100 * MS).count();
            // of 600 ms, those sent in the first 500 waited for more than 100 ms: 50 of them
            assertThat(slowOpen).isGreaterThanOrEqualTo(45);
            assertThat(outcomes).allMatch(ProbeOutcome::good);
            assertThat(slowClosed).as("the closed loop waited once").isLessThan(slowOpen / 4);
            assertThat(closed).hasSizeGreaterThan(50);
        }
    }

    /** Asks again when it has been answered, and 10 ms have passed: as many tools do. */
    private static void closedLoop(int port, List<Long> nanos) {
        try {
            while (true) {
                long before = System.nanoTime();
                try (Socket socket = new Socket("127.0.0.1", port);
                        BufferedReader from = new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                        OutputStream to = socket.getOutputStream()) {
                    to.write("GET / HTTP/1.1\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    while (from.readLine() != null) {
                        // to the end
                    }
                }
                nanos.add(System.nanoTime() - before);
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("a prober that was held up does not blame the service")
    void heldUp() throws Exception {
        AtomicLong jump = new AtomicLong();
        try (HttpStub stub = new HttpStub();
                EngineRun run = new EngineRun(() -> System.nanoTime() + jump.get(), web(stub))) {
            run.await(20);
            jump.set(5_000 * MS);
            List<ProbeOutcome> outcomes = run.await(600).subList(0, 560);
            long late = outcomes.stream().filter(o -> o.result() == Result.LATE).count();
            // 5 s of probes were due; those of the last 300 ms could still be sent in time
            assertThat(late).isBetween(440L, 500L);
            assertThat(outcomes).noneMatch(o -> o.result() == Result.FAILED);
            assertEachOnce(outcomes, run.engine.schedules().get(0));
        }
    }

    @Test
    void clientLoadIsSentAtTheRateAskedFor() throws Exception {
        try (HttpStub stub = new HttpStub();
                EngineRun run = new EngineRun(web(stub).timeout(5000 * MS).rate(300))) {
            List<ProbeOutcome> outcomes = run.await(660).subList(0, 601);
            assertEachOnce(outcomes, run.engine.schedules().get(0));
            assertThat(outcomes.get(600).dueNanos() - outcomes.get(0).dueNanos())
                    .isEqualTo(2_000 * MS);
            assertThat(outcomes).allMatch(ProbeOutcome::good);
        }
    }
}
