package dev.nines.chaos.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LocalTargetTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Target here = new LocalTarget("here", List.of());

    @Test
    @DisplayName("arguments reach the program as they are, whatever a shell would make of them")
    void noShell() {
        Outcome outcome = here.run(List.of("printf", "%s|", "$(id)", "a b", "`id`", "*"), LONG);
        assertThat(outcome.output()).isEqualTo("$(id)|a b|`id`|*|");
    }

    @Test
    @DisplayName("a child that keeps the pipe open does not keep the call: a daemon outlives it")
    void childHoldsThePipe() {
        Outcome outcome = here.run(List.of("sh", "-c", "sleep 25 & echo $!"), LONG);
        assertThat(outcome.ok()).isTrue();
        long child = Long.parseLong(outcome.output().strip());
        assertThat(ProcessHandle.of(child)).isPresent();
        ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    @DisplayName("a time-out ends the program and its children, and not a watchdog that has left them")
    void timeout() {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        String script = "( (exec setsid sleep 25) </dev/null >/dev/null 2>&1 & echo $! ); sleep 26 & echo $!; wait";
        assertThatThrownBy(() -> here.run(List.of("sh", "-c", script), "", Duration.ofSeconds(2), lines::add))
                .isInstanceOf(TargetGone.class)
                .hasMessageContaining("no answer from sh within 2000 ms");
        assertThat(lines).hasSize(2);
        ProcessHandle watchdog = ProcessHandle.of(Long.parseLong(lines.get(0))).orElseThrow();
        assertThat(watchdog.isAlive()).isTrue();
        ProcessHandle.of(Long.parseLong(lines.get(1)))
                .ifPresent(child -> child.onExit().join());
        watchdog.destroyForcibly();
    }

    @Test
    @DisplayName("a flood of output is read, and cut at a megabyte")
    void flood() {
        Outcome outcome = here.run(List.of("head", "-c", "5000000", "/dev/zero"), LONG);
        assertThat(outcome.ok()).isTrue();
        assertThat(outcome.output()).hasSize(Target.OUTPUT_BYTES_MAX);
    }

    @Test
    @DisplayName("a process with the number of a lab host that has gone is not the lab host")
    void anotherProcess() {
        long self = ProcessHandle.current().pid();
        long started = Namespaces.startedOf(self).orElseThrow();
        Target gone = Namespaces.host("lb1", new Location.Namespace(self, started - 1));
        assertThatThrownBy(() -> gone.run(List.of("true"), LONG))
                .isInstanceOf(TargetGone.class)
                .hasMessageContaining("has gone");
    }

    @Test
    @DisplayName("in single quotes nothing means anything to the shell of the other side")
    void quoted() {
        String evil = "a'b; touch x $(id) `id` \\ \" -rf";
        Outcome outcome =
                here.run(List.of("sh", "-c", String.join(" ", SshTarget.quoted(List.of("printf", "%s", evil)))), LONG);
        assertThat(outcome.output()).isEqualTo(evil);
    }
}
