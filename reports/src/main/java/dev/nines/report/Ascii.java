package dev.nines.report;

/** The signs of the reports in ASCII, for terminals that have no more. */
public final class Ascii {
    private static final String[] SIGNS = {
        "−", "-", "–", "-", "—", "-", "±", "+/-", "≤", "<=", "≥", ">=", "µ", "u", "·", "|", "…", "...", "×", "x", "▇",
        "#", "✓", "ok", "✗", "FAIL", "→", "->", "∞", "inf"
    };

    private Ascii() {}

    public static String of(String text) {
        String ascii = text;
        for (int i = 0; i < SIGNS.length; i += 2) {
            ascii = ascii.replace(SIGNS[i], SIGNS[i + 1]);
        }
        return ascii;
    }
}
