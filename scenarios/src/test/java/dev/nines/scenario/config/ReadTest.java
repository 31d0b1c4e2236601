package dev.nines.scenario.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nines.scenario.Golden;
import dev.nines.scenario.config.HaproxyCfg.Proxy;
import dev.nines.scenario.config.HaproxyCfg.Server;
import dev.nines.scenario.config.KeepalivedConf.Instance;
import dev.nines.scenario.config.KeepalivedConf.Script;
import dev.nines.scenario.config.KeepalivedConf.Tracked;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.problem.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** vrrp-keepalived.md, section 5, and haproxy-nlb.md, section 6: what files say, and where. */
class ReadTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/config");

    @ParameterizedTest
    @ValueSource(strings = {"web.cfg", "debian.cfg", "quoting.cfg"})
    void anHaproxyCfgIsReadAsInTheGoldenFile(String file) {
        Golden.check(GOLDEN.resolve(file + ".txt"), told(HaproxyCfg.read(Files.text(file), file)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lb1.conf", "keywords.conf"})
    void aKeepalivedConfIsReadAsInTheGoldenFile(String file) {
        Golden.check(GOLDEN.resolve(file + ".txt"), told(KeepalivedConf.read(Files.text(file), file)));
    }

    @ParameterizedTest
    @CsvSource({
        "'backend b\n server s1 10.0.0.1:80 chek', N0140, 2, 24, check",
        "'backend b\n option httpcheck', N0140, 2, 9, httpchk",
        "'defaults\n timout connect 3s', N0140, 2, 2, timeout",
        "'defaults\n timeout conect 3s', N0140, 2, 10, connect",
        "'backend b\n balance roundrobbin', N0140, 2, 10, roundrobin",
        "'global\n maxcon 4', N0140, 2, 2, maxconn",
        "'backed b', N0140, 1, 1, backend",
        "'global\nbackend b\n server s 10.0.0.1:80 check \\', N0140, 3, 29, ''",
        "'defaults\n timeout connect 1.5s', N0141, 2, 18, ''",
        "'backend b\n server s 10.0.0.1:80 check inter 0', N0141, 2, 35, ''",
        "'backend b\n server s 10.0.0.1:80 weight 300', N0141, 2, 30, ''",
        "'backend b\n server s 10.0.0.1:80 check inter \"$I\"', N0141, 2, 35, ''",
        "'frontend f\n default_backend nowhere', N0141, 2, 18, ''",
        "'backend b\n log-tag \"open', N0141, 2, 10, ''",
        "'.if defined(X)', N0141, 1, 1, ''",
        "'', N0142, 1, 1, ''",
        "'vrrp_instance A {', N0142, 1, 1, ''",
        "'[mysqld]', N0142, 1, 1, ''"
    })
    void aMistakeInAnHaproxyCfgStandsAtItsPlace(String text, String code, int line, int column, String nearest) {
        expect(
                catchThrowableOfType(Problems.class, () -> HaproxyCfg.read(text, "haproxy.cfg")),
                code,
                line,
                column,
                nearest);
    }

    @ParameterizedTest
    @CsvSource({
        "'vrrp_instance A {\n priotity 100\n}', N0140, 2, 2, priority",
        "'vrrp_instence A {\n}', N0140, 1, 1, vrrp_instance",
        "'vrrp_instance A {\n state MASTERR\n}', N0140, 2, 8, MASTER",
        "'vrrp_instance A {\n priority 300\n}', N0141, 2, 11, ''",
        "'vrrp_instance A {\n advert_int one\n}', N0141, 2, 13, ''",
        "'vrrp_instance A {', N0141, 1, 17, ''",
        "'vrrp_instance A {\n}\n}', N0141, 3, 1, ''",
        "'vrrp_instance A {\n track_script { chk }\n}', N0141, 2, 17, ''",
        "'global_defs {\n}\ninclude other.conf', N0141, 3, 1, ''",
        "'global_defs {\n}\n@lb1 vrrp_instance A {\n}', N0141, 3, 1, ''",
        "'vrrp_script a { script \"x\n }', N0141, 1, 24, ''",
        "'global\n daemon', N0142, 1, 1, ''",
        "'{\"a\": 1}', N0142, 1, 1, ''"
    })
    void aMistakeInAKeepalivedConfStandsAtItsPlace(String text, String code, int line, int column, String nearest) {
        expect(
                catchThrowableOfType(Problems.class, () -> KeepalivedConf.read(text, "keepalived.conf")),
                code,
                line,
                column,
                nearest);
    }

    private static void expect(Problems thrown, String code, int line, int column, String nearest) {
        Problem first = thrown.all().get(0);
        assertThat(first.code().id() + " " + first.line() + ":" + first.column())
                .as(thrown.getMessage())
                .isEqualTo(code + " " + line + ":" + column);
        assertThat(first.help()).contains(nearest);
    }

    @Test
    void everyMistakeIsSaidAtOnce() {
        String text = "global\n bad1\nbackend b\n bad2\n server a 1.2.3.4 bad3\n";
        Problems thrown = catchThrowableOfType(Problems.class, () -> HaproxyCfg.read(text, "haproxy.cfg"));
        assertThat(thrown.all()).extracting(Problem::line).containsExactly(2, 4, 5);
        assertThat(thrown.all()).extracting(Problem::code).containsOnly(Code.CONFIG_WORD);
    }

    @Test
    void passwordsAreHiddenWhereverTheyStandAndNothingElseMoves() {
        for (String file : List.of("lb1.conf", "debian.cfg", "quoting.cfg")) {
            dev.nines.scenario.yaml.Source source = new dev.nines.scenario.yaml.Source(file, Files.text(file));
            dev.nines.scenario.yaml.Source hidden = Secrets.hidden(source);
            assertThat(hidden.text())
                    .doesNotContain("s3cr3t", "tops3cret", "abcdef")
                    .contains("***");
            assertThat(hidden.text()).hasSameSizeAs(source.text());
            assertThat(Secrets.hidden(hidden)).isEqualTo(hidden);
        }
    }

    private static String told(HaproxyCfg cfg) {
        StringBuilder out = new StringBuilder("global\n");
        settings(out, "  ", cfg.global());
        for (Proxy proxy : cfg.proxies()) {
            out.append(proxy.kind()).append(' ').append(one(proxy.name())).append('\n');
            settings(out, "  ", proxy.settings());
            proxy.check()
                    .ifPresent(c -> out.append("  checks as ").append(one(c)).append('\n'));
            proxy.binds().forEach(b -> out.append("  bind ").append(one(b)).append('\n'));
            proxy.targets().forEach(t -> out.append("  to ").append(one(t)).append('\n'));
            for (Server server : proxy.servers()) {
                String at = " at " + server.address() + " port " + server.port();
                out.append("  server ").append(one(server.name())).append(at).append('\n');
                settings(out, "    ", server.options());
            }
        }
        return findings(out, cfg.findings());
    }

    private static String told(KeepalivedConf conf) {
        StringBuilder out = new StringBuilder();
        conf.routerId().ifPresent(id -> out.append("router_id ").append(one(id)).append('\n'));
        for (Script script : conf.scripts()) {
            out.append("script ")
                    .append(one(script.name()))
                    .append(": ")
                    .append(script.command())
                    .append('\n');
            settings(out, "  ", script.settings());
        }
        for (Instance instance : conf.instances()) {
            out.append("instance ").append(one(instance.name())).append('\n');
            settings(out, "  ", instance.settings());
            instance.virtualRouterId()
                    .ifPresent(id -> out.append("  id ").append(one(id)).append('\n'));
            instance.addresses()
                    .forEach(a -> out.append("  address ").append(one(a)).append('\n'));
            instance.unicastSource()
                    .ifPresent(a -> out.append("  from ").append(one(a)).append('\n'));
            instance.peers().forEach(p -> out.append("  peer ").append(one(p)).append('\n'));
            instance.scripts().forEach(t -> tracked(out, "script", t));
            instance.interfaces().forEach(t -> tracked(out, "interface", t));
        }
        return findings(out, conf.findings());
    }

    private static void tracked(StringBuilder out, String what, Tracked tracked) {
        out.append("  tracks ")
                .append(what)
                .append(' ')
                .append(one(tracked.name()))
                .append('\n');
        settings(out, "    ", tracked.settings());
    }

    private static void settings(StringBuilder out, String indent, Map<String, Given> settings) {
        settings.forEach((key, value) ->
                out.append(indent).append(key).append(": ").append(one(value)).append('\n'));
    }

    private static String findings(StringBuilder out, List<Finding> findings) {
        for (Finding.Kind kind : Finding.Kind.values()) {
            out.append(kind).append('\n');
            Finding.lines(findings, kind)
                    .forEach(l -> out.append("  ").append(l).append('\n'));
        }
        return out.toString();
    }

    private static String one(Given given) {
        return given.text() + " @" + given.where();
    }
}
