package dev.nines.protocol.contentsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nines.protocol.contentsync.ContentSync.Phase;
import dev.nines.protocol.contentsync.ContentSync.Timer;
import dev.nines.protocol.contentsync.ContentSyncConfig.Method;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** seeds.md, last table: content synchronisation of a standby by rsync and by tar. */
class ContentSyncTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long MB = 1_000_000L;

    /** Each minute: 5 s of scanning, 10 MB/s. */
    private static final ContentSyncConfig RSYNC = ContentSyncConfig.rsync(MINUTE, 5 * SECOND, 10 * MB, false);

    /** Each hour 12 GB at 100 MB/s: 120 s for each step. */
    private static final ContentSyncConfig TAR = ContentSyncConfig.tar(60 * MINUTE, 100 * MB, 12_000 * MB);

    private final Map<Timer, Long> deadlines = new EnumMap<>(Timer.class);
    private final StringBuilder trace = new StringBuilder();
    private long now;
    private int skipped;
    private ContentSync sync;

    private void start(ContentSyncConfig config) {
        sync = new ContentSync(config, new Recorder());
        sync.onStart(config.intervalNanos());
    }

    /** Fires what is due up to and including this time. */
    private void runUntil(long time) {
        while (true) {
            Map.Entry<Timer, Long> next = null;
            for (Map.Entry<Timer, Long> entry : deadlines.entrySet()) {
                if (entry.getValue() <= time && (next == null || entry.getValue() < next.getValue())) {
                    next = entry;
                }
            }
            if (next == null) {
                now = time;
                return;
            }
            Timer timer = next.getKey();
            now = next.getValue();
            deadlines.remove(timer);
            sync.onTimer(timer);
        }
    }

    private void log(String line) {
        trace.append(String.format(Locale.ROOT, "t=%.1fs %s\n", now / 1e9, line));
    }

    @Test
    @DisplayName("rsync golden trace: each minute scan + changed bytes / rate; a write during a run waits for the next")
    void rsyncRuns() {
        start(RSYNC);
        sync.onWrite(100 * MB);
        sync.onWrite(50 * MB);
        runUntil(62 * SECOND);
        sync.onWrite(10 * MB);
        runUntil(4 * MINUTE);
        assertThat(trace).hasToString("""
            t=80.0s finished up to 2
            t=126.0s finished up to 3
            t=185.0s finished up to 3
            """);
    }

    @Test
    @DisplayName("rsync: the copy is usable at once; what was written after the last finished run is lost")
    void rsyncFailover() {
        start(RSYNC);
        sync.onWrite(MB);
        runUntil(70 * SECOND);
        sync.onWrite(MB);
        sync.onWrite(MB);
        runUntil(100 * SECOND);
        assertThat(sync.atRisk()).isEqualTo(2);
        sync.onFailover();
        assertThat(trace).hasToString("""
            t=65.1s finished up to 1
            t=100.0s usable after 0.0s
            t=100.0s usable: 1
            """);
        runUntil(60 * MINUTE);
        assertThat(deadlines).isEmpty();
        assertThat(sync.phase()).isEqualTo(Phase.ENDED);
    }

    @Test
    @DisplayName("rsync: a run still going at the next tick keeps that tick from starting another one")
    void longRunSkipsTicks() {
        start(RSYNC);
        sync.onWrite(1_000 * MB);
        runUntil(60 * SECOND + 104 * SECOND);
        assertThat(trace).isEmpty();
        assertThat(skipped).isEqualTo(1);
        runUntil(60 * SECOND + 105 * SECOND);
        assertThat(trace).hasToString("t=165.0s finished up to 1\n");
        runUntil(185 * SECOND);
        assertThat(trace.toString()).endsWith("t=185.0s finished up to 1\n");
    }

    @Test
    @DisplayName("rsync cut off half-way leaves mixed versions; cut off while scanning it leaves the old copy")
    void mixedVersions() {
        start(RSYNC);
        sync.onWrite(100 * MB);
        runUntil(64 * SECOND);
        sync.onSourceLost();
        assertThat(sync.isMixed()).isFalse();

        ContentSyncTest other = new ContentSyncTest();
        other.start(RSYNC);
        other.sync.onWrite(100 * MB);
        other.runUntil(66 * SECOND);
        other.sync.onFailover();
        assertThat(other.sync.isMixed()).isTrue();
        assertThat(other.trace).hasToString("""
            t=66.0s mixed versions
            t=66.0s usable after 0.0s
            t=66.0s usable: 0
            """);
    }

    @Test
    @DisplayName("rsync with nothing changed has nothing to leave half-way")
    void nothingToMix() {
        start(RSYNC);
        runUntil(65 * SECOND);
        sync.onSourceLost();
        assertThat(trace.toString()).doesNotContain("mixed");
    }

    @Test
    @DisplayName("rsync with a staging directory: the old copy stays whole")
    void staging() {
        start(ContentSyncConfig.rsync(MINUTE, 5 * SECOND, 10 * MB, true));
        sync.onWrite(100 * MB);
        runUntil(66 * SECOND);
        sync.onFailover();
        assertThat(sync.isMixed()).isFalse();
        assertThat(trace.toString()).contains("usable: 0").doesNotContain("mixed");
    }

    @Test
    @DisplayName("rsync: the standby dies half-way and returns; the next run copies all of it again and heals the mix")
    void standbyLost() {
        start(RSYNC);
        sync.onWrite(100 * MB);
        runUntil(70 * SECOND);
        sync.onPeerLost();
        assertThat(sync.isMixed()).isTrue();
        runUntil(130 * SECOND);
        assertThat(skipped).isEqualTo(1);
        sync.onPeerBack();
        sync.onWrite(10 * MB);
        runUntil(200 * SECOND);
        assertThat(trace).hasToString("t=70.0s mixed versions\nt=196.0s finished up to 2\n");
        assertThat(sync.isMixed()).isFalse();
    }

    @Test
    @DisplayName("lsyncd: a run starts a fixed delay after the first change, none without a change")
    void lsyncd() {
        start(ContentSyncConfig.rsync(10 * SECOND, SECOND, 10 * MB, false).withMethod(Method.LSYNCD));
        runUntil(100 * SECOND);
        sync.onWrite(10 * MB);
        runUntil(104 * SECOND);
        sync.onWrite(10 * MB);
        runUntil(111 * SECOND);
        sync.onWrite(10 * MB);
        runUntil(300 * SECOND);
        assertThat(trace).hasToString("""
            t=113.0s finished up to 2
            t=125.0s finished up to 3
            """);
        sync.onPeerLost();
        sync.onWrite(10 * MB);
        runUntil(400 * SECOND);
        sync.onPeerBack();
        runUntil(500 * SECOND);
        assertThat(trace.toString()).endsWith("t=412.0s finished up to 4\n");
    }

    @Test
    @DisplayName("tar golden trace: pack, copy; on failover unpack; lost: all since the last finished archive")
    void tar() {
        start(TAR);
        sync.onWrite(MB);
        runUntil(60 * MINUTE + SECOND);
        sync.onWrite(MB);
        runUntil(120 * MINUTE + 230 * SECOND);
        sync.onWrite(MB);
        sync.onFailover();
        assertThat(sync.phase()).isEqualTo(Phase.UNPACKING);
        runUntil(200 * MINUTE);
        assertThat(trace).hasToString("""
            t=3840.0s finished up to 1
            t=7430.0s usable after 120.0s
            t=7550.0s usable: 1
            """);
        assertThat(sync.atRisk()).isEqualTo(2);
    }

    @Test
    @DisplayName("tar: half an archive mixes nothing; before the first one the standby serves what it began with")
    void tarBeforeTheFirstArchive() {
        start(TAR);
        sync.onWrite(MB);
        runUntil(60 * MINUTE + 200 * SECOND);
        sync.onFailover();
        assertThat(trace).hasToString("t=3800.0s usable after 0.0s\nt=3800.0s usable: 0\n");
    }

    @Test
    @DisplayName("tar: a standby that dies while unpacking serves nothing")
    void unpackingCutOff() {
        start(TAR);
        runUntil(70 * MINUTE);
        sync.onFailover();
        sync.onPeerLost();
        runUntil(100 * MINUTE);
        assertThat(trace.toString()).contains("usable after 120.0s").doesNotContain("usable:");
    }

    @Test
    @DisplayName("rows 002.5 rsync 'no delay', tar 'delay': mean loss window (interval + scan)/2-ish against hours")
    void meanLossWindow() {
        long seed = 20_260_406;
        System.out.println("ContentSyncTest.meanLossWindow seed " + seed);
        double rsync = meanLostSeconds(RSYNC, seed);
        double tar = meanLostSeconds(TAR, seed);
        // One write each second of 100 kB: rsync runs take 5 s + 60 × 0.01 s; tar archives become valid after 240 s.
        assertThat(rsync).isBetween(30 + 5.6 - 3, 30 + 5.6 + 3);
        assertThat(tar).isBetween(1800 + 240 - 120.0, 1800 + 240 + 120.0);
    }

    private static double meanLostSeconds(ContentSyncConfig config, long seed) {
        Random random = new Random(seed);
        int trials = 400;
        long lost = 0;
        for (int trial = 0; trial < trials; trial++) {
            ContentSyncTest test = new ContentSyncTest();
            test.start(config);
            long fault = 3 * config.intervalNanos() + (long) (random.nextDouble() * config.intervalNanos());
            for (long t = SECOND; t < fault; t += SECOND) {
                test.runUntil(t);
                test.sync.onWrite(MB / 10);
            }
            test.runUntil(fault);
            test.sync.onFailover();
            lost += test.sync.atRisk();
        }
        return lost / (double) trials;
    }

    @Test
    @DisplayName("settings out of bounds are refused")
    void bounds() {
        assertThatThrownBy(() -> ContentSyncConfig.rsync(0, 0, 1, false)).hasMessageContaining("0");
        assertThatThrownBy(() -> ContentSyncConfig.rsync(1, -1, 1, false)).hasMessageContaining("-1");
        assertThatThrownBy(() -> ContentSyncConfig.tar(1, 0, 5)).hasMessageContaining("rates");
    }

    @Test
    @DisplayName("the fingerprint repeats from run to run and differs by what is at risk")
    void fingerprint() {
        start(RSYNC);
        sync.onWrite(MB);
        runUntil(100 * SECOND);
        long idle = sync.fingerprint(4);
        runUntil(160 * SECOND);
        assertThat(sync.fingerprint(4)).isEqualTo(idle);
        sync.onWrite(MB);
        assertThat(sync.fingerprint(4)).isNotEqualTo(idle);
        runUntil(220 * SECOND);
        assertThat(sync.fingerprint(4)).isEqualTo(idle);
    }

    private final class Recorder implements ContentSync.Effects {
        @Override
        public void arm(Timer timer, long delayNanos) {
            deadlines.put(timer, now + delayNanos);
        }

        @Override
        public void disarm(Timer timer) {
            deadlines.remove(timer);
        }

        @Override
        public void runSkipped() {
            skipped++;
        }

        @Override
        public void copyFinished(long upToWrite) {
            log("finished up to " + upToWrite);
        }

        @Override
        public void mixedVersions() {
            log("mixed versions");
        }

        @Override
        public void usableAfter(long delayNanos) {
            log(String.format(Locale.ROOT, "usable after %.1fs", delayNanos / 1e9));
        }

        @Override
        public void usable(long upToWrite) {
            log("usable: " + upToWrite);
        }
    }
}
