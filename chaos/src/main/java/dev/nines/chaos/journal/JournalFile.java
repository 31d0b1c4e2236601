package dev.nines.chaos.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A journal as it lies on the disk.
 *
 * @param places of the targets that the run may have touched, by name; empty if the first line is torn
 * @param entries the whole lines after the first
 * @param torn a line is damaged: any of the targets may have a fault that is not in {@code entries}
 * @param forged a line is whole and not of this controller: somebody has changed the journal, nothing from there on is believed
 * @param wholeBytes length of the part before the first damaged or forged line
 */
public record JournalFile(
        Path file,
        String run,
        Map<String, String> places,
        List<Entry> entries,
        boolean torn,
        boolean forged,
        long wholeBytes) {

    static JournalFile read(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new Unwritable(file.toString(), e);
        }
        String run = file.getParent().getFileName().toString();
        Lines lines = new Lines(run, Seal.in(file.getParent().getParent()));
        List<Entry> entries = new ArrayList<>();
        boolean forged = false;
        Map<String, String> places = Map.of();
        boolean first = true;
        int at = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
            String line = utf8(text.substring(at, end));
            Optional<Map<String, String>> header = first ? lines.places(line) : Optional.empty();
            Optional<Entry> entry = first ? Optional.empty() : lines.entry(line);
            if (header.isEmpty() && entry.isEmpty()) {
                forged = lines.kind(line) == Lines.Kind.FORGED;
                break;
            }
            places = header.orElse(places);
            entry.ifPresent(entries::add);
            first = false;
            at = end + 1;
        }
        boolean torn = at < text.length() || first;
        return new JournalFile(file, run, places, List.copyOf(entries), torn, forged, at);
    }

    /** Bytes were read as characters one by one, so that lengths are those of the file. */
    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** The last entry of each fault, in the order in which they were applied. */
    public List<Entry> last() {
        Map<Integer, Entry> last = new TreeMap<>();
        entries.forEach(entry -> last.put(entry.sequence(), entry));
        return List.copyOf(last.values());
    }

    public boolean isClean() {
        return !torn && last().stream().allMatch(entry -> entry.state() == State.CLEAN);
    }
}
