package dev.nines.report;

import java.util.ArrayList;
import java.util.List;

/** Writes a page as Markdown, with tables as GitHub reads them. */
final class MarkdownWriter {
    private final StringBuilder out = new StringBuilder();

    private MarkdownWriter() {}

    static String write(List<Block> page) {
        MarkdownWriter writer = new MarkdownWriter();
        for (Block block : page) {
            writer.write(block);
        }
        return writer.out.toString();
    }

    private void write(Block block) {
        if (out.length() > 0) {
            out.append('\n');
        }
        if (block instanceof Block.Heading heading) {
            out.append("#".repeat(heading.level()))
                    .append(' ')
                    .append(escape(heading.text()))
                    .append('\n');
        } else if (block instanceof Block.Lines lines) {
            // Two blanks at the end keep the line break.
            out.append(String.join(
                            "  \n",
                            lines.lines().stream().map(MarkdownWriter::escape).toList()))
                    .append('\n');
        } else if (block instanceof Block.Table table) {
            table(table);
        } else if (block instanceof Block.Bars bars) {
            table(asTable(bars));
        } else if (block instanceof Block.Command command) {
            out.append("```sh\n").append(command.text()).append("\n```\n");
        }
    }

    private void table(Block.Table table) {
        row(table.header());
        List<String> rule = new ArrayList<>();
        for (int column = 0; column < table.header().size(); column++) {
            rule.add(table.rightAligned().contains(column) ? "---:" : "---");
        }
        out.append("| ").append(String.join(" | ", rule)).append(" |\n");
        for (List<Block.Cell> cells : table.rows()) {
            row(cells.stream().map(MarkdownWriter::text).toList());
        }
    }

    private void row(List<String> cells) {
        List<String> escaped = cells.stream().map(MarkdownWriter::escape).toList();
        out.append("| ").append(String.join(" | ", escaped)).append(" |\n");
    }

    private static String text(Block.Cell cell) {
        String mark = cell.mark().text(true);
        return mark.isEmpty() ? cell.text() : (mark + " " + cell.text()).strip();
    }

    private static Block.Table asTable(Block.Bars bars) {
        List<String> header = new ArrayList<>(List.of(""));
        bars.rows().get(0).bars().forEach(bar -> header.add(bar.name()));
        List<List<Block.Cell>> rows = new ArrayList<>();
        for (Block.BarRow row : bars.rows()) {
            List<Block.Cell> cells = new ArrayList<>(List.of(Block.Cell.of(row.label())));
            row.bars().forEach(bar -> cells.add(Block.Cell.of(Human.duration(bar.seconds()))));
            rows.add(cells);
        }
        return new Block.Table(header, List.of(1, 2, 3, 4), rows);
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("*", "\\*")
                .replace("_", "\\_")
                .replace("<", "&lt;");
    }
}
