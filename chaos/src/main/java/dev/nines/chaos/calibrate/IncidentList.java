package dev.nines.chaos.calibrate;

import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Nearest;
import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.problem.Problems;
import dev.nines.scenario.yaml.Place;
import dev.nines.scenario.yaml.Source;
import dev.nines.scenario.yaml.SourceReader;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An incident list: a CSV text with the columns {@code component, failed_at, repaired_at} and perhaps {@code cause}, in
 * any order; times in ISO 8601 with their zone.
 *
 * @param incidents of each component in order of time
 * @param until when watching ended: what was working then worked on, for nobody knows how long
 */
record IncidentList(Source source, List<Incident> incidents, Instant until) {
    private static final List<String> REQUIRED = List.of("component", "failed_at", "repaired_at");
    private static final List<String> COLUMNS = List.of("component", "failed_at", "repaired_at", "cause");

    IncidentList {
        incidents = List.copyOf(incidents);
    }

    /** A value and where it stands. */
    private record Cell(String text, Place place) {}

    /**
     * @param until empty: the latest time in the list
     * @throws Problems all that is wrong with the file
     */
    static IncidentList read(Path file, Optional<Instant> until) {
        return new Reader(SourceReader.read(file)).read(until);
    }

    /** A problem of a row as a whole. */
    Problem problem(Incident incident, String message, String help) {
        int length = source.lines().get(incident.line() - 1).length();
        return source.problem(Code.CONTRADICTION, new Place(incident.line(), 1, length), message, "", help);
    }

    private static final class Reader {
        private final Source source;
        private final List<Problem> problems = new ArrayList<>();
        private final List<Incident> incidents = new ArrayList<>();

        Reader(Source source) {
            this.source = source;
        }

        IncidentList read(Optional<Instant> until) {
            Map<String, Integer> columns = header(cells(1));
            fail();
            for (int line = 2; line <= source.lines().size(); line++) {
                String text = source.lines().get(line - 1);
                if (!text.isBlank() && !text.startsWith("#")) {
                    row(line, cells(line), columns);
                }
            }
            if (incidents.isEmpty() && problems.isEmpty()) {
                problems.add(Problem.ofFile(Code.FEW_VALUES, source.file(), "no incidents", "one row for each"));
                throw new Problems(problems);
            }
            Instant last = incidents.stream()
                    .map(i -> i.repairedAt().orElseGet(i::first))
                    .max(Comparator.naturalOrder())
                    .orElse(Instant.MIN);
            Instant end = until.orElse(last);
            incidents.sort(Comparator.comparing(Incident::component).thenComparing(Incident::first));
            IncidentList list = new IncidentList(source, incidents, end);
            order(list);
            fail();
            return list;
        }

        private void fail() {
            if (!problems.isEmpty()) {
                throw new Problems(problems);
            }
        }

        private Map<String, Integer> header(List<Cell> cells) {
            Map<String, Integer> columns = new LinkedHashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                Cell cell = cells.get(i);
                if (!COLUMNS.contains(cell.text)) {
                    problem(Code.UNKNOWN_KEY, cell, "no column `" + cell.text + "`", Nearest.help(cell.text, COLUMNS));
                } else if (columns.put(cell.text, i) != null) {
                    problem(Code.DUPLICATE_KEY, cell, "column `" + cell.text + "` twice", "");
                }
            }
            for (String column : REQUIRED) {
                if (!columns.containsKey(column)) {
                    problem(
                            Code.MISSING_KEY,
                            cells.get(0),
                            "column `" + column + "` is missing",
                            "the first line is: " + String.join(",", COLUMNS));
                }
            }
            return columns;
        }

        private void row(int line, List<Cell> cells, Map<String, Integer> columns) {
            if (cells.size() != columns.size()) {
                String message = cells.size() + " values, the first line has " + columns.size() + " columns";
                problem(
                        Code.WRONG_SHAPE,
                        cells.get(cells.size() - 1),
                        message,
                        "a value with a comma stands in quotes");
                return;
            }
            Cell component = cells.get(columns.get("component"));
            Cell failed = cells.get(columns.get("failed_at"));
            Cell repaired = cells.get(columns.get("repaired_at"));
            String cause = columns.containsKey("cause") ? cells.get(columns.get("cause")).text : "";
            int before = problems.size();
            if (component.text.isEmpty()) {
                problem(Code.MISSING_KEY, component, "no component", "the target of a fault, as in the scenario");
            }
            Optional<Instant> failedAt = time(failed);
            Optional<Instant> repairedAt = time(repaired);
            if (failed.text.isEmpty() && repaired.text.isEmpty()) {
                problem(Code.MISSING_KEY, failed, "neither failed_at nor repaired_at", "one of them at least");
            }
            if (failedAt.isPresent()
                    && repairedAt.isPresent()
                    && !failedAt.get().isBefore(repairedAt.get())) {
                problem(Code.CONTRADICTION, repaired, "repaired not later than it failed", "exchange them");
            }
            if (problems.size() == before) {
                incidents.add(new Incident(component.text, failedAt, repairedAt, cause, line));
            }
        }

        private Optional<Instant> time(Cell cell) {
            if (cell.text.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(OffsetDateTime.parse(cell.text).toInstant());
            } catch (DateTimeParseException e) {
                String help = "such as 2026-03-01T04:05:06Z or 2026-03-01T13:05:06+09:00";
                problem(Code.WRONG_SHAPE, cell, "`" + cell.text + "` is no time with its zone", help);
                return Optional.empty();
            }
        }

        /** One thing after the other in each component. */
        private void order(IncidentList list) {
            for (int i = 0; i < incidents.size(); i++) {
                Incident incident = incidents.get(i);
                Instant last = incident.repairedAt().orElseGet(incident::first);
                if (last.isAfter(list.until)) {
                    problems.add(list.problem(incident, "later than watching ended, " + list.until, "a later --until"));
                }
                boolean same = i > 0 && incidents.get(i - 1).component().equals(incident.component());
                if (same && incident.begins()) {
                    problems.add(list.problem(
                            incident,
                            "a row without failed_at says when watching began, and line "
                                    + incidents.get(i - 1).line() + " is earlier",
                            "leave it out"));
                }
            }
        }

        private void problem(Code code, Cell cell, String message, String help) {
            problems.add(source.problem(code, cell.place, message, "", help));
        }

        /** Of a line; a value in double quotes may have commas, and two double quotes for one. */
        private List<Cell> cells(int line) {
            String text = source.lines().get(line - 1);
            List<Cell> cells = new ArrayList<>();
            int at = 0;
            while (at <= text.length()) {
                int end = end(text, at);
                String raw = text.substring(at, end);
                String value = raw.strip();
                int lead = raw.indexOf(value.isEmpty() ? "" : value.substring(0, 1));
                boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                String plain = quoted ? value.substring(1, value.length() - 1).replace("\"\"", "\"") : value;
                int column = text.codePointCount(0, at + lead) + 1;
                cells.add(new Cell(
                        plain, new Place(line, column, Math.max(1, value.codePointCount(0, value.length())))));
                at = end + 1;
            }
            return cells;
        }

        private static int end(String text, int from) {
            boolean quoted = false;
            for (int i = from; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '"') {
                    quoted = !quoted;
                } else if (c == ',' && !quoted) {
                    return i;
                }
            }
            return text.length();
        }
    }
}
