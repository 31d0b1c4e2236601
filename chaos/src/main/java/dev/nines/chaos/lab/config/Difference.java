package dev.nines.chaos.lab.config;

/**
 * Something that a real system made from a design does otherwise than the design says.
 *
 * @param part the service or host
 * @param text what is different; begins in lower case, no full stop
 */
public record Difference(String part, String text) {
    @Override
    public String toString() {
        return part + ": " + text;
    }
}
