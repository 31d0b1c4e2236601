package dev.nines.report;

/**
 * What the terminal can show.
 *
 * @param colour escape sequences are understood and wanted
 * @param unicode the charset has the signs ✓ ✗ ▇
 * @param columns that fit in a line
 */
public record Style(boolean colour, boolean unicode, int columns) {
    /** Where nobody knows how wide it is: a file, a pipe. */
    public static final int USUAL_COLUMNS = 100;

    public static final Style PLAIN = new Style(false, true, USUAL_COLUMNS);
}
