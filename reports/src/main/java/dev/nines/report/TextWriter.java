package dev.nines.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lays a page out in columns for a terminal. */
final class TextWriter {
    private static final String INDENT = "  ";
    private static final String GAP = "   ";
    private static final String NARROW_GAP = "  ";
    private static final int BAR_COLUMNS = 30;
    private static final int LEAST_BAR_COLUMNS = 8;

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
            lines.lines().forEach(this::wrapped);
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

    private void wrapped(String text) {
        for (String line : Width.wrap(plain(text), style.columns() - INDENT.length(), INDENT)) {
            out.append(INDENT).append(line).append('\n');
        }
    }

    private void table(Block.Table table) {
        List<String> header = table.header();
        int[] widths = widths(header, table.rows());
        if (lineWidth(widths) > style.columns()) {
            header = table.narrow();
            widths = widths(header, table.rows());
        }
        String gap = lineWidth(widths) > style.columns() ? NARROW_GAP : GAP;
        if (header.stream().anyMatch(cell -> !cell.isEmpty())) {
            List<Block.Cell> cells = header.stream().map(Block.Cell::of).toList();
            out.append(paint(row(cells, widths, table.rightAligned(), gap), "2"))
                    .append('\n');
        }
        for (List<Block.Cell> row : table.rows()) {
            out.append(row(row, widths, table.rightAligned(), gap)).append('\n');
        }
    }

    private int[] widths(List<String> header, List<List<Block.Cell>> rows) {
        int[] widths = new int[header.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = Width.of(plain(header.get(column)));
            for (List<Block.Cell> row : rows) {
                widths[column] = Math.max(widths[column], Width.of(text(row.get(column))));
            }
        }
        return widths;
    }

    private static int lineWidth(int[] widths) {
        int sum = INDENT.length() - GAP.length();
        for (int width : widths) {
            sum += width + GAP.length();
        }
        return sum;
    }

    private String row(List<Block.Cell> cells, int[] widths, List<Integer> rightAligned, String gap) {
        List<String> parts = new ArrayList<>();
        for (int column = 0; column < cells.size(); column++) {
            Block.Cell cell = cells.get(column);
            String text = text(cell);
            String blank = " ".repeat(Math.max(0, widths[column] - Width.of(text)));
            String painted = paint(cell.mark(), text);
            parts.add(rightAligned.contains(column) ? blank + painted : painted + blank);
        }
        return (INDENT + String.join(gap, parts)).stripTrailing();
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
            longest.merge(row.scale(), row.seconds(), Math::max);
            labelWidth = Math.max(labelWidth, Width.of(plain(row.label())));
        }
        int barColumns = BAR_COLUMNS;
        for (Block.BarRow row : block.rows()) {
            int words = INDENT.length() + labelWidth + GAP.length() + Width.of(parts(row, 0, 1));
            barColumns =
                    Math.min(barColumns, style.columns() - words - row.bars().size());
        }
        for (Block.BarRow row : block.rows()) {
            out.append(INDENT)
                    .append(Width.padRight(plain(row.label()), labelWidth))
                    .append(GAP)
                    .append(parts(row, Math.max(LEAST_BAR_COLUMNS, barColumns), longest.get(row.scale())))
                    .append('\n');
        }
    }

    /** The phases that took time. */
    private String parts(Block.BarRow row, int barColumns, double longest) {
        List<String> parts = new ArrayList<>();
        for (Block.Bar bar : row.bars()) {
            if (bar.seconds() > 0) {
                int columns = (int) Math.round(bar.seconds() / longest * barColumns);
                String drawn = columns > 0 ? " " + (style.unicode() ? "▇" : "#").repeat(columns) : "";
                parts.add(plain(bar.name()) + drawn + " " + plain(Human.duration(bar.seconds())));
            }
        }
        return String.join(GAP, parts);
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
