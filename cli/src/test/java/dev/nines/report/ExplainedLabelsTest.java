package dev.nines.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.scenario.Explanations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** `nines explain` knows what reports say. */
class ExplainedLabelsTest {
    private static final List<String> DRILLS = List.of("lb-crash", "pause");

    /** Tables whose rows are names of the file, or sentences. */
    private static final List<String> NAMED =
            List.of("Safety", "Objectives", "Violations", "Drills, outage", "Downtime of");

    @Test
    @DisplayName("every row label of the measures has a page")
    void measures() {
        Stream.concat(Measure.YEARS.stream(), Measure.ofDrill("lb-crash").stream())
                .flatMap(measure -> Stream.of(measure.label(), measure.longLabel()))
                .forEach(label -> assertThat(Explanations.of(label)).as(label).isPresent());
    }

    @Test
    @DisplayName("every row label of the golden pages has a page, detectors and the comparison in words included")
    void pages() throws IOException {
        Set<String> labels = new LinkedHashSet<>();
        for (String page : List.of("run.md", "compare.md", "not-known.md")) {
            labels(
                    Files.readAllLines(Path.of("../reports/src/test/resources/dev/nines/report")
                            .resolve(page)),
                    labels);
        }
        assertThat(labels).contains("stop until suspicion p99", "pause: falsely in", "way of operation");
        labels.forEach(label -> assertThat(Explanations.of(label)).as(label).isPresent());
    }

    private static void labels(List<String> page, Set<String> labels) {
        String heading = "";
        for (String line : page) {
            if (line.startsWith("#")) {
                heading = line.replaceFirst("^#+ ", "");
            } else if (line.startsWith("| ") && NAMED.stream().noneMatch(heading::startsWith)) {
                String label = line.substring(2, line.indexOf(" |", 2)).strip();
                boolean row = !label.isEmpty()
                        && !label.startsWith("-")
                        && !label.startsWith("5 %")
                        && !DRILLS.contains(label);
                if (row && !heading.startsWith("Where the outage")) {
                    labels.add(label);
                }
            }
        }
    }
}
