package dev.nines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LabCommandTest {
    private final CommandLineDriver nines = CommandLineDriver.plain();

    @Test
    @DisplayName("a design that a lab cannot do is refused, with each of its parts that it cannot do")
    void refusedDesign() {
        assertThat(nines.run("lab", "up", "detectors")).isEqualTo(ExitCode.REFUSED.code());
        assertThat(nines.err()).contains("no lab of detectors").contains("no product stands for it");
        assertThat(nines.out()).isEmpty();
    }

    @Test
    @DisplayName("a lab that is not up cannot be ended by name")
    void downOfNothing() {
        assertThat(nines.run("lab", "down", "no-such-lab")).isEqualTo(ExitCode.REFUSED.code());
        assertThat(nines.err()).contains("no lab of `no-such-lab` is up");
    }

    @Test
    @DisplayName("lab needs a verb, and up a design")
    void usage() {
        assertThat(nines.run("lab")).isEqualTo(ExitCode.USAGE.code());
        assertThat(nines.run("lab", "up")).isEqualTo(ExitCode.USAGE.code());
        assertThat(nines.run("lab", "up", "no-such-design")).isEqualTo(ExitCode.INPUT.code());
    }
}
