package dev.nines.chaos.target;

/**
 * How a program ended.
 *
 * @param exit its exit code; 128 + n if signal n ended it
 * @param output its standard output, cut at {@link Target#OUTPUT_BYTES_MAX}
 * @param errors its standard error, cut likewise
 */
public record Outcome(int exit, String output, String errors) {
    public boolean ok() {
        return exit == 0;
    }
}
