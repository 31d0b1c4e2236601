package dev.nines.report;

import java.util.List;

/** The reports: the bytes of a {@code result.json} become a page for a reader. */
public final class Reports {
    private Reports() {}

    /** For a terminal: one design's run, or a comparison when the result holds several designs. */
    public static String text(byte[] resultJson, Style style) {
        return TextWriter.write(page(resultJson), style);
    }

    /** As {@link #text}, in Markdown. */
    public static String markdown(byte[] resultJson) {
        return MarkdownWriter.write(page(resultJson));
    }

    private static List<Block> page(byte[] resultJson) {
        boolean comparison = RunView.tree(resultJson).path("designs").isArray();
        return comparison ? ComparePage.of(CompareView.parse(resultJson)) : RunPage.of(RunView.parse(resultJson));
    }
}
