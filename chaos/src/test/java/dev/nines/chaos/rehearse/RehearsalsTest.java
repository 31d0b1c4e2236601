package dev.nines.chaos.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.inject.Injection.Healer;
import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.target.Location;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalsTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final long WEEK_NANOS = 7L * 24 * 3600 * 1_000_000_000L;
    private static final Location PLACE = Location.parse("ssh ops 10.0.3.11 22 SHA256:" + "a".repeat(43));
    private static final Map<String, String> NOW = Map.of("boot", "b1", "kernel", "6.1", "version", "1", "hash", "h1");

    private static Rehearsed record(Rehearsed.Result lease) {
        Map<Healer, Rehearsed.Result> healers =
                Map.of(Healer.controller, new Rehearsed.Result(900, ""), Healer.plain, lease);
        return new Rehearsed("lb1", PLACE.text(), "b1", "6.1", "1", "h1", AT, 10, healers);
    }

    private static String problem(Rehearsed record, Map<String, String> now, Instant time) {
        return Rehearsals.problem(Optional.of(record), now, time, WEEK_NANOS).orElse("");
    }

    @Test
    @DisplayName("a rehearsal holds for a week, one boot, one kernel and one helper, and only if all have healed")
    void holds() {
        Rehearsed good = record(new Rehearsed.Result(10_300, ""));
        Instant later = AT.plusSeconds(7 * 24 * 3600);
        assertThat(problem(good, NOW, later)).isEmpty();
        assertThat(problem(good, NOW, later.plusNanos(1))).contains("too old");
        assertThat(problem(good, NOW, AT.minusSeconds(1)))
                .as("a clock was set back")
                .contains("too old");
        Map<String, String> said = Map.of(
                "boot", "anew", "kernel", "another kernel", "version", "another helper", "hash", "another helper");
        said.forEach((key, words) -> {
            Map<String, String> other = new HashMap<>(NOW);
            other.put(key, "x");
            assertThat(problem(good, other, AT)).contains(words);
            other.remove(key);
            assertThat(problem(good, other, AT)).contains(words);
        });
        assertThat(problem(record(new Rehearsed.Result(12_000, "not healed")), NOW, AT))
                .contains("plain: not healed");
        assertThat(Rehearsals.problem(Optional.empty(), NOW, AT, WEEK_NANOS).orElse(""))
                .contains("never rehearsed");
    }

    @Test
    @DisplayName("a record is read as it was written; another place has none, a torn one is none")
    void stored(@TempDir Path folder) throws Exception {
        StateFolder state = new StateFolder(folder);
        Rehearsals rehearsals = new Rehearsals(state);
        Rehearsed record = record(new Rehearsed.Result(10_300, ""));
        rehearsals.save(record);
        assertThat(rehearsals.of(PLACE)).contains(record);
        assertThat(rehearsals.of(Location.parse("ssh ops 10.0.3.12 22 SHA256:" + "a".repeat(43))))
                .isEmpty();
        try (var files = Files.list(state.rehearsals())) {
            Path file = files.findFirst().orElseThrow();
            Files.writeString(file, Files.readString(file).substring(0, 60));
        }
        assertThat(rehearsals.of(PLACE)).isEmpty();
        rehearsals.forget(PLACE);
        try (var files = Files.list(state.rehearsals())) {
            assertThat(files).isEmpty();
        }
    }
}
