package dev.nines.cli;

import dev.nines.measure.TrialRecord;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.HeartbeatSpec;
import dev.nines.result.DetectorsCsv;
import dev.nines.result.ResultFolder;
import dev.nines.result.SamplesCsv;
import dev.nines.result.TrialsCsv;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** The tables of a result folder that have rows for each trial. */
final class TrialTables implements Closeable {
    private final List<Writer> writers = new ArrayList<>();
    private final SamplesCsv samples;
    private final TrialsCsv trials;
    private final List<DetectorsCsv> detectors = new ArrayList<>();

    /** {@code detectors.csv} is written when a design has any. */
    TrialTables(ResultFolder folder, List<Design> designs) {
        samples = new SamplesCsv(open(folder, "samples.csv"));
        trials = new TrialsCsv(open(folder, "trials.csv"));
        boolean any = designs.stream()
                .anyMatch(design -> design.services().stream().anyMatch(HeartbeatSpec.class::isInstance));
        if (any) {
            detectors.add(new DetectorsCsv(open(folder, "detectors.csv")));
        }
    }

    private Writer open(ResultFolder folder, String name) {
        Writer writer = folder.writer(name);
        writers.add(writer);
        return writer;
    }

    /** The rows of one trial; trials of one design in order of index. */
    void add(String design, TrialRecord record) {
        samples.add(design, record);
        trials.add(design, record);
        detectors.forEach(table -> table.add(design, record));
    }

    @Override
    public void close() throws IOException {
        for (Writer writer : writers) {
            writer.close();
        }
    }
}
