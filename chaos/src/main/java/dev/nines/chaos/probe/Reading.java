package dev.nines.chaos.probe;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one server holds of a run's writes.
 *
 * @param error of the driver or the server; 0: the reading is whole
 * @param writable whether it takes writes
 * @param copies of each id that is there
 */
record Reading(long error, boolean writable, Map<Long, Long> copies) {
    private static final long TORN = -1;

    /** From the prober's lines. */
    static final class Builder {
        private final Map<Long, Long> copies = new TreeMap<>();
        private boolean writable;

        /** The reading, if this line ends it. */
        Optional<Reading> line(String[] words) {
            switch (words[2]) {
                case "server" -> writable = words[4].equals("0");
                case "end" -> {
                    boolean whole = copies.size() == Long.parseLong(words[3]);
                    return Optional.of(new Reading(whole ? 0 : TORN, writable, copies));
                }
                case "error" -> {
                    long number = Long.parseLong(words[3]);
                    return Optional.of(new Reading(number == 0 ? TORN : number, false, Map.of()));
                }
                default -> copies.put(Long.parseLong(words[2]), Long.parseLong(words[3]));
            }
            return Optional.empty();
        }
    }
}
