package dev.nines.report;

import java.util.List;

/** A piece of a page. What is said stands here; how it looks is the writer's business. */
sealed interface Block {
    /** A title; level 1 opens the page. */
    record Heading(int level, String text) implements Block {}

    /** Lines that stay lines; what does not fit goes on below. */
    record Lines(List<String> lines) implements Block {
        public Lines {
            lines = List.copyOf(lines);
        }
    }

    /**
     * @param header empty cells throughout: the table has none
     * @param narrow the header where the table is too wide with the other
     */
    record Table(List<String> header, List<String> narrow, List<Integer> rightAligned, List<List<Cell>> rows)
            implements Block {
        public Table(List<String> header, List<Integer> rightAligned, List<List<Cell>> rows) {
            this(header, header, rightAligned, rows);
        }

        public Table {
            header = List.copyOf(header);
            narrow = List.copyOf(narrow);
            rightAligned = List.copyOf(rightAligned);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<Cell> row : rows) {
                if (row.size() != header.size() || row.size() != narrow.size()) {
                    throw new IllegalArgumentException(row.size() + " cells under " + header.size() + " headings");
                }
            }
        }
    }

    /** A table's cell. */
    record Cell(Mark mark, String text) {
        static Cell of(String text) {
            return new Cell(Mark.NONE, text);
        }
    }

    /** Stretches of time, drawn; rows of one scale can be compared by eye. */
    record Bars(List<BarRow> rows) implements Block {
        public Bars {
            rows = List.copyOf(rows);
        }
    }

    record BarRow(String scale, String label, List<Bar> bars) {
        public BarRow {
            bars = List.copyOf(bars);
        }

        double seconds() {
            return bars.stream().mapToDouble(Bar::seconds).sum();
        }
    }

    record Bar(String name, double seconds) {}

    /** A command to be typed. */
    record Command(String text) implements Block {}
}
