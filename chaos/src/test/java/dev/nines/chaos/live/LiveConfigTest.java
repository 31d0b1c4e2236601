package dev.nines.chaos.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nines.model.spec.KeepalivedSpec;
import dev.nines.scenario.problem.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveConfigTest {
    private static final String MANAGER = """
            nines-live: 1
            pidfile: /run/db-manager.pid
            promotion:
              service: db
              nodes: {db1: 10.77.0.14:3306, db2: 10.77.0.15:3306}
              user: nines
              password: {file: PASSWORD}
              check-interval: 2s
              failures: 5
              record: /run/db-manager.record
              agents: {db1: 10.77.0.14:7010, db2: 10.77.0.15:7010}
            """;
    private static final String ROUTER = """
            nines-live: 1
            role:
              design: haproxy-keepalived
              service: vip
              node: lb1
              addresses: {lb1: 10.77.0.11, lb2: 10.77.0.12}
              virtual: 10.77.0.100/24
            """;

    @TempDir
    private Path folder;

    private String manager() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "secret\n");
        return MANAGER.replace("PASSWORD", password.toString());
    }

    @Test
    @DisplayName("a manager's file is read with a scenario's defaults")
    void promotion() throws Exception {
        PromotionSettings read = LiveConfig.readText("manager.yaml", manager()).promotion();
        assertThat(read.names()).containsExactly("db1", "db2");
        assertThat(read.nodes().get("db2")).isEqualTo(new Endpoint("10.77.0.15", 3306));
        assertThat(read.password()).isEqualTo("secret");
        assertThat(read.config().checkIntervalNanos()).isEqualTo(2_000_000_000L);
        assertThat(read.config().checkTimeoutNanos()).isEqualTo(1_000_000_000L);
        assertThat(read.config().failures()).isEqualTo(5);
        assertThat(read.agents()).hasSize(2);
    }

    @Test
    @DisplayName("a role takes its numbers from the design")
    void role() {
        Role role = LiveConfig.readText("router.yaml", ROUTER).role(KeepalivedSpec.class, "keepalived");
        assertThat(role.name()).isEqualTo("vip@lb1");
        assertThat(role.index()).isZero();
        assertThat(role.port()).isEqualTo(10112);
        assertThat(role.virtual()).containsExactly("10.77.0.100/24");
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "agents: {db1: | agents: {db3: | did you mean `db1`?",
                "failures: 5 | failurs: 5 | did you mean `failures`?",
                "check-interval: 2s | check-interval: 2 | manager.yaml:8",
                "10.77.0.14:3306 | 10.77.0.14:70000 | a port is 1 to 65535",
                "/password} | /nothing} | cannot be read"
            })
    @DisplayName("mistakes are shown where they are")
    void mistakes(String right, String wrong, String message) throws Exception {
        String text = manager().replace(right, wrong);
        Problems problems = catchThrowableOfType(
                Problems.class, () -> LiveConfig.readText("manager.yaml", text).promotion());
        assertThat(problems).isNotNull();
        assertThat(problems.getMessage()).contains(message).contains("manager.yaml:");
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "service: vip | service: vpi | did you mean `vip`?",
                "service: vip | service: front | no keepalived service",
                "node: lb1 | node: web1 | no host `web1` there",
                "{lb1: 10 | {lb9: 10 | did you mean `lb1`?",
                "virtual: 10.77.0.100/24 | virtual: 10.77.0.100 | not an address with a prefix length"
            })
    @DisplayName("mistakes in a role are shown where they are")
    void roleMistakes(String right, String wrong, String message) {
        Problems problems = catchThrowableOfType(
                Problems.class,
                () -> LiveConfig.readText("router.yaml", ROUTER.replace(right, wrong))
                        .role(KeepalivedSpec.class, "keepalived"));
        assertThat(problems).isNotNull();
        assertThat(problems.getMessage()).contains(message).contains("router.yaml:");
    }
}
