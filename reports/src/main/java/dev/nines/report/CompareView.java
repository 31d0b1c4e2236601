package dev.nines.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** The result of a comparison, read by name: designs, their paired differences, and the six rows. */
public final class CompareView {
    private final JsonNode root;
    private final List<RunView> designs;

    private CompareView(JsonNode root) {
        this.root = root;
        this.designs =
                root.path("designs").valueStream().map(RunView::new).toList();
    }

    /** @throws IllegalArgumentException when the text is not a comparison */
    public static CompareView parse(byte[] json) {
        JsonNode root = RunView.tree(json);
        if (!root.path("designs").isArray() || root.path("designs").isEmpty()) {
            throw new IllegalArgumentException("not the result of a comparison: it has no designs");
        }
        return new CompareView(root);
    }

    /**
     * One design against another.
     *
     * @param streams names of the random streams that both designs share; empty: unpaired
     * @param varianceRatio of the unpaired difference to the paired one; not-a-number when it was not measured
     */
    public record Difference(
            String design, String against, boolean paired, List<String> streams, double varianceRatio, List<Row> rows) {
        public Difference {
            streams = List.copyOf(streams);
            rows = List.copyOf(rows);
        }

        /** The row of a measure, as {@link RunView#measure} names it. */
        public Optional<Row> row(String measure) {
            return rows.stream().filter(row -> row.measure().equals(measure)).findFirst();
        }
    }

    /**
     * @param difference design − against
     * @param verdict {@code better}, {@code worse}, {@code no difference} or {@code inconclusive}, said of the design
     * @param trialsNeeded that would settle an inconclusive row
     */
    public record Row(String measure, Estimate difference, String verdict, OptionalLong trialsNeeded) {}

    /** One of the six rows: a word for each design, and the number behind it. */
    public record Aspect(String name, List<Answer> answers) {
        public Aspect {
            answers = List.copyOf(answers);
        }
    }

    /** @param unit {@code s}, {@code share}, or a word that is written as it is */
    public record Answer(String word, Estimate number, String unit) {
        String text() {
            if (!number.known() && Double.isNaN(number.bound())) {
                return word;
            }
            String value =
                    switch (unit) {
                        case "s" -> number.text(Unit.SECONDS);
                        case "share" -> number.text(Unit.SHARE);
                        default -> (number.text(Unit.COUNT) + " " + unit).strip();
                    };
            return word.isEmpty() ? value : word + " (" + value + ")";
        }
    }

    public List<RunView> designs() {
        return designs;
    }

    public boolean complete() {
        return root.path("complete").asBoolean(true) && designs.stream().allMatch(RunView::complete);
    }

    public List<Difference> differences() {
        List<Difference> differences = new ArrayList<>();
        for (JsonNode node : root.path("differences")) {
            List<String> streams = new ArrayList<>();
            node.path("sharedStreams").forEach(name -> streams.add(name.asString("")));
            differences.add(new Difference(
                    node.path("design").asString(""),
                    node.path("against").asString(""),
                    node.path("paired").asBoolean(!streams.isEmpty()),
                    streams,
                    Estimate.of(node.path("varianceRatio")).value(),
                    rows(node.path("rows"))));
        }
        return differences;
    }

    private static List<Row> rows(JsonNode nodes) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode node : nodes) {
            JsonNode needed = node.path("trialsNeeded");
            rows.add(new Row(
                    node.path("measure").asString(""),
                    Estimate.of(node.path("difference")),
                    node.path("verdict").asString("inconclusive"),
                    needed.isNumber() ? OptionalLong.of(needed.asLong()) : OptionalLong.empty()));
        }
        return rows;
    }

    public List<Aspect> sixRows() {
        List<Aspect> aspects = new ArrayList<>();
        for (JsonNode node : root.path("sixRows")) {
            List<Answer> answers = new ArrayList<>();
            for (JsonNode answer : node.path("perDesign")) {
                answers.add(new Answer(
                        answer.path("word").asString(""),
                        Estimate.of(answer.path("number")),
                        answer.path("unit").asString("")));
            }
            aspects.add(new Aspect(node.path("aspect").asString(""), answers));
        }
        return aspects;
    }
}
