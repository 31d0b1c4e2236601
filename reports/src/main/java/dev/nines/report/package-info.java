/**
 * The result folder as a reader sees it: text for a terminal and Markdown for a page, from {@code result.json} alone.
 *
 * <p>{@link dev.nines.report.RunView} and {@link dev.nines.report.CompareView} read the JSON; {@link
 * dev.nines.report.RunPage} and {@link dev.nines.report.ComparePage} choose what is said; {@link
 * dev.nines.report.TextWriter} and {@link dev.nines.report.MarkdownWriter} lay it out.
 */
package dev.nines.report;
