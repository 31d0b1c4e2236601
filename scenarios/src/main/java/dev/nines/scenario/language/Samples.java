package dev.nines.scenario.language;

import dev.nines.kernel.Law;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Nearest;
import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.problem.Problems;
import dev.nines.scenario.yaml.Place;
import dev.nines.scenario.yaml.Source;
import dev.nines.scenario.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Laws out of files of measured values: {@code empirical(repairs.csv column outage_s times 1.5)}. */
public final class Samples {
    /** With fewer values the longest 5 % are probably not among them: 1 − 0.95^59 = 0.951. */
    private static final int ENOUGH = 59;

    private static final double TIMES_MAX = 1e6;
    private static final Pattern FORM = Pattern.compile(
            "empirical *\\( *([^ ()]+)(?: +column +([^ ()]+))?(?: +times +(" + Units.NUMBER + "))? *\\)");
    private static final Pattern UNIT_OF_COLUMN =
            Pattern.compile(".*_(" + String.join("|", Units.DURATION.factors().keySet()) + ")");

    private final Function<String, Source> files;
    private final Map<String, Source> used = new TreeMap<>();

    /** @param files reads a file named as in the scenario; throws {@link Problems} */
    public Samples(Function<String, Source> files) {
        this.files = files;
    }

    /** The files that were read, by name. */
    public Map<String, Source> used() {
        return Map.copyOf(used);
    }

    /** Problems of another file stand in the report already. */
    static final class Reported extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Reported() {
            super(null, null, false, false);
        }
    }

    static boolean isEmpirical(String text) {
        return text.startsWith("empirical") && text.contains("(");
    }

    /**
     * @param place of the law in the scenario
     * @throws Rejected when the law is not well-formed or its file cannot be read
     * @throws Reported when something within the file is wrong: it stands in the report
     */
    Law.Empirical law(String text, Place place, Report report) {
        Matcher form = FORM.matcher(text);
        if (text.length() > 200 || !form.matches()) {
            String label = "must be empirical(FILE), empirical(FILE column NAME) or empirical(FILE times NUMBER)";
            throw new Rejected(Code.BAD_LAW, "`empirical` is not complete", label, "a file's name has no blanks here");
        }
        Source source = source(form.group(1), report);
        String column = form.group(2) == null ? "" : form.group(2);
        List<Problem> problems = new ArrayList<>();
        long[] nanos = new Table(source, problems).column(column);
        if (!problems.isEmpty()) {
            problems.forEach(report::add);
            throw new Reported();
        }
        if (nanos.length == 0) {
            throw new Rejected(Code.BAD_SAMPLE, "`" + form.group(1) + "` holds no value", "one duration per line", "");
        }
        if (nanos.length < ENOUGH) {
            String message =
                    "`" + form.group(1) + "` holds " + nanos.length + (nanos.length == 1 ? " value" : " values");
            String label = "below " + ENOUGH + ", the longest 5 % are probably not among them";
            report.add(Code.FEW_VALUES, place, message, label, "nothing longer than the longest is ever drawn");
        }
        Law.Empirical law = new Law.Empirical(nanos);
        return form.group(3) == null ? law : law.times(times(form.group(3)));
    }

    private static double times(String text) {
        double times = text.length() > 18 ? Double.NaN : Double.parseDouble(text);
        if (!(times > 0 && times <= TIMES_MAX)) {
            throw new Rejected(Code.OUT_OF_RANGE, "`times` out of range", "must be more than 0, at most 1000000", "");
        }
        return times;
    }

    private Source source(String name, Report report) {
        try {
            Source source = files.apply(name);
            used.put(name, source);
            return source;
        } catch (Problems e) {
            Problem first = e.all().get(0);
            if (first.length() > 0) {
                e.all().forEach(report::add);
                throw new Reported();
            }
            String message = "`" + name + "`: " + first.message();
            throw new Rejected(Code.BAD_SAMPLE, message, "relative to the scenario's folder", first.help());
        }
    }

    /** Lines of cells, and what is wrong with them. */
    private record Table(Source source, List<Problem> problems) {
        /** A cell and the column at which it begins, from 1. */
        private record Cell(String text, int column) {}

        private static final Pattern CELL = Pattern.compile("\\s*(?:\"([^\"]*)\"|([^,\"]*?))\\s*(?:,|$)");

        long[] column(String name) {
            List<Long> values = new ArrayList<>();
            int index = name.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(name) - 1 : name.isEmpty() ? 0 : -1;
            Matcher ofColumn = UNIT_OF_COLUMN.matcher(name);
            String unit = ofColumn.matches() ? ofColumn.group(1) : "";
            for (int i = 0; i < source.lines().size(); i++) {
                String line = source.lines().get(i);
                if (line.isBlank() || line.strip().startsWith("#")) {
                    continue;
                }
                List<Cell> cells = cells(line);
                if (index < 0) {
                    index = header(cells, name, i + 1);
                    if (index < 0) {
                        return new long[0];
                    }
                } else if (index >= cells.size()) {
                    wrong(Code.BAD_SAMPLE, i + 1, new Cell(line, 1), "no cell in column `" + name + "`", "", "");
                } else if (name.isEmpty() && cells.size() > 1) {
                    String help = "write empirical(FILE column NAME), with the name from the first line or its number";
                    wrong(Code.BAD_SAMPLE, i + 1, new Cell(line, 1), "several columns", "which one?", help);
                    return new long[0];
                } else {
                    value(cells.get(index), unit, i + 1, values);
                }
            }
            return values.stream().mapToLong(Long::longValue).toArray();
        }

        private static List<Cell> cells(String line) {
            List<Cell> cells = new ArrayList<>();
            Matcher cell = CELL.matcher(line);
            int from = 0;
            while (from <= line.length() && cell.find(from) && cell.start() == from) {
                int group = cell.group(1) == null ? 2 : 1;
                cells.add(new Cell(cell.group(group), line.codePointCount(0, cell.start(group)) + 1));
                boolean last = cell.end() == line.length() && !line.endsWith(",");
                from = last ? line.length() + 1 : Math.max(cell.end(), from + 1);
            }
            return cells.isEmpty() ? List.of(new Cell(line, 1)) : cells;
        }

        private int header(List<Cell> cells, String name, int line) {
            List<String> names = cells.stream().map(Cell::text).toList();
            int index = names.indexOf(name);
            if (index < 0) {
                wrong(
                        Code.BAD_SAMPLE,
                        line,
                        cells.get(0),
                        "no column `" + name + "`",
                        "columns: " + String.join(", ", names),
                        Nearest.help(name, names));
            }
            return index;
        }

        private void value(Cell cell, String unit, int line, List<Long> values) {
            boolean plain = !unit.isEmpty() && cell.text().matches("[0-9]+(?:\\.[0-9]+)?");
            try {
                Object nanos = Quantities.duration().parse(plain ? cell.text() + unit : cell.text(), Yaml.Kind.TEXT);
                values.add((Long) nanos);
            } catch (Rejected e) {
                wrong(e.code(), line, cell, e.getMessage(), e.label(), e.help());
            }
        }

        private void wrong(Code code, int line, Cell cell, String message, String label, String help) {
            int length = Math.max(1, cell.text().codePointCount(0, cell.text().length()));
            problems.add(source.problem(code, new Place(line, cell.column(), length), message, label, help));
        }
    }
}
