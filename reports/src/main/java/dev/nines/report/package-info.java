/**
 * The result as a reader sees it: text for a terminal and Markdown for a page.
 *
 * <p>{@link dev.nines.report.RunPage} and {@link dev.nines.report.ComparePage} choose what is said, as {@link
 * dev.nines.report.Block blocks}; {@link dev.nines.report.TextWriter} and {@link dev.nines.report.MarkdownWriter} lay
 * them out.
 */
package dev.nines.report;
