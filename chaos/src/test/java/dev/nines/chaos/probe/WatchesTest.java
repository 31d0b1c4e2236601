package dev.nines.chaos.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.chaos.target.LocalTarget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What kernel and HAProxy say of acts. */
class WatchesTest {
    private static final long MS = 1_000_000L;

    private final List<Sighting> seen = new ArrayList<>();

    @Test
    @DisplayName(
            "a line of ip monitor that adds the address is a sighting; one that deletes, or another address, is none")
    void address() {
        AddressWatch watch = new AddressWatch(
                new LocalTarget("lb2", List.of()), "vip@lb2", "10.1.1.1", new ClockOffset(2 * MS, MS), seen::add);
        String line =
                "[2026-12-01T03:03:09.303851] 1: lo    inet 10.1.1.1/24 scope global lo\\       valid_lft forever";
        Sighting sighting = watch.sighting(line).orElseThrow();
        // 1796094189.303851 by the target's clock, which is 2 ms ahead
        assertThat(sighting.nanos()).isEqualTo(1_796_094_189_303_851_000L - 2 * MS);
        assertThat(sighting.uncertaintyNanos()).isEqualTo(6 * MS);
        assertThat(sighting.machine()).isEqualTo("vip@lb2");
        assertThat(watch.sighting(line.replace("] 1:", "] Deleted 1:"))).isEmpty();
        assertThat(watch.sighting(line.replace("10.1.1.1", "10.1.1.10"))).isEmpty();
        assertThat(watch.sighting(line.replace("2026-12-01", "2026-99-01"))).isEmpty();
        assertThat(watch.sighting("garbage")).isEmpty();
    }

    private static String stat(String status) {
        String[] cells = new String[20];
        java.util.Arrays.fill(cells, "");
        cells[0] = "web";
        cells[1] = "web1";
        cells[17] = status;
        return "# pxname,svname\nweb,BACKEND" + ",x".repeat(20) + "\n" + String.join(",", cells) + "\n";
    }

    @Test
    @DisplayName("a server is seen to go DOWN between two answers, once, and not where it was down before")
    void server(@TempDir Path folder) {
        try (ServerWatch watch = new ServerWatch(folder.resolve("none.sock"), "front@lb1", seen::add)) {
            watch.close();
            watch.table(stat("DOWN"), 100 * MS);
            watch.table(stat("DOWN 1/2"), 120 * MS);
            watch.table(stat("UP"), 140 * MS);
            watch.table(stat("UP 2/3"), 160 * MS);
            assertThat(seen).isEmpty();
            watch.table(stat("DOWN"), 180 * MS);
            watch.table(stat("DOWN"), 200 * MS);
            assertThat(seen).containsExactly(new Sighting("web/web1 in front@lb1", "is DOWN", 170 * MS, 10 * MS));
        }
    }
}
