package dev.nines.result;

/** The JSON of results: the same result gives the same text, byte by byte. */
public final class ResultJson {
    private ResultJson() {}

    public static String write(RunResult result) {
        throw new UnsupportedOperationException();
    }

    /** {@code {"designs": […], "differences": […]}}. */
    public static String write(CompareResult result) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads either kind.
     *
     * @throws IllegalArgumentException when it is not a result of Nines; the message says why
     */
    public static CompareResult read(String json) {
        throw new UnsupportedOperationException();
    }
}
