package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nines import} and {@code config:} from one end to the other. */
class ConfigFilesTest {
    private static final Path FILES = Path.of("../scenarios/src/test/resources/dev/nines/scenario/config");
    private static final String SCENARIO = """
            nines: 1
            hosts: {lb1: {}, lb2: {}, web1: {}, web2: {}}
            services:
              vip: {keepalived: {config: {lb1: lb1.conf, lb2: lb2.conf}}}
              front: {haproxy: {nodes: [lb1, lb2], behind: vip, servers: web, config: conf/web.cfg}}
              web: {web-server: {nodes: [web1, web2]}}
            clients:
              users: {calls: front, rate: 20/s, timeout: 2s}
            drills:
              web-crash: {crash: web1, repair: 10min}
            objectives:
              - drills.web-crash.outage.p50 <= 30s
            run: {horizon: 0s, trials: 30, seed: 1}
            """;

    private final CommandLineDriver nines = CommandLineDriver.with(new TrialSimulator());

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        Files.createDirectories(folder.resolve("conf"));
        Files.copy(FILES.resolve("lb1.conf"), folder.resolve("lb1.conf"));
        Files.copy(FILES.resolve("lb2.conf"), folder.resolve("lb2.conf"));
        Files.copy(FILES.resolve("web.cfg"), folder.resolve("conf/web.cfg"));
        Files.writeString(folder.resolve("scenario.yaml"), SCENARIO);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void aChangeInHaproxyCfgAloneTurnsAnObjectiveRed() throws IOException {
        assertThat(nines.run("run", path("scenario.yaml"), "--out", path("green")))
                .as(nines.err())
                .isZero();
        String cfg = Files.readString(folder.resolve("conf/web.cfg"));
        Files.writeString(folder.resolve("conf/web.cfg"), cfg.replace("fall 3", "fall 30"));
        assertThat(nines.run("run", path("scenario.yaml"), "--out", path("red")))
                .as(nines.err())
                .isEqualTo(1);
        assertThat(hash("red")).isNotEqualTo(hash("green"));
    }

    private String hash(String result) throws IOException {
        String json = Files.readString(folder.resolve(result).resolve("result.json"));
        return json.replaceAll("(?s).*\"inputHash\" *: *\"([0-9a-f]+)\".*", "$1");
    }

    @Test
    void aResultIsReplayedFromItsOwnCopyAndHoldsNoPassword() throws IOException {
        assertThat(nines.run("run", path("scenario.yaml"), "--out", path("kept")))
                .isZero();
        Files.delete(folder.resolve("conf/web.cfg"));
        Files.delete(folder.resolve("lb1.conf"));
        assertThat(nines.run("replay", path("kept"), "--trial", "0", "--drill", "web-crash"))
                .as(nines.err())
                .isZero();
        String inputs = Files.readString(folder.resolve("kept/exhibits/inputs.json"));
        assertThat(inputs).contains("vrrp_garp_master_refresh", "auth_pass").doesNotContain("s3cr3t");
        assertThat(Files.readString(folder.resolve("kept/result.json"))).contains("web.cfg:29");
    }

    @Test
    void anErrorStandsInTheFileItself() throws IOException {
        String cfg = Files.readString(folder.resolve("conf/web.cfg"));
        Files.writeString(folder.resolve("conf/web.cfg"), cfg.replace("option  redispatch", "option  redispach"));
        assertThat(nines.run("check", path("scenario.yaml"))).isEqualTo(3);
        assertThat(nines.out()).contains("web.cfg:19:13", "unknown option `redispach`", "did you mean `redispatch`?");
    }

    @Test
    void whatIsImportedIsCheckedAndRun() throws IOException {
        String out = path("made/imported.yaml");
        assertThat(nines.run("import", path("lb1.conf"), path("lb2.conf"), path("conf/web.cfg"), "--out", out))
                .as(nines.err())
                .isZero();
        assertThat(nines.err()).contains("read: ", "guessed:", "`stats` (", "`http-check expect` (");
        assertThat(Files.readString(Path.of(out)))
                .contains("priority: 150  # " + path("lb1.conf") + ":24")
                .contains("fall: 3  # " + path("conf/web.cfg") + ":29")
                .doesNotContain("s3cr3t");
        assertThat(nines.run("check", out)).as(nines.out()).isZero();
        assertThat(nines.run("run", out, "--trials", "2", "--out", path("result")))
                .as(nines.err())
                .isZero();
    }

    @Test
    void anExistingFileIsOverwrittenOnlyWhenTold() throws IOException {
        String out = path("mine.yaml");
        Files.writeString(Path.of(out), "mine\n");
        assertThat(nines.run("import", path("conf/web.cfg"), "--out", out)).isEqualTo(5);
        assertThat(Files.readString(Path.of(out))).isEqualTo("mine\n");
        assertThat(nines.run("import", path("conf/web.cfg"), "--out", out, "--force"))
                .isZero();
        assertThat(nines.run("check", out)).as(nines.out()).isZero();
    }

    @Test
    void oneKeepalivedConfAloneHasAGuessedPeerAndSaysSo() {
        assertThat(nines.run("import", path("lb1.conf"))).as(nines.err()).isZero();
        assertThat(nines.out()).contains("priority: guess(100)", "whose keepalived.conf was not given");
    }

    @Test
    void anotherKindOfFileSaysWhatItIs() {
        assertThat(nines.run("import", path("scenario.yaml"))).isEqualTo(3);
        assertThat(nines.err()).contains("is a scenario");
    }
}
