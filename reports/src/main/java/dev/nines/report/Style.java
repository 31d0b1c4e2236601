package dev.nines.report;

/**
 * What the terminal can show.
 *
 * @param colour escape sequences are understood and wanted
 * @param unicode the charset has the signs ✓ ✗ ▇
 */
public record Style(boolean colour, boolean unicode) {
    public static final Style PLAIN = new Style(false, true);
}
