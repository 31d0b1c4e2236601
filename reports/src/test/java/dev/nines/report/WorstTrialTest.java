package dev.nines.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorstTrialTest {
    private static final String HEADER = "design,trial,kind,drill,service,faults,fault_time_s,start_s,end_s,outage_s,"
            + "outages,depth,detect_s,decide_s,act_s,converge_s,lost_tx,lost_s,failed_requests\n";

    @TempDir
    Path folder;

    @Test
    @DisplayName("the longest outage of each design, the first of equals, infinite ones above all")
    void longest() throws IOException {
        Path samples = folder.resolve("samples.csv");
        Files.writeString(samples, HEADER + """
                a,0,drill,lb-crash,web,crash lb1,5,5,8.1,3.1,1,1,3,0,0.1,0,0,0,0
                a,4,drill,lb-crash,web,crash lb1,5,5,8.6,3.6,1,1,3,0,0.1,0,0,0,0
                a,9,drill,lb-crash,web,crash lb1,5,5,8.6,3.6,1,1,3,0,0.1,0,0,0,0
                b,2,year,,web,crash db1;crash db2,9,9,,infinite,1,1,,,,,0,0,0
                b,3,year,,web,crash db1,9,9,10,1,1,1,,,,,0,0,0
                c,3,drill,lb-crash,web,crash lb1,9,,,0,0,,,,,,0,0,0
                """);
        var worst = WorstTrial.ofEachDesign(samples);
        assertThat(worst).containsOnlyKeys("a", "b");
        assertThat(worst.get("a").text()).isEqualTo("run 4, lb-crash: web gone for 3.60 s after crash lb1");
        assertThat(worst.get("b").text()).isEqualTo("run 2, year: web gone for ever after crash db1, crash db2");
        assertThat(worst.get("a").replayCommand("out", true))
                .isEqualTo("nines replay out --design a --drill lb-crash --trial 4");
        assertThat(worst.get("b").replayCommand("out", false)).isEqualTo("nines replay out --trial 2");
    }

    @Test
    @DisplayName("no table, nothing to look at")
    void noTable() {
        assertThat(WorstTrial.ofEachDesign(folder.resolve("samples.csv"))).isEmpty();
    }
}
