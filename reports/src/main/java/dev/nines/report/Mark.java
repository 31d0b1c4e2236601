package dev.nines.report;

import dev.nines.stats.Verdict;

/** The verdict in front of a line. */
public enum Mark {
    NONE("", "", ""),
    MET("✓", "ok", "32"),
    MISSED("✗", "FAIL", "31"),
    INCONCLUSIVE("~", "?", "33");

    private final String sign;
    private final String plain;
    private final String colour;

    Mark(String sign, String plain, String colour) {
        this.sign = sign;
        this.plain = plain;
        this.colour = colour;
    }

    /** The mark of an objective's verdict. */
    static Mark of(Verdict verdict) {
        return switch (verdict) {
            case MET -> MET;
            case MISSED -> MISSED;
            case INCONCLUSIVE -> INCONCLUSIVE;
        };
    }

    /** A sign where the terminal can show it, else a word. */
    public String text(boolean unicode) {
        return unicode ? sign : plain;
    }

    String colour() {
        return colour;
    }
}
