package dev.nines.chaos.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder of repetitions, a CSV file for each campaign. Lines that begin with {@code #} say what the campaign was, each
 * {@code # key: value}; the key {@code discarded} says why nothing of it counts. Safe for several threads.
 */
public final class Records {
    /** Key of a campaign of which nothing counts. */
    public static final String DISCARDED = "discarded";

    /** Key of an experiment that could not be done, with its name behind a blank. */
    public static final String NOT_MEASURED = "not-measured";

    private static final String ENDING = ".csv";

    private final Path folder;
    private final Map<String, Map<String, String>> campaigns = new TreeMap<>();
    private final List<Sample> samples = new ArrayList<>();

    private Records(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads a folder; one that does not exist has no repetitions.
     *
     * @throws IllegalArgumentException names file and line of what cannot be read
     */
    public static Records read(Path folder) {
        Records records = new Records(folder);
        if (!Files.isDirectory(folder)) {
            return records;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> sorted = files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
            for (Path file : sorted) {
                records.readCampaign(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }

    private void readCampaign(Path file) throws IOException {
        String name = file.getFileName().toString();
        String campaign = name.substring(0, name.length() - ENDING.length());
        Map<String, String> about = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("#")) {
                int colon = line.indexOf(':');
                about.put(
                        line.substring(1, Math.max(1, colon)).strip(),
                        line.substring(colon + 1).strip());
            } else if (!line.isBlank() && !line.equals(Sample.HEADER)) {
                sample(campaign, line, file + ":" + (i + 1), i == lines.size() - 1);
            }
        }
        campaigns.put(campaign, about);
    }

    /** The last line may be torn: its repetition is done again. */
    private void sample(String campaign, String line, String place, boolean last) {
        try {
            samples.add(Sample.parse(campaign, line));
        } catch (IllegalArgumentException e) {
            if (!last) {
                throw new IllegalArgumentException(place + ": no repetition: " + e.getMessage(), e);
            }
        }
    }

    /** Begins a campaign, or goes on with it. */
    public synchronized void begin(String campaign, Map<String, String> about) {
        if (campaigns.containsKey(campaign)) {
            return;
        }
        campaigns.put(campaign, new LinkedHashMap<>(about));
        StringBuilder text = new StringBuilder();
        about.forEach((key, value) -> text.append(remark(key, value)));
        append(campaign, text + Sample.HEADER + "\n");
    }

    private static String remark(String key, String value) {
        return "# " + key + ": " + value.replaceAll("\\s+", " ") + "\n";
    }

    /** Keeps one repetition; it is on disk when this returns. */
    public synchronized void add(Sample sample) {
        samples.add(sample);
        append(sample.campaign(), sample.line() + "\n");
    }

    /** Keeps why an experiment was not done. */
    public synchronized void notMeasured(String campaign, String experiment, String reason) {
        String line = reason.replaceAll("\\s+", " ").strip();
        campaigns.get(campaign).put(NOT_MEASURED + " " + experiment, line);
        append(campaign, remark(NOT_MEASURED + " " + experiment, line));
    }

    private void append(String campaign, String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(campaign + ENDING),
                    text,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is known of each campaign, by its name. */
    public synchronized Map<String, Map<String, String>> campaigns() {
        return Map.copyOf(campaigns);
    }

    /** Those that count, of campaigns that do. */
    public synchronized List<Sample> counting(String experiment) {
        return samples.stream()
                .filter(sample -> sample.experiment().equals(experiment) && sample.counts())
                .filter(sample -> !campaigns.get(sample.campaign()).containsKey(DISCARDED))
                .toList();
    }

    /** All that were ever done. */
    public synchronized List<Sample> all(String experiment) {
        return samples.stream()
                .filter(sample -> sample.experiment().equals(experiment))
                .toList();
    }

    /** Why an experiment was not done, as the newest campaign has it; empty: nobody said so. */
    public synchronized String whyNot(String experiment) {
        String reason = "";
        for (Map<String, String> about : campaigns.values()) {
            if (!about.containsKey(DISCARDED)) {
                reason = about.getOrDefault(NOT_MEASURED + " " + experiment, reason);
            }
        }
        return reason;
    }

    public Path folder() {
        return folder;
    }
}
