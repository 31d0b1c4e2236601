package dev.nines.scenario;

/** {@code docs/reference/scenario.md}, made of the reader's own tables. */
public final class ReferencePage {
    private ReferencePage() {}

    /** Markdown. */
    public static String text() {
        throw new UnsupportedOperationException();
    }
}
