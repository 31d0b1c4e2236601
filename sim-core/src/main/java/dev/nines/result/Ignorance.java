package dev.nines.result;

import java.util.List;

/**
 * What a design's numbers owe to not knowing better, beside their sampling error and never added to it.
 *
 * @param unknowns of the design
 * @param samples how often all of them were drawn
 * @param trialsEach simulated for each draw
 * @param measures the main measures of the main service
 */
public record Ignorance(List<Unknown> unknowns, int samples, int trialsEach, List<Range> measures) {
    public static final Ignorance NONE = new Ignorance(List.of(), 0, 0, List.of());

    public Ignorance {
        unknowns = List.copyOf(unknowns);
        measures = List.copyOf(measures);
    }

    public boolean isEmpty() {
        return unknowns.isEmpty();
    }

    /**
     * One thing that is not known.
     *
     * @param name unknowns of equal name are drawn together
     * @param parameter where it stands in the file
     * @param written as in the file
     * @param low end, as it would be written
     * @param middle what the run takes
     * @param drawn {@code uniform} or {@code log-uniform}
     */
    public record Unknown(
            String name, String parameter, String written, String low, String middle, String high, String drawn) {}

    /**
     * Where a measure lies over what is not known.
     *
     * @param metric {@code downtime-per-year}
     * @param low 5 % of what is not known leads to less
     * @param high 5 % leads to more
     */
    public record Range(String metric, double low, double median, double high) {}
}
