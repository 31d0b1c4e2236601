package dev.nines.result;

import java.util.List;

/**
 * One aspect of a comparison in words, with the number that each word stands on.
 *
 * @param aspect way of operation, downtime, load, service response time, synchronisation, continuity of service
 * @param perDesign one answer per design, in the order of the comparison
 */
public record AspectRow(String aspect, List<Answer> perDesign) {

    public AspectRow {
        perDesign = List.copyOf(perDesign);
    }

    /**
     * @param word may be empty
     * @param unit {@code s} for a duration, {@code share}, or a word that is written behind the number
     */
    public record Answer(String word, Value number, String unit) {}
}
