package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.fault.Fault;
import dev.nines.kernel.Law;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import dev.nines.model.spec.HaproxySpec.CheckType;
import dev.nines.stats.KolmogorovSmirnov;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** measured-behaviour.md, rows HAProxy DOWN and UP; haproxy-nlb.md section 2, detection. Times since fault or repair. */
class HaproxyDetectionTest {
    private static final int DRILLS = 1_000;
    private static final String FRONT = "front@lb1";
    private static final String DOWN = "web@web1 DOWN";
    private static final String UP = "web@web1 UP";
    /** Round trips of the checks, and a fault that strikes while a check runs. */
    private static final double ROUND_TRIPS = 0.003;

    private static void uniform(double[] sample, double low, double high) {
        Samples.uniform(sample, low - ROUND_TRIPS, high + ROUND_TRIPS);
    }

    private static double[] detection(HaproxyDesign design, Fault fault) {
        return Drilled.each(design.drilled(Drilled.never(fault)), DRILLS, drilled -> drilled.after(FRONT, DOWN));
    }

    @ParameterizedTest
    @DisplayName("DOWN, refused: (inter - phi) + (fall - 1) * fastinter")
    @CsvSource({"HTTP,2000,0,3", "TCP,2000,0,3", "HTTP,1000,0,3", "HTTP,500,0,2", "TCP,2000,500,3"})
    void refused(CheckType type, long inter, long fastinter, int fall) {
        HaproxyDesign design =
                new HaproxyDesign().check(type, inter * MS, 2, fall).intervals(fastinter * MS, 0);
        double fast = (fastinter == 0 ? inter : fastinter) / 1e3;
        double least = (fall - 1) * fast;
        uniform(detection(design, new Fault.Kill("web@web1")), least, least + inter / 1e3);
    }

    @ParameterizedTest
    @DisplayName("DOWN, silent: (inter - phi) + fall * inter + (fall - 1) * fastinter; 2 s x 3 is 10..12 s, not 6")
    @CsvSource({"HTTP,2000,0,3", "TCP,2000,0,3", "HTTP,500,0,2", "TCP,2000,500,3"})
    void silent(CheckType type, long inter, long fastinter, int fall) {
        HaproxyDesign design =
                new HaproxyDesign().check(type, inter * MS, 2, fall).intervals(fastinter * MS, 0);
        double fast = (fastinter == 0 ? inter : fastinter) / 1e3;
        double least = fall * inter / 1e3 + (fall - 1) * fast;
        uniform(detection(design, new Fault.SilentCut("web1")), least, least + inter / 1e3);
    }

    @ParameterizedTest
    @DisplayName("DOWN, hung, HTTP check: as silent; `timeout connect` does not shorten a check (behaviour 6)")
    @CsvSource({"2000,0,3", "1000,0,3", "500,0,2", "2000,500,3"})
    void hung(long inter, long fastinter, int fall) {
        HaproxyDesign design = new HaproxyDesign()
                .check(CheckType.HTTP, inter * MS, 2, fall)
                .intervals(fastinter * MS, 0)
                .timeouts(300 * MS, 30 * S, 0);
        double fast = (fastinter == 0 ? inter : fastinter) / 1e3;
        double least = fall * inter / 1e3 + (fall - 1) * fast;
        uniform(detection(design, new Fault.Hang("web@web1")), least, least + inter / 1e3);
    }

    @Test
    @DisplayName("DOWN, hung, `timeout check`: each failing check takes that long instead of inter")
    void hungWithTimeoutCheck() {
        HaproxyDesign design = new HaproxyDesign().timeoutCheck(500 * MS);
        uniform(detection(design, new Fault.Hang("web@web1")), 3 * 0.5 + 2 * 2, 3 * 0.5 + 2 * 2 + 2);
    }

    @ParameterizedTest
    @DisplayName("DOWN, silent, `timeout check`: then connecting has min(inter, timeout connect)")
    @CsvSource({"5000,2.0", "300,0.3"})
    void silentWithTimeoutCheck(long connect, double each) {
        HaproxyDesign design = new HaproxyDesign().timeoutCheck(500 * MS).timeouts(connect * MS, 30 * S, 0);
        double least = 3 * each + 2 * 2;
        uniform(detection(design, new Fault.SilentCut("web1")), least, least + 2);
    }

    @Test
    @DisplayName("skipping time does not move a check by a nanosecond")
    void skippingTimeChangesNothing() {
        List<Fault> faults =
                List.of(new Fault.Kill("web@web1"), new Fault.SilentCut("web1"), new Fault.Hang("web@web1"));
        for (Fault fault : faults) {
            Design design = new HaproxyDesign().drilled(Drilled.repaired(fault, 60 * S));
            for (int trial = 0; trial < 3; trial++) {
                Drilled skipped = Drilled.run(design, trial);
                Drilled full = Drilled.run(design, trial, Drilled.EVERY_MESSAGE);
                assertThat(skipped.after(FRONT, DOWN)).isEqualTo(full.after(FRONT, DOWN));
                assertThat(skipped.after(FRONT, UP)).isEqualTo(full.after(FRONT, UP));
            }
        }
    }

    @Test
    @DisplayName("behaviour 9: a TCP check never sees a hung process")
    void tcpCheckOfAHungProcess() {
        HaproxyDesign design = new HaproxyDesign().check(CheckType.TCP, 2 * S, 2, 3);
        Drilled.each(design.drilled(Drilled.repaired(new Fault.Hang("web@web1"), 60 * S)), 50, drilled -> {
            assertThat(drilled.said(0, FRONT, DOWN)).isFalse();
            return 0;
        });
    }

    @Test
    @DisplayName("hung, TCP check, nobody else connects: backlog + 1 checks pass, then as silent")
    void tcpCheckFillsTheBacklog() {
        HaproxyDesign design = new HaproxyDesign().check(CheckType.TCP, S, 2, 3).web(Law.constant(MS), 64, 5);
        DrillSpec drill = Drilled.repaired(new Fault.Hang("web@web1"), 30 * S);
        double[] detection = Drilled.each(
                design.probed(Specs.probe(S, S, 0.9), drill), DRILLS, drilled -> drilled.after(FRONT, DOWN));
        uniform(detection, 6 + 5, 6 + 5 + 1);
    }

    @ParameterizedTest
    @DisplayName("UP after refusals: next check + (rise - 1) * inter")
    @CsvSource({"2000,0,0,2", "1000,0,0,2", "2000,500,0,3", "2000,500,4000,2"})
    void recovery(long inter, long fastinter, long downinter, int rise) {
        HaproxyDesign design = new HaproxyDesign()
                .check(CheckType.HTTP, inter * MS, rise, 3)
                .intervals(fastinter * MS, downinter * MS);
        double next = (downinter == 0 ? inter : downinter) / 1e3;
        double least = (rise - 1) * (fastinter == 0 ? inter : fastinter) / 1e3;
        uniform(recovery(design, new Fault.Kill("web@web1"), inter / 1e3), least, least + next);
    }

    @Test
    @DisplayName("UP after silence: up to 2 * inter until the next check, if one is hanging")
    void recoveryFromSilence() {
        HaproxyDesign design = new HaproxyDesign().check(CheckType.HTTP, S, 2, 3);
        uniform(recovery(design, new Fault.SilentCut("web1"), 1), 1, 3);
    }

    /** From the repair to UP. Checks keep their phase while the server is down: repairs come at two phases. */
    private static double[] recovery(HaproxyDesign design, Fault fault, double shiftSeconds) {
        double[] repairs = {60, 60 + shiftSeconds};
        double[] recovery = new double[DRILLS];
        for (int half = 0; half < 2; half++) {
            double repair = repairs[half];
            double[] up = Drilled.each(
                    design.drilled(Drilled.repaired(fault, (long) (repair * 1e9))),
                    DRILLS / 2,
                    drilled -> drilled.after(FRONT, UP) - repair);
            System.arraycopy(up, 0, recovery, half * DRILLS / 2, DRILLS / 2);
        }
        return recovery;
    }

    @Test
    @DisplayName("invariant 1: a server without check never goes DOWN")
    void withoutCheck() {
        HaproxyDesign design = new HaproxyDesign().check(CheckType.NONE, 2 * S, 2, 3);
        for (Fault fault : List.of(new Fault.Kill("web@web1"), new Fault.SilentCut("web1"))) {
            Drilled.each(design.drilled(Drilled.repaired(fault, 60 * S)), 10, drilled -> {
                assertThat(drilled.said(0, FRONT, DOWN)).isFalse();
                return 0;
            });
        }
    }

    @Test
    @DisplayName("invariant 8: every HAProxy has its own view")
    void ownViews() {
        HaproxyDesign two = new HaproxyDesign();
        Design design = Specs.design(
                List.of(Specs.keepalived(2, S), two.web(), two.front("vip", "a", "b")),
                Specs.probe(S, S, 0.9, "front"),
                Drilled.never(new Fault.Kill("web@web1")));
        double[] apart = Drilled.each(
                design, DRILLS, drilled -> Math.abs(drilled.after("front@a", DOWN) - drilled.after("front@b", DOWN)));
        Samples.within(apart, 0, 2 + ROUND_TRIPS);
        // the distance of two independent phases
        assertThat(KolmogorovSmirnov.pValue(apart, x -> x <= 0 ? 0 : x >= 2 ? 1 : 1 - (1 - x / 2) * (1 - x / 2)))
                .isGreaterThan(Samples.REFUTED);
    }
}
