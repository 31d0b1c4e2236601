package dev.nines.chaos.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Entry INTENT = new Entry(
            1, "lb1", "local", "pause", List.of("pid=7", "started=9"), 60, State.INTENT, Map.of("why", "é \"quoted\""));

    @TempDir
    private Path root;

    private StateFolder folder;

    @BeforeEach
    void open() {
        folder = new StateFolder(root);
    }

    private Path write(State... states) {
        try (Journal journal = folder.begin("r1", Map.of("lb1", "local"))) {
            journal.append(INTENT);
            for (State state : states) {
                journal.append(INTENT.to(state, Map.of()));
            }
            return journal.file();
        }
    }

    @Test
    @DisplayName("what was written is read back, each fault by its last state")
    void roundTrip() {
        write(State.ARMED, State.APPLIED);
        JournalFile read = folder.unclean().get(0);
        assertThat(read.entries().get(0)).isEqualTo(INTENT);
        assertThat(read.places()).containsExactly(Map.entry("lb1", "local"));
        assertThat(read.last()).hasSize(1);
        assertThat(read.last().get(0).state()).isEqualTo(State.APPLIED);
        assertThat(read.torn()).isFalse();
    }

    @Test
    @DisplayName("only CLEAN is clean: a fault in any other state asks for a revert")
    void everyOtherState() {
        for (State state : State.values()) {
            StateFolder own = new StateFolder(root.resolve(state.name()));
            try (Journal journal = own.begin("r1", Map.of("lb1", "local"))) {
                journal.append(INTENT.to(state, Map.of()));
                assertThat(journal.isClean()).isEqualTo(state == State.CLEAN);
            }
            assertThat(own.unclean()).hasSize(state == State.CLEAN ? 0 : 1);
        }
    }

    @Test
    @DisplayName("cut at any byte, a journal is read up to its last whole line and known to be torn")
    void tornAnywhere() throws IOException {
        Path file = write(State.CLEAN);
        byte[] whole = Files.readAllBytes(file);
        assertThat(folder.unclean()).isEmpty();
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            boolean lineEnds = length > 0 && whole[length - 1] == '\n';
            JournalFile read = JournalFile.read(file);
            assertThat(read.torn()).as("at %d", length).isEqualTo(!lineEnds);
            assertThat(read.wholeBytes()).isLessThanOrEqualTo(length);
        }
    }

    @Test
    @DisplayName("a damaged line is as good as none, and whoever goes on writes after the last whole one")
    void damaged() throws IOException {
        Path file = write(State.VERIFIED);
        Files.writeString(file, Files.readString(file).replace("\"state\":\"VERIFIED\"", "\"state\":\"CLEAN\""));
        JournalFile read = folder.unclean().get(0);
        assertThat(read.torn()).isTrue();
        assertThat(read.forged()).isFalse();
        assertThat(read.last().get(0).state()).isEqualTo(State.INTENT);
        try (Journal journal = folder.goOn(read)) {
            journal.append(INTENT.to(State.CLEAN, Map.of()));
        }
        assertThat(folder.unclean()).isEmpty();
    }

    /** With a check sum that fits: anybody can compute that. */
    private static String withCheckSum(String line) {
        String text = line.substring(0, line.lastIndexOf(",\"crc\":\""));
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return text + String.format(java.util.Locale.ROOT, ",\"crc\":\"%08x\"}", crc.getValue());
    }

    @Test
    @DisplayName(
            "a line that somebody has changed, with a check sum that fits, is forged: nothing from there on is believed")
    void forged() throws IOException {
        Path file = write(State.VERIFIED);
        List<String> lines = Files.readAllLines(file);
        String clean = withCheckSum(lines.get(2).replace("\"state\":\"VERIFIED\"", "\"state\":\"CLEAN\""));
        Files.write(file, List.of(lines.get(0), lines.get(1), clean));
        JournalFile read = folder.unclean().get(0);
        assertThat(read.forged()).isTrue();
        assertThat(read.isClean()).isFalse();
        assertThat(read.last().get(0).state()).isEqualTo(State.INTENT);
        String elsewhere = withCheckSum(lines.get(0).replace("\"local\"", "\"ssh root evil.example 22 SHA256:x\""));
        Files.write(file, List.of(elsewhere, lines.get(1), lines.get(2)));
        assertThat(folder.unclean().get(0).places())
                .as("no stranger sends us anywhere")
                .isEmpty();
    }

    @Test
    @DisplayName(
            "a line of another run or of another controller is not this one's: seals name the run, keys are our own")
    void anotherRun() throws IOException {
        Path file = write(State.CLEAN);
        List<String> lines = Files.readAllLines(file);
        try (Journal other = folder.begin("r2", Map.of("lb1", "local"))) {
            other.append(INTENT);
            Files.write(other.file(), List.of(lines.get(2)), StandardOpenOption.APPEND);
            assertThat(JournalFile.read(other.file()).forged()).isTrue();
        }
        Path key = root.resolve("chaos").resolve(Seal.FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        Files.delete(key);
        assertThat(folder.unclean()).hasSize(2).allMatch(JournalFile::forged);
    }

    @Test
    @DisplayName("only its owner reads it; a run's name is taken once, and leads nowhere else")
    void names() throws IOException {
        Path file = write();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        assertThatThrownBy(() -> folder.begin("r1", Map.of())).isInstanceOf(Unwritable.class);
        assertThatThrownBy(() -> folder.begin("../x", Map.of())).isInstanceOf(IllegalArgumentException.class);
        Files.writeString(file, "x", StandardOpenOption.APPEND);
        assertThat(folder.unclean().get(0).torn()).isTrue();
    }
}
