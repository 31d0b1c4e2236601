package dev.nines.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostTableTest {
    private static final Cost SKIPPING =
            new Cost("haproxy-keepalived", "nobody", true, 10, 1234.5, 5.6789e6, 12345, 71.25, 1.874);

    @TempDir
    private Path folder;

    @Test
    void figuresHaveThreeDigitsAndTheirPlace() {
        assertThat(CostTable.markdown(List.of(SKIPPING)))
                .startsWith("| design | load | skip | trials/s |")
                .endsWith("| haproxy-keepalived | nobody | yes | 1230 | 5680000 | 12300 | 71.3 | 1.87 x |\n");
        assertThat(CostTable.text(List.of(SKIPPING))).contains("haproxy-keepalived        nobody   yes         1230");
    }

    @Test
    void aTrialOfEveryLoadIsMeasured() throws IOException {
        List<Cost> costs = WholeScenarios.measure("web-active-standby", 0, name -> {});

        assertThat(costs)
                .extracting(Cost::load)
                .containsExactly("nobody", "nobody", "probes", "probes", "clients", "clients");
        assertThat(costs).allMatch(cost -> cost.trialsPerSecond() > 0 && cost.eventsPerSecond() > 0);
        CostTable.write(folder.resolve("scenarios.json"), costs, Map.of("machine", "test"));
        assertThat(Files.readString(folder.resolve("scenarios.json")))
                .contains("\"ninesScenarios\" : 1")
                .contains("\"twoThreads\" : null");
    }
}
