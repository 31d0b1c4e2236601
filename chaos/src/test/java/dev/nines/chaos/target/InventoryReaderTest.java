package dev.nines.chaos.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.problem.Problems;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryReaderTest {
    private static final String KEY = "SHA256:" + "a".repeat(43);
    private static final String WHOLE = """
            nines-inventory: 1
            environment: staging
            targets:
              bastion: {ssh: "ops@bastion.example:2222", host-key: "KEY"}
              lb1: {ssh: ops@10.0.3.11, host-key: "KEY", jump: bastion}
              client: {namespace: {pid: 4242, started: 88123}}
              here: {local: true}
            components:
              front@lb1: {pidfile: /run/haproxy.pid, start: [haproxy, -W, -f, /run/lab/haproxy.cfg], unit: haproxy.service}
            addresses: {lb1: 10.77.0.11, vip: "fd00::1"}
            switch: {target: here, ports: {lb1: sw-lb1}}
            probes:
              web: {from: client, http: "http://10.77.0.100:80/", sources: [10.77.0.201], every: 20ms}
              db: {from: client, sql: {host: 10.77.0.101, user: nines, password: {env: NINES_DB_PASSWORD}}}
            limits: {ttl: 30s, load: 200/s, expect: total-outage}
            stop:
              - {probe: web, below: 40%, for: 20s}
              - {http: "http://10.77.0.7:9093/-/healthy", status: 204}
              - {prometheus: "http://10.77.0.7:9090", query: sum(up), at-least: 3}
            canaries:
              other: {from: client, http: "http://10.77.0.99:80/"}
            window: {hours: mon-fri 09:00-18:00 Asia/Seoul, freezes: [2026-12-24..2027-01-02, 2026-10-03]}
            cool-down: 1min
            announce:
              - {command: [/usr/local/bin/tell, --channel, ops]}
              - {webhook: "https://chat.example/hook"}
            """.replace("KEY", KEY);

    @Test
    @DisplayName("every key of the language is read")
    void whole() {
        Inventory read = InventoryReader.readText("inventory.yaml", WHOLE);
        assertThat(read.environment()).isEqualTo("staging");
        assertThat(read.targets().keySet()).containsExactly("bastion", "lb1", "client", "here");
        Location.Ssh lb1 = (Location.Ssh) read.location("lb1");
        assertThat(lb1.port()).isEqualTo(22);
        assertThat(lb1.jump().orElseThrow().port()).isEqualTo(2222);
        assertThat(read.location("client")).isEqualTo(new Location.Namespace(4242, 88123));
        assertThat(read.components().get("front@lb1").start())
                .containsExactly("haproxy", "-W", "-f", "/run/lab/haproxy.cfg");
        assertThat(read.cables().orElseThrow().ports()).containsEntry("lb1", "sw-lb1");
        assertThat(read.probes().get("web").everyNanos()).isEqualTo(20_000_000);
        assertThat(read.probes().get("db").to()).isEqualTo("10.77.0.101:3306");
        assertThat(read.probes().get("db").login().orElseThrow().passwordEnvironment())
                .contains("NINES_DB_PASSWORD");
        assertThat(read.limits().ttlNanos()).hasValue(30_000_000_000L);
        assertThat(read.limits().targets()).isEqualTo(1);
        assertThat(read.limits().loadPerSecond()).hasValue(200);
        assertThat(read.limits().totalOutage()).isTrue();
        assertThat(read.safety().stops())
                .containsExactly(
                        new Safety.Stop.Share("web", 0.4, 20_000_000_000L),
                        new Safety.Stop.Page("http://10.77.0.7:9093/-/healthy", 204),
                        new Safety.Stop.Query("http://10.77.0.7:9090", "sum(up)", true, 3));
        assertThat(read.safety().canaries()).containsOnlyKeys("other");
        assertThat(read.safety().window().orElseThrow().freezes())
                .containsExactly("2026-12-24..2027-01-02", "2026-10-03");
        assertThat(read.safety().coolDownNanos()).isEqualTo(60_000_000_000L);
        assertThat(read.safety().announcements())
                .containsExactly(
                        new Safety.Announcement(List.of("/usr/local/bin/tell", "--channel", "ops"), ""),
                        new Safety.Announcement(List.of(), "https://chat.example/hook"));
        assertThat(read.probes().get("db").login().orElseThrow().database()).isEqualTo("nines");
        for (Location place : read.targets().values()) {
            assertThat(Location.parse(place.text())).isEqualTo(place);
        }
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "environment: staging | environment: eu-prod-1 | looks like production",
                "host-key: \"KEY\", jump | jump | needs `host-key`",
                "jump: bastion | jump: bastoin | did you mean `bastion`?",
                "jump: bastion | jump: lb1 | goes in a circle",
                "jump: bastion | jump: here | has no ssh",
                "ssh: ops@10.0.3.11 | ssh: -oProxyCommand=x@y | not a login",
                "pidfile: /run/haproxy.pid | pidfile: run/x | not a path",
                "front@lb1 | front@lb2 | did you mean `lb1`?",
                "local: true | local: false | can only be true",
                "[haproxy, -W | [\"ha proxy\", -W | not a word of a command",
                "lb1: sw-lb1 | lb1: sw-lb1-is-much-too-long | not an interface",
                "from: client, http | from: cleint, http | did you mean `client`?",
                "limits: {ttl | limits: {tll | did you mean `ttl`?",
                "probe: web, below | probe: wbe, below | did you mean `web`?",
                "Asia/Seoul | Asia/Soul | no zone `Asia/Soul`",
                "2026-10-03 | 2026-13-03 | no such date",
                "2026-12-24..2027-01-02 | 2026-12-24..2026-12-02 | it ends before it begins",
                "sum(up), at-least: 3 | sum(up) | one of `at-least` and `at-most`",
                "below: 40%, for: 20s | status: 200 | `status` is for `http`",
                "other: {from | web: {from | is a probe too",
                "total-outage | total-outrage | did you mean `total-outage`?"
            })
    void mistakes(String right, String wrong, String message) {
        String text = WHOLE.replace(right.replace("KEY", KEY), wrong.replace("KEY", KEY));
        assertThat(text).isNotEqualTo(WHOLE);
        Problems problems =
                catchThrowableOfType(Problems.class, () -> InventoryReader.readText("inventory.yaml", text));
        assertThat(problems).isNotNull();
        assertThat(problems.getMessage()).contains(message).contains("inventory.yaml:");
        List<Problem> all = problems.all();
        assertThat(all).allSatisfy(problem -> assertThat(problem.line()).isGreaterThan(1));
    }
}
