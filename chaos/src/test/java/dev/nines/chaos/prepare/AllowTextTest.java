package dev.nines.chaos.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.inject.Helper;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AllowTextTest {
    @Test
    @DisplayName("every key that the helper asks the allow-file for is known here")
    void keys() {
        Matcher asked = Pattern.compile("\\b(?:allows|allowed) ([a-z][a-z-]*)")
                .matcher(Helper.script().replaceAll("(?m)^ *#.*$", ""));
        int found = 0;
        while (asked.find()) {
            found++;
            assertThat(AllowText.problem(asked.group(1) + "=?\nenvironment=e\n").orElse(""))
                    .as(asked.group(1))
                    .doesNotContain("no key");
        }
        assertThat(found).isGreaterThan(5);
    }

    @Test
    @DisplayName("sudo's rule names every verb that the helper knows")
    void verbs() {
        Matcher known = Pattern.compile("known verbs: ([a-z ]+)'").matcher(Helper.script());
        assertThat(known.find()).isTrue();
        assertThat(Managed.VERBS).containsExactly(known.group(1).split(" "));
    }

    @Test
    @DisplayName("a text that is no allow-file is told with its line and column")
    void problems() {
        assertThat(AllowText.problem(AllowText.of("staging"))).isEmpty();
        assertThat(AllowText.problem("environment=staging\nfalts=kill\n").orElse(""))
                .startsWith("2:1: no key `falts`");
        assertThat(AllowText.problem("environment=a b\n").orElse("")).startsWith("1:13: `a b`");
        assertThat(AllowText.problem("faults=kill\n").orElse("")).contains("environment= is missing");
    }

    @Test
    @DisplayName("supported systems are those that are named, by whole version or the part before the dot")
    void systems() {
        for (String yes : List.of("debian 11", "debian 13", "ubuntu 22.04", "rhel 8.10", "rocky 9.4", "almalinux 9")) {
            assertThat(SupportedSystem.of(yes.split(" ")[0], yes.split(" ")[1]))
                    .as(yes)
                    .isPresent();
        }
        for (String no :
                List.of("debian 10", "ubuntu 20.04", "ubuntu 22", "rhel 80", "rhel 7.9", "alpine 3.20", "x ")) {
            assertThat(SupportedSystem.of(no.split(" ", 2)[0], no.split(" ", 2)[1]))
                    .as(no)
                    .isEmpty();
        }
    }
}
