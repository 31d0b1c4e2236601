package dev.nines.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lays a page out in columns for a terminal. */
final class TextWriter {
    private static final String INDENT = "  ";
    private static final int BAR_COLUMNS = 30;

    private final Style style;
    private final StringBuilder out = new StringBuilder();

    private TextWriter(Style style) {
        this.style = style;
    }

    static String write(List<Block> page, Style style) {
        TextWriter writer = new TextWriter(style);
        for (Block block : page) {
            writer.write(block);
        }
        return writer.out.toString();
    }

    private void write(Block block) {
        if (block instanceof Block.Heading heading) {
            heading(heading);
        } else if (block instanceof Block.Lines lines) {
            lines.lines().forEach(this::line);
        } else if (block instanceof Block.Table table) {
            table(table);
        } else if (block instanceof Block.Bars bars) {
            bars(bars);
        } else if (block instanceof Block.Command command) {
            line(INDENT + command.text());
        }
    }

    private void heading(Block.Heading heading) {
        if (heading.level() > 1) {
            out.append('\n').append(INDENT);
        }
        out.append(paint(plain(heading.text()), "1")).append('\n');
    }

    private void line(String text) {
        out.append(INDENT).append(plain(text)).append('\n');
    }

    private void table(Block.Table table) {
        int columns = table.header().size();
        int[] widths = new int[columns];
        for (int column = 0; column < columns; column++) {
            widths[column] = Width.of(plain(table.header().get(column)));
            for (List<Block.Cell> row : table.rows()) {
                widths[column] = Math.max(widths[column], Width.of(text(row.get(column))));
            }
        }
        if (table.header().stream().anyMatch(cell -> !cell.isEmpty())) {
            List<Block.Cell> header =
                    table.header().stream().map(Block.Cell::of).toList();
            out.append(paint(row(header, widths, table.rightAligned()), "2")).append('\n');
        }
        for (List<Block.Cell> row : table.rows()) {
            out.append(row(row, widths, table.rightAligned())).append('\n');
        }
    }

    private String row(List<Block.Cell> cells, int[] widths, List<Integer> rightAligned) {
        List<String> parts = new ArrayList<>();
        for (int column = 0; column < cells.size(); column++) {
            Block.Cell cell = cells.get(column);
            String text = text(cell);
            String gap = " ".repeat(Math.max(0, widths[column] - Width.of(text)));
            String painted = paint(cell.mark(), text);
            parts.add(rightAligned.contains(column) ? gap + painted : painted + gap);
        }
        return (INDENT + String.join("   ", parts)).stripTrailing();
    }

    private String text(Block.Cell cell) {
        String mark = cell.mark().text(style.unicode());
        String text = plain(cell.text());
        if (mark.isEmpty()) {
            return text;
        }
        return text.isEmpty() ? mark : mark + " " + text;
    }

    private void bars(Block.Bars block) {
        Map<String, Double> longest = new HashMap<>();
        int labelWidth = 0;
        for (Block.BarRow row : block.rows()) {
            double sum = row.bars().stream().mapToDouble(Block.Bar::seconds).sum();
            longest.merge(row.scale(), sum, Math::max);
            labelWidth = Math.max(labelWidth, Width.of(plain(row.label())));
        }
        for (Block.BarRow row : block.rows()) {
            List<String> parts = new ArrayList<>();
            for (Block.Bar bar : row.bars()) {
                double scale = longest.get(row.scale());
                int columns = scale > 0 ? (int) Math.round(bar.seconds() / scale * BAR_COLUMNS) : 0;
                String drawn = columns > 0 ? " " + (style.unicode() ? "▇" : "#").repeat(columns) : "";
                parts.add(plain(bar.name()) + drawn + " " + plain(Human.duration(bar.seconds())));
            }
            out.append(INDENT)
                    .append(Width.padRight(plain(row.label()), labelWidth))
                    .append("   ")
                    .append(String.join("   ", parts))
                    .append('\n');
        }
    }

    private String paint(Mark mark, String text) {
        return mark == Mark.NONE ? text : paint(text, mark.colour());
    }

    private String paint(String text, String code) {
        return style.colour() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** The same in ASCII where the charset has no more. */
    private String plain(String text) {
        return style.unicode() ? text : Ascii.of(text);
    }
}
