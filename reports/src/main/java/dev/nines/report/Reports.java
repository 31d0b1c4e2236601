package dev.nines.report;

import dev.nines.result.CompareResult;
import java.util.List;

/** The reports: a result becomes a page for a reader. */
public final class Reports {
    private Reports() {}

    /**
     * For a terminal: one design's run, or a comparison when there are several.
     *
     * @param folder of the result, as the reader can type it
     */
    public static String text(CompareResult result, Evidence evidence, String folder, Style style) {
        return TextWriter.write(page(result, evidence, folder), style);
    }

    /** As {@link #text}, in Markdown. */
    public static String markdown(CompareResult result, Evidence evidence, String folder) {
        return MarkdownWriter.write(page(result, evidence, folder));
    }

    private static List<Block> page(CompareResult result, Evidence evidence, String folder) {
        return result.designs().size() == 1
                ? RunPage.blocks(result.designs().get(0), evidence, folder)
                : ComparePage.blocks(result, evidence, folder);
    }
}
