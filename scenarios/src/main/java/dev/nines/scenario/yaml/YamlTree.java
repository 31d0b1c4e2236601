package dev.nines.scenario.yaml;

import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Parses YAML 1.2 into a tree whose depth and size are bounded, aliases expanded.
 */
public final class YamlTree {
    private static final int DEPTH_MAX = 24;
    private static final int NODES_MAX = 50_000;

    private final Source source;
    private int nodes;

    private YamlTree(Source source) {
        this.source = source;
    }

    /** @throws Problems at a syntax error, or when it is nested too deeply or grows too large by aliases */
    public static Yaml parse(Source source) {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(source.file())
                    .setSchema(new CoreSchema())
                    .setAllowDuplicateKeys(true)
                    .setMaxAliasesForCollections(1000)
                    .build();
            Parser parser = new ParserImpl(settings, new StreamReader(settings, source.text()));
            Optional<Node> root = new Composer(settings, new BoundedParser(parser, source)).getSingleNode();
            if (root.isEmpty()) {
                return new Yaml.Scalar(new Place(1, 1, 1), "", Yaml.Kind.EMPTY);
            }
            return new YamlTree(source).convert(root.get(), 0);
        } catch (MarkedYamlEngineException e) {
            throw syntax(source, e);
        } catch (ReaderException e) {
            throw unprintable(source, e);
        } catch (YamlEngineException e) {
            throw problem(source, Code.SYNTAX, new Place(1, 1, 1), "not valid YAML: " + e.getMessage(), "");
        }
    }

    private Yaml convert(Node node, int depth) {
        Place place = place(source, node.getStartMark(), node.getEndMark());
        if (depth > DEPTH_MAX) {
            throw tooDeep(source, place);
        }
        if (++nodes > NODES_MAX) {
            throw problem(
                    source,
                    Code.TOO_DEEP,
                    place,
                    "more than " + NODES_MAX + " values, aliases counted as often as they are used",
                    "write the values out, or use `variants`");
        }
        if (node instanceof MappingNode mapping) {
            return convertMapping(mapping, place, depth);
        }
        if (node instanceof SequenceNode sequence) {
            List<Yaml> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(convert(item, depth + 1));
            }
            return new Yaml.Sequence(place, items);
        }
        ScalarNode scalar = (ScalarNode) node;
        return new Yaml.Scalar(place, scalar.getValue(), kind(scalar));
    }

    private Yaml.Mapping convertMapping(MappingNode mapping, Place place, int depth) {
        List<Yaml.Entry> entries = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Yaml key = convert(tuple.getKeyNode(), depth + 1);
            if (!(key instanceof Yaml.Scalar name)) {
                throw problem(source, Code.SYNTAX, key.place(), "a key must be a word, not " + key.describe(), "");
            }
            entries.add(new Yaml.Entry(name, convert(tuple.getValueNode(), depth + 1)));
        }
        return new Yaml.Mapping(place, entries);
    }

    private static Yaml.Kind kind(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        if (!scalar.isPlain()) {
            return Yaml.Kind.TEXT;
        }
        if (tag.equals(Tag.INT)) {
            return Yaml.Kind.INTEGER;
        }
        if (tag.equals(Tag.FLOAT)) {
            return Yaml.Kind.DECIMAL;
        }
        if (tag.equals(Tag.BOOL)) {
            return Yaml.Kind.BOOLEAN;
        }
        return tag.equals(Tag.NULL) ? Yaml.Kind.EMPTY : Yaml.Kind.TEXT;
    }

    private static Place place(Source source, Optional<Mark> start, Optional<Mark> end) {
        if (start.isEmpty()) {
            return new Place(1, 1, 1);
        }
        int line = start.get().getLine();
        int column = start.get().getColumn();
        int length = Integer.MAX_VALUE;
        if (end.isPresent() && end.get().getLine() == line) {
            length = Math.max(1, end.get().getColumn() - column);
        } else if (line < source.lines().size()) {
            String content = source.lines().get(line).stripTrailing();
            length = Math.max(1, content.codePointCount(0, content.length()) - column);
        }
        return new Place(line + 1, column + 1, length);
    }

    /** Counts levels while the composer pulls events: it recurses, and deep nesting must not exhaust the stack. */
    private static final class BoundedParser implements Parser {
        private final Parser parser;
        private final Source source;
        private int depth;

        BoundedParser(Parser parser, Source source) {
            this.parser = parser;
            this.source = source;
        }

        @Override
        public boolean hasNext() {
            return parser.hasNext();
        }

        @Override
        public boolean checkEvent(Event.ID id) {
            return parser.checkEvent(id);
        }

        @Override
        public Event peekEvent() {
            return parser.peekEvent();
        }

        @Override
        public Event next() {
            Event event = parser.next();
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            if (depth > DEPTH_MAX) {
                throw tooDeep(source, place(source, event.getStartMark(), event.getEndMark()));
            }
            return event;
        }
    }

    private static Problems tooDeep(Source source, Place place) {
        String message = "nested more than " + DEPTH_MAX + " levels deep";
        return problem(
                source, Code.TOO_DEEP, place, message, "no scenario needs that; is an alias inside its own anchor?");
    }

    private static Problems syntax(Source source, MarkedYamlEngineException e) {
        Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
        Place place =
                mark.map(m -> new Place(m.getLine() + 1, m.getColumn() + 1, 1)).orElse(new Place(1, 1, 1));
        String problem = String.valueOf(e.getProblem()).strip();
        String help = "";
        if (problem.contains("TAB")) {
            help = "YAML indents with blanks, not with tabs";
        } else if (problem.contains("mapping values are not allowed")) {
            help = "is the line before indented as it should be, and is a text with `: ` in quotes?";
        } else if (problem.contains("expected ',' or '}'") || problem.contains("expected ',' or ']'")) {
            help = "a bracket is open, or a comma is missing";
        }
        return problem(source, Code.SYNTAX, place, "not valid YAML: " + problem, help);
    }

    private static Problems unprintable(Source source, ReaderException e) {
        int at = Math.max(0, Math.min(e.getPosition(), source.text().length()));
        String[] before = source.text().substring(0, at).split("\r\n|\r|\n", -1);
        String last = before[before.length - 1];
        Place place = new Place(before.length, last.codePointCount(0, last.length()) + 1, 1);
        String message = String.format(java.util.Locale.ROOT, "character U+%04X is not allowed", e.getCodePoint());
        return problem(source, Code.NOT_TEXT, place, message, "delete it");
    }

    private static Problems problem(Source source, Code code, Place place, String message, String help) {
        return new Problems(List.of(source.problem(code, place, message, "", help)));
    }
}
