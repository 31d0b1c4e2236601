package dev.nines.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.measure.Losses;
import dev.nines.measure.Outage;
import dev.nines.measure.ServiceRecord;
import dev.nines.measure.TrialRecord;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CsvTest {

    @Test
    @DisplayName("DESIGN section 7: the columns of samples.csv")
    void samples() {
        StringWriter out = new StringWriter();
        SamplesCsv csv = new SamplesCsv(out);
        Outage first = Samples.outage(30 * Samples.SECOND, Samples.SECOND, 1, Outage.End.CLOSED, "crash lb1");
        Outage second = Samples.outage(40 * Samples.SECOND, Samples.SECOND, 0.5, Outage.End.CLOSED, "crash lb1");
        Outage endless =
                Samples.outage(50 * Samples.SECOND, Samples.SECOND, 1, Outage.End.INFINITE, "hang web1", "crash lb1");
        TrialRecord trial = new TrialRecord(
                4,
                List.of(
                        new TrialRecord.DrillRecord(
                                "cut,heal",
                                List.of("silent-cut lb1", "crash lb2"),
                                29_500 * Samples.MS,
                                List.of(Samples.service(List.of(first, second), 3)),
                                List.of()),
                        new TrialRecord.DrillRecord(
                                "calm", List.of("stop web1"), 0, List.of(Samples.service(List.of(), 0)), List.of())),
                new TrialRecord.YearRecord(Samples.YEAR, List.of(Samples.service(List.of(endless), 0)), List.of()),
                1);
        csv.add("web", trial);
        assertThat(out.toString()).isEqualTo("""
                        design,trial,kind,drill,service,faults,fault_time_s,start_s,end_s,outage_s,outages,depth,\
                        detect_s,decide_s,act_s,converge_s,lost_tx,lost_s,failed_requests
                        web,4,drill,"cut,heal",web,silent-cut lb1;crash lb2,29.5,30,41,2,2,0.75,\
                        1.994,0,0.002,0.004,3,0.015,7
                        web,4,drill,calm,web,stop web1,0,,,0,0,,,,,,0,0,7
                        web,4,year,,web,hang web1;crash lb1,,50,infinite,infinite,1,1,0.997,0,0.001,0.002,,,
                        """);
    }

    @Test
    @DisplayName("a measurement that nobody made of lost writes is empty, not 0")
    void lossesNotMeasured() {
        StringWriter samples = new StringWriter();
        StringWriter trials = new StringWriter();
        ServiceRecord measured = Samples.service(List.of(), Losses.NOT_MEASURED);
        TrialRecord trial = new TrialRecord(
                0,
                List.of(new TrialRecord.DrillRecord("calm", List.of("stop web1"), 0, List.of(measured), List.of())),
                null,
                1);
        new SamplesCsv(samples).add("web", trial);
        new TrialsCsv(trials).add("web", trial);
        assertThat(samples.toString()).endsWith("web,0,drill,calm,web,stop web1,0,,,0,0,,,,,,,,7\n");
        assertThat(trials.toString()).contains("\nweb,0,web,0,0,,7,");
        DrillSamples drill = new DrillSamples();
        drill.add(measured);
        assertThat(drill.result().lostTransactions().max()).isEqualTo(Value.missing("not measured"));
        assertThat(drill.result().lostSeconds().p50().hasValue()).isFalse();
    }

    @Test
    void detectors() {
        StringWriter out = new StringWriter();
        DetectorsCsv csv = new DetectorsCsv(out);
        csv.add("web", Samples.trial(17, 0));
        List<String> lines = out.toString().lines().toList();
        int columns = lines.get(0).split(",", -1).length;
        assertThat(lines)
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(columns));
        assertThat(lines.get(1)).startsWith("web,17,drill,lb-crash,vip,3,1,0,0,,");
        assertThat(lines.get(2)).startsWith("web,17,year,,vip,3,1,0,0,3600,");
    }

    @Test
    void trials() {
        StringWriter out = new StringWriter();
        TrialsCsv csv = new TrialsCsv(out);
        csv.add("web", Samples.trial(17, 0));
        csv.add("web", new TrialRecord(18, Samples.trial(18, 0).drills(), null, 1));
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(3);
        int columns = lines.get(0).split(",", -1).length;
        assertThat(lines).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(columns));
        assertThat(lines.get(1)).startsWith("web,17,web,1,").endsWith(",1,2,3,0,0,500,7,1");
        assertThat(lines.get(2)).startsWith("web,18,web,1,").endsWith(",,,,,,,,,,,,,0");
    }
}
