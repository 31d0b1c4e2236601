package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.fault.Fault;
import dev.nines.kernel.Law;
import dev.nines.model.spec.ClientSpec;
import dev.nines.model.spec.ClientSpec.Connections;
import dev.nines.model.spec.ContentSyncSpec;
import dev.nines.model.spec.ContentSyncSpec.Method;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.HeartbeatSpec;
import dev.nines.model.spec.WebServerSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** seeds.md, last table: what a standby holds of the files, and when it can serve them. */
class ContentLossTest {
    private static final double UPLOADS_PER_SECOND = 10;
    private static final long FILE = 100_000;
    private static final long RATE = 10_000_000;

    private static Design design(ContentSyncSpec files) {
        HeartbeatSpec beat = new HeartbeatSpec("vip", List.of("a", "b"), S, 3 * S);
        WebServerSpec like = Specs.web("vip", "a", "b");
        WebServerSpec web = new WebServerSpec(
                "web",
                like.nodes(),
                like.ports(),
                "vip",
                "",
                0,
                like.capacity(),
                like.queue(),
                Law.constant(MS),
                Law.constant(0),
                -1,
                files.name());
        ClientSpec users =
                new ClientSpec("users", "web", 0, 2 * UPLOADS_PER_SECOND, 0, 0.5, S, 0, Connections.NEW, 16, 0, 1);
        return Specs.design(
                List.of(beat, files, web),
                List.of(users),
                Specs.probe(100 * MS, S, 0.9, "web"),
                Drilled.never(new Fault.Crash("a")));
    }

    private static double lostSeconds(Drilled drilled) {
        double seconds = drilled.service().losses().lostNanos() / 1e9;
        assertThat((double) drilled.service().losses().lost()).isCloseTo(seconds * UPLOADS_PER_SECOND, within(0.6));
        assertThat(drilled.violated("acked-write-lost")).isTrue();
        return seconds;
    }

    @Test
    void rsyncLosesWhatWasWrittenAfterTheLastFinishedRunBegan() {
        // Each minute 5 s of scanning and 60 s × 10 files × 100 kB at 10 MB/s: 6 s.
        ContentSyncSpec files =
                new ContentSyncSpec("files", List.of("a", "b"), Method.RSYNC, 60 * S, 5 * S, RATE, 0, FILE, true);
        double run = 5 + 6;
        double[] lost = Drilled.each(design(files), 1_000, drilled -> {
            assertThat(drilled.outage()).isBetween(1.8, 3.2);
            assertThat(drilled.violated("mixed-content")).isFalse();
            return lostSeconds(drilled);
        });
        Samples.uniform(lost, run, 60 + run);
    }

    @Test
    void aRunCutOffHalfWayLeavesMixedVersionsWithoutStaging() {
        ContentSyncSpec files =
                new ContentSyncSpec("files", List.of("a", "b"), Method.RSYNC, 60 * S, 5 * S, RATE, 0, FILE, false);
        double[] mixed = Drilled.each(design(files), 1_000, drilled -> drilled.violated("mixed-content") ? 1 : 0);
        // While bytes are copied, 6 s of each minute; four standard deviations of 1000 trials are 0.038.
        assertThat(Arrays.stream(mixed).average().orElseThrow()).isCloseTo(0.1, within(0.038));
    }

    @Test
    void tarLosesAllSinceTheLastFinishedArchiveAndServesOnlyAfterUnpacking() {
        // Each hour 1 GB at 10 MB/s: 100 s to pack, 100 s to copy, 100 s to unpack.
        ContentSyncSpec files = new ContentSyncSpec(
                "files", List.of("a", "b"), Method.TAR, 3_600 * S, 0, RATE, 1_000_000_000, FILE, false);
        double[] lost = Drilled.each(design(files), 300, drilled -> {
            double takeover = drilled.after("vip@b", "takes the address");
            if (drilled.record.faultNanos() < (3_600 + 200) * S) {
                // No archive is finished yet: the standby has the content of the first day, unpacked.
                return lostSeconds(drilled);
            }
            assertThat(drilled.after("files", "usable on b")).isCloseTo(takeover + 100, within(1e-6));
            return lostSeconds(drilled);
        });
        Samples.uniform(lost, 200, 3_600 + 200);
    }
}
