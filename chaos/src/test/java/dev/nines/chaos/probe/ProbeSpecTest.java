package dev.nines.chaos.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.model.spec.ClientSpec.Connections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ProbeSpecTest {
    private static final Question.Http PAGE = new Question.Http("web:80", "/", 200, "");

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "-h", "10.0.0.1;reboot", "$(x)", "", "10.0.0", "web.example"})
    void onlyNumericAddresses(String address) {
        assertThatThrownBy(() -> ProbeSpec.probe("p", PAGE, address, 80, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProbeSpec.probe("p", PAGE, "10.0.0.1", 80, List.of(address)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX: y", "a b", ""})
    @DisplayName("a header cannot be smuggled in")
    void hostsAndPathsArePlain(String text) {
        assertThatThrownBy(() -> new Question.Http(text, "/", 200, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Question.Http("web", "/" + text + " ", 200, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void urlsOfInventories() {
        ProbeSpec spec = ProbeSpec.http("web", "http://10.77.0.100:8080/a?b=c", List.of("10.77.0.201"));
        assertThat(spec.address()).isEqualTo("10.77.0.100");
        assertThat(spec.port()).isEqualTo(8080);
        assertThat(spec.question()).isEqualTo(new Question.Http("10.77.0.100:8080", "/a?b=c", 200, ""));
        assertThat(ProbeSpec.http("web", "http://[::1]", List.of()).address()).isEqualTo("::1");
        assertThat(ProbeSpec.http("web", "http://[::1]", List.of()).port()).isEqualTo(80);
        for (String wrong : List.of("https://10.0.0.1/", "http:/x", "ftp://10.0.0.1/", "http://web.example/")) {
            assertThatThrownBy(() -> ProbeSpec.http("web", wrong, List.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void limits() {
        ProbeSpec spec = ProbeSpec.probe("p", PAGE, "::1", 80, List.of());
        assertThatThrownBy(() -> spec.every(1_000_000_001L)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> spec.timeout(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProbeSpec.probe("p", PAGE, "::1", 0, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        ProbeSpec connect = ProbeSpec.probe("p", new Question.TcpConnect(), "::1", 80, List.of());
        assertThatThrownBy(() -> connect.connections(Connections.KEEP_ALIVE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void specificationsPassThroughJson() {
        List<Question> questions = List.of(
                PAGE,
                new Question.TcpConnect(),
                new Question.TcpEcho(),
                new Question.UdpEcho(),
                new Question.SqlRead("app", "nines", "se\"cret\n"),
                new Question.SqlWrite("app", "nines", "se\"cret\n", "r1", "/run/ledger"));
        for (Question question : questions) {
            ProbeSpec spec = ProbeSpec.probe("p", question, "10.77.0.100", 80, List.of("10.77.0.201"))
                    .rate(7);
            String json = JsonMapper.shared().writeValueAsString(spec);
            assertThat(json).doesNotContain("\n");
            assertThat(JsonMapper.shared().readValue(json, ProbeSpec.class)).isEqualTo(spec);
            assertThat(spec.toString()).doesNotContain("cret");
        }
    }

    @Test
    void writesThatNeedTooManyThreadsAreRefused() {
        ProbeSpec dense = ProbeSpec.probe(
                "db", new Question.SqlWrite("app", "nines", "x", "r1", "/x"), "10.0.0.1", 3306, List.of());
        assertThat(SqlProber.writersFor(dense)).isEqualTo(128);
        assertThat(SqlProber.writersFor(dense.every(100_000_000L))).isEqualTo(33);
        assertThatThrownBy(() -> SqlProber.writersFor(dense.every(1_000_000L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer interval");
    }
}
