package dev.nines.result;

import dev.nines.measure.DetectionRecord;
import dev.nines.measure.TrialRecord;
import dev.nines.stats.Rounding;
import java.io.Writer;
import java.util.List;

/**
 * {@code detectors.csv}: one row per drill, or year, and heartbeat service of each trial. {@code watched_s} is the time in
 * which an observer and its peer both beat, added up (years only); {@code detection_s} and {@code mistake_s} add up as many durations
 * as the columns before them say.
 */
public final class DetectorsCsv {
    static final String HEADER =
            "design,trial,kind,drill,service,suspicions,false_by_observer,false_by_target,false_by_network,watched_s,"
                    + "silence_min_s,silence_max_s,detections,detection_s,mistakes,mistake_s";

    private final Csv csv;

    /** Writes the header. */
    public DetectorsCsv(Writer out) {
        csv = new Csv(out, HEADER);
    }

    /** The rows of one trial; trials of one design in order of index. */
    public void add(String design, TrialRecord trial) {
        for (TrialRecord.DrillRecord drill : trial.drills()) {
            for (DetectionRecord record : drill.detections()) {
                csv.put(design).put(trial.trial()).put("drill").put(drill.drill());
                row(record, false);
            }
        }
        if (trial.year() != null) {
            for (DetectionRecord record : trial.year().detections()) {
                csv.put(design).put(trial.trial()).put("year").none();
                row(record, true);
            }
        }
    }

    private void row(DetectionRecord record, boolean year) {
        csv.put(record.service()).put(record.suspicions());
        csv.put(record.falseByObserver()).put(record.falseByTarget()).put(record.falseByNetwork());
        if (year) {
            csv.put(Rounding.nine(record.watchedSeconds()));
        } else {
            csv.none();
        }
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (long nanos : record.silenceNanos()) {
            min = Math.min(min, nanos);
            max = Math.max(max, nanos);
        }
        if (record.silenceNanos().isEmpty()) {
            csv.none().none();
        } else {
            csv.seconds(min).seconds(max);
        }
        durations(record.detectionNanos());
        durations(record.mistakeNanos());
        csv.end();
    }

    private void durations(List<Long> nanos) {
        csv.put(nanos.size()).seconds(nanos.stream().mapToLong(Long::longValue).sum());
    }
}
