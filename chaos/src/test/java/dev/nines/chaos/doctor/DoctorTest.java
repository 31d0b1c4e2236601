package dev.nines.chaos.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.target.LocalTarget;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DoctorTest {
    private static Map<String, String> healthy() {
        Map<String, String> said = new LinkedHashMap<>(Map.of("version", "1", "kernel", "6.1"));
        for (String key :
                List.of("root", "allow", "setsid", "flock", "nft", "ip", "tc", "netem", "egress", "fallocate")) {
            said.put(key, "yes");
        }
        said.put("production", "no");
        said.put("halted", "no");
        return said;
    }

    private static List<String> preventing(Map<String, String> said) {
        return TargetExam.checks(said).stream()
                .filter(check -> check.prevents(Purpose.chaos))
                .map(Check::name)
                .toList();
    }

    @Test
    @DisplayName(
            "a target that has everything is allowed; each thing it needs is missed by its name, netem is not needed")
    void needs() {
        assertThat(preventing(healthy())).isEmpty();
        for (String key : List.of("root", "allow", "setsid", "flock", "nft", "ip")) {
            Map<String, String> said = healthy();
            said.put(key, "no");
            assertThat(preventing(said)).containsExactly(key);
        }
        Map<String, String> without = healthy();
        without.put("netem", "no");
        assertThat(preventing(without)).isEmpty();
        assertThat(TargetExam.checks(without))
                .anyMatch(check -> check.name().equals("netem") && check.fix().contains("sch_netem"));
    }

    @Test
    @DisplayName(
            "a production machine, a halted one, another helper version and an old helper that says nothing are refused")
    void refused() {
        Map<String, String> said = healthy();
        said.put("production", "yes");
        said.put("halted", "yes");
        said.put("version", "0");
        assertThat(preventing(said)).containsExactly("helper", "not production", "not halted");
        assertThat(preventing(Map.of())).contains("helper", "root", "not production", "nft");
    }

    @Test
    @DisplayName("a target that cannot be reached fails one check, with what was said")
    void gone() {
        Examined gone = TargetExam.examine(new LocalTarget("lb1", List.of("no-such-program-of-anybody")));
        assertThat(gone.allows(Purpose.chaos)).isFalse();
        assertThat(gone.allows(Purpose.run)).isTrue();
        assertThat(gone.checks()).hasSize(1);
    }

    @Test
    @DisplayName(
            "this machine can simulate; what is missing has its fix; an ASCII terminal is told and prevents nothing")
    void thisMachine() {
        Examined here = ThisMachine.examine(StandardCharsets.US_ASCII);
        assertThat(here.allows(Purpose.run)).isTrue();
        assertThat(here.checks())
                .allMatch(check ->
                        check.state() == Check.State.there || !check.fix().isEmpty());
        assertThat(here.checks())
                .anyMatch(check -> check.name().equals("terminal") && check.state() == Check.State.missing);
        assertThat(Examined.json(List.of(here), Purpose.run)).contains("\"allowed\" : true", "\"name\" : \"tc netem\"");
    }
}
