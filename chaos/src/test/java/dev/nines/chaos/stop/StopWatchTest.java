package dev.nines.chaos.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopWatchTest {
    private static final Duration TICK = Duration.ofMillis(20);

    private HttpServer server;
    private volatile int status = 200;
    private volatile String body = "";
    private volatile String asked = "";
    private final BlockingQueue<String> reasons = new LinkedBlockingQueue<>();

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked = sent.isEmpty() ? exchange.getRequestURI().toString() : sent;
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private StopWatch watch(StopCondition... conditions) {
        return StopWatch.start(List.of(conditions), TICK, Duration.ofSeconds(30), reasons::add);
    }

    private static StopCondition always(String name, Optional<String> answer, AtomicInteger count) {
        return new StopCondition() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<String> reason() {
                count.incrementAndGet();
                return answer;
            }
        };
    }

    @Test
    void aPageThatAnswersOtherwiseStopsTheRunOnce() throws Exception {
        try (StopWatch watch = watch(new HttpStatus(url() + "/health", 200))) {
            assertThat(reasons.poll(300, TimeUnit.MILLISECONDS)).isNull();
            assertThat(watch.green()).isTrue();
            status = 503;
            assertThat(reasons.poll(10, TimeUnit.SECONDS)).endsWith("/health: answers 503 instead of 200");
            assertThat(watch.green()).isFalse();
            assertThat(watch.stopped()).isPresent();
            status = 200;
            assertThat(reasons.poll(200, TimeUnit.MILLISECONDS)).isNull();
            assertThat(watch.stopped()).as("stopped is stopped").isPresent();
        }
    }

    @Test
    @DisplayName("facts, guard rail 14: loss of a stop-condition source is a stop")
    void aSourceThatIsGoneStopsTheRun() throws Exception {
        try (StopWatch watch = watch(new HttpStatus(url(), 200))) {
            assertThat(reasons.poll(100, TimeUnit.MILLISECONDS)).isNull();
            server.stop(0);
            assertThat(reasons.poll(10, TimeUnit.SECONDS)).contains("does not answer");
            assertThat(watch.green()).isFalse();
        }
    }

    @Test
    @DisplayName("facts, guard rail 14: a source that hangs stops the run, and does not hold up the others")
    void aSourceThatHangsStopsTheRun() throws Exception {
        AtomicInteger others = new AtomicInteger();
        CountDownLatch never = new CountDownLatch(1);
        StopCondition hangs = new StopCondition() {
            @Override
            public String name() {
                return "the hanging one";
            }

            @Override
            public Optional<String> reason() throws InterruptedException {
                never.await();
                return Optional.empty();
            }
        };
        try (StopWatch watch = StopWatch.start(
                List.of(hangs, always("well", Optional.empty(), others)), TICK, Duration.ofMillis(500), reasons::add)) {
            assertThat(reasons.poll(10, TimeUnit.SECONDS)).startsWith("the hanging one has not answered for");
            assertThat(others.get()).isGreaterThan(3);
            assertThat(watch.green()).isFalse();
        }
    }

    @Test
    void aConditionThatIsBrokenStopsTheRun() throws Exception {
        StopCondition broken = new StopCondition() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public Optional<String> reason() {
                throw new IllegalStateException("a bug");
            }
        };
        try (StopWatch watch = watch(broken)) {
            assertThat(reasons.poll(10, TimeUnit.SECONDS)).isEqualTo("broken does not answer: a bug");
            assertThat(watch.stopped()).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'status':'success','data':{'resultType':'vector','result':[{'metric':{},'value':[1,'0.5']}]}} | ",
                "{'status':'success','data':{'resultType':'scalar','result':[1,'1']}} | ",
                "{'status':'success','data':{'resultType':'vector','result':[{'value':[1,'0.5']},{'value':[1,'1.5']}]}}"
                        + " | query up{job=\"a b\"}: 1.5 is not <= 1.0",
                "{'status':'success','data':{'resultType':'scalar','result':[1,'+Inf']}} | query up{job=\"a b\"}: Infinity"
                        + " is not <= 1.0",
                "{'status':'success','data':{'resultType':'vector','result':[]}} | does not answer: no value",
                "{'status':'success','data':{'resultType':'scalar','result':[1,'NaN']}} | does not answer: not a number: NaN",
                "{'status':'success','data':{'resultType':'matrix','result':[]}} | does not answer: no value",
                "{'status':'error','error':'bad'} | does not answer: not a successful query",
                "<html> | does not answer: not JSON"
            })
    void everyValueOfAQueryMustKeepTheLimit(String json, String reason) throws Exception {
        body = json.replace('\'', '"');
        PrometheusQuery query = new PrometheusQuery(url() + "/", "up{job=\"a b\"}", PrometheusQuery.Limit.AT_MOST, 1);
        try (StopWatch watch = watch(query)) {
            if (reason == null) {
                for (int i = 0; i < 400 && asked.isEmpty(); i++) {
                    assertThat(reasons.poll(50, TimeUnit.MILLISECONDS)).isNull();
                }
                assertThat(asked).isEqualTo("/api/v1/query?query=up%7Bjob%3D%22a+b%22%7D");
                assertThat(watch.green()).isTrue();
            } else {
                assertThat(reasons.poll(10, TimeUnit.SECONDS)).contains(reason);
            }
        }
    }

    @Test
    void announcementsArriveOrSayWhyNot(@TempDir Path folder) throws Exception {
        Path heard = folder.resolve("heard");
        Announcer program = Announcer.command(List.of("tee", heard.toString()));
        assertThat(program.announce("r1", "begin", "a \"quoted\" text; $(true)"))
                .isEmpty();
        assertThat(Files.readString(heard))
                .isEqualTo("{\"run\":\"r1\",\"event\":\"begin\",\"text\":\"a \\\"quoted\\\" text; $(true)\"}");
        assertThat(Announcer.command(List.of("false")).announce("r1", "begin", "x"))
                .contains("false ended with 1");
        assertThat(Announcer.command(List.of("/nonexistent/program")).announce("r1", "begin", "x"))
                .isPresent();
        assertThat(Announcer.webhook(url()).announce("r1", "undone", "well")).isEmpty();
        assertThat(asked).isEqualTo("{\"run\":\"r1\",\"event\":\"undone\",\"text\":\"well\"}");
        status = 500;
        assertThat(Announcer.webhook(url()).announce("r1", "undone", "well")).contains("127.0.0.1 answers 500");
        server.stop(0);
        assertThat(Announcer.webhook(url()).announce("r1", "undone", "well"))
                .hasValueSatisfying(text -> assertThat(text).contains("does not answer"));
        assertThatThrownBy(() -> Announcer.webhook("file:///etc/passwd")).isInstanceOf(IllegalArgumentException.class);
    }
}
