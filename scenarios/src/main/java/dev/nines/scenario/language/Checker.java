package dev.nines.scenario.language;

import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Nearest;
import dev.nines.scenario.yaml.Place;
import dev.nines.scenario.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a tree by tables. Reports everything that is wrong and goes on; collects references to resolve later. */
public final class Checker {
    private final Report report;
    private final ScalarReader scalars;
    private final List<Reference> references = new ArrayList<>();

    /**
     * @param unknowns takes what is not known, and says which value stands for it
     * @param samples the files of measured values that the scenario names
     */
    public Checker(Report report, Unknowns unknowns, Samples samples) {
        this.report = report;
        scalars = new ScalarReader(report, unknowns, samples);
    }

    public List<Reference> references() {
        return List.copyOf(references);
    }

    /** The whole file. */
    public Section read(Yaml root, Block block) {
        return section(root, block, new Context("the file", "", "", new Place(1, 1, 1), ""));
    }

    /**
     * @param subject what messages call it
     * @param name as the path, with items of lists called by what they hold: {@code faults[crash web1]}
     * @param owner the place of the key that holds it
     */
    private record Context(String subject, String path, String name, Place owner, String profile) {
        Context child(String key, Place place) {
            return new Context(key, Section.join(path, key), Section.join(name, key), place, profile);
        }
    }

    private Section section(Yaml node, Block block, Context context) {
        Map<String, Value> written = new LinkedHashMap<>();
        Set<String> broken = new LinkedHashSet<>();
        if (node instanceof Yaml.Mapping mapping) {
            Context inner = withProfile(mapping, block, context);
            readEntries(mapping, block, inner, written, broken);
            checkPresence(mapping, block, inner);
            return new Section(block, inner.path, inner.owner, inner.profile, written, broken);
        }
        boolean mayBeEmpty =
                block.exactlyOne().isEmpty() && block.keys().stream().noneMatch(Key::required);
        if (!(node instanceof Yaml.Scalar scalar && scalar.isEmpty() && mayBeEmpty)) {
            block.names().forEach(broken::add);
            wrongShape(node, context, "a map", "known keys: " + String.join(", ", block.names()));
        }
        return new Section(block, context.path, context.owner, context.profile, written, broken);
    }

    private static Context withProfile(Yaml.Mapping mapping, Block block, Context context) {
        if (block.profileKey().isEmpty()) {
            return context;
        }
        String standard = block.key(block.profileKey())
                .flatMap(k -> k.defaultIn(""))
                .map(Default::text)
                .orElse("");
        String profile = mapping.entry(block.profileKey())
                .map(Yaml.Entry::value)
                .filter(Yaml.Scalar.class::isInstance)
                .map(v -> ((Yaml.Scalar) v).text())
                .orElse(standard);
        return new Context(context.subject, context.path, context.name, context.owner, profile);
    }

    private void readEntries(
            Yaml.Mapping mapping, Block block, Context context, Map<String, Value> written, Set<String> broken) {
        Map<String, Place> seen = new LinkedHashMap<>();
        for (Yaml.Entry entry : mapping.entries()) {
            String name = entry.name();
            if (isDuplicate(entry, seen)) {
                continue;
            }
            Optional<Key> key = block.key(name);
            if (key.isEmpty()) {
                unknownKey(entry, block, context);
                continue;
            }
            // A service's kind is not part of its parameters' names: `services.vip.advert_int`.
            boolean transparent = block.exactlyOne().contains(name) && key.get().type() instanceof Type.Sub;
            Context inner = transparent
                    ? new Context(
                            context.subject,
                            context.path,
                            context.name,
                            entry.key().place(),
                            context.profile)
                    : context.child(name, entry.key().place());
            Optional<Value> value = value(entry.value(), key.get().type(), inner);
            if (value.isPresent()) {
                written.put(name, value.get());
            } else {
                broken.add(name);
            }
        }
    }

    private boolean isDuplicate(Yaml.Entry entry, Map<String, Place> seen) {
        Place first = seen.putIfAbsent(entry.name(), entry.key().place());
        if (first == null) {
            return false;
        }
        report.add(
                Code.DUPLICATE_KEY,
                entry.key().place(),
                "duplicate key `" + shorten(entry.name()) + "`",
                "first on line " + first.line(),
                "keep one of them");
        return true;
    }

    private void unknownKey(Yaml.Entry entry, Block block, Context context) {
        String name = entry.name();
        String label = "not a key of " + quote(context.subject) + "; known: " + String.join(", ", block.names());
        String help = Nearest.of(name, block.names())
                .map(n -> "did you mean `" + n + "`?")
                .orElse("");
        report.add(Code.UNKNOWN_KEY, entry.key().place(), "unknown key `" + shorten(name) + "`", label, help);
    }

    private void checkPresence(Yaml.Mapping mapping, Block block, Context context) {
        Set<String> names = mapping.names();
        for (Key key : block.keys()) {
            if (key.required() && !names.contains(key.name()) && !names.contains(key.unless())) {
                report.add(
                        Code.MISSING_KEY,
                        context.owner,
                        quote(context.subject) + " needs `" + key.name() + "`",
                        "`" + key.name() + "` is missing",
                        key.name() + ": " + key.meaning());
            }
        }
        if (block.exactlyOne().isEmpty()) {
            return;
        }
        List<Yaml.Entry> chosen = mapping.entries().stream()
                .filter(e -> block.exactlyOne().contains(e.name()))
                .toList();
        if (chosen.isEmpty()) {
            // An unknown key is probably the misspelt one: it was reported already.
            if (names.stream().allMatch(n -> block.key(n).isPresent())) {
                String known = "one of: " + String.join(", ", block.exactlyOne());
                report.add(
                        Code.MISSING_KEY,
                        context.owner,
                        "nothing says what " + quote(context.subject) + " is",
                        "",
                        known);
            }
        } else if (chosen.stream().map(Yaml.Entry::name).distinct().count() > 1) {
            Yaml.Entry second = chosen.stream()
                    .filter(e -> !e.name().equals(chosen.get(0).name()))
                    .findFirst()
                    .orElseThrow();
            String message = "`" + second.name() + "` beside `" + chosen.get(0).name() + "`";
            report.add(Code.CONTRADICTION, second.key().place(), message, "only one is possible", "delete one of them");
        }
    }

    private Optional<Value> value(Yaml node, Type type, Context context) {
        if (type instanceof Type.Sub sub) {
            return Optional.of(of(section(node, sub.block(), context), node, context));
        }
        if (type instanceof Type.ScalarType scalar) {
            return scalar(node, scalar, context);
        }
        if (type instanceof Type.ListOf list) {
            return list(node, list, context);
        }
        if (type instanceof Type.MapOf map) {
            return map(node, map, context);
        }
        if (type instanceof Type.Either either) {
            return either(node, either, context);
        }
        return Optional.of(of(node, node, context));
    }

    private Optional<Value> either(Yaml node, Type.Either either, Context context) {
        for (Type shape : either.shapes()) {
            if (fits(node, shape)) {
                return value(node, shape, context);
            }
        }
        String expected =
                String.join(" or ", either.shapes().stream().map(Checker::shape).toList());
        wrongShape(node, context, expected, "");
        return Optional.empty();
    }

    private static boolean fits(Yaml node, Type shape) {
        return switch (shape(shape)) {
            case "a map" -> node instanceof Yaml.Mapping;
            case "a list" -> node instanceof Yaml.Sequence;
            default -> node instanceof Yaml.Scalar;
        };
    }

    private static String shape(Type type) {
        if (type instanceof Type.Sub || type instanceof Type.MapOf) {
            return "a map";
        }
        return type instanceof Type.ListOf ? "a list" : "a value";
    }

    private Optional<Value> list(Yaml node, Type.ListOf type, Context context) {
        if (node instanceof Yaml.Scalar scalar && type.single() && !scalar.isEmpty()) {
            return value(node, type.item(), context).map(v -> of(List.of(v), node, context));
        }
        if (!(node instanceof Yaml.Sequence sequence)) {
            wrongShape(node, context, "a list", "write [a, b]");
            return Optional.empty();
        }
        if (sequence.items().size() < type.min()) {
            report.add(Code.MISSING_KEY, context.owner, quote(context.subject) + " is an empty list", "", "");
            return Optional.empty();
        }
        List<Value> items = new ArrayList<>();
        boolean whole = true;
        for (int i = 0; i < sequence.items().size(); i++) {
            Yaml item = sequence.items().get(i);
            Context inner = new Context(
                    context.subject,
                    Section.join(context.path, String.valueOf(i)),
                    itemName(context.name, item, i, type.item()),
                    item.place(),
                    context.profile);
            Optional<Value> value = value(item, type.item(), inner);
            value.ifPresent(items::add);
            whole &= value.isPresent();
        }
        return whole ? Optional.of(of(List.copyOf(items), node, context)) : Optional.empty();
    }

    /** {@code faults[crash any host]}: what it is does not change when another line is put before it. */
    private static String itemName(String list, Yaml item, int index, Type type) {
        if (type instanceof Type.Sub sub && item instanceof Yaml.Mapping mapping) {
            for (Yaml.Entry entry : mapping.entries()) {
                if (sub.block().exactlyOne().contains(entry.name())) {
                    return list + "[" + (entry.name() + " " + words(entry.value())).strip() + "]";
                }
            }
        }
        return Section.join(list, String.valueOf(index));
    }

    private static String words(Yaml node) {
        if (node instanceof Yaml.Mapping mapping) {
            return String.join(
                    " ",
                    mapping.entries().stream()
                            .map(e -> words(e.value()))
                            .filter(w -> !w.isEmpty())
                            .toList());
        }
        // How much of it happens may be unknown, so that it is no name.
        boolean name = node instanceof Yaml.Scalar scalar && scalar.text().matches("[^0-9(][^(]*");
        return name ? ((Yaml.Scalar) node).text() : "";
    }

    private Optional<Value> map(Yaml node, Type.MapOf type, Context context) {
        if (node instanceof Yaml.Scalar scalar && scalar.isEmpty() && type.min() == 0) {
            return Optional.of(of(Map.of(), node, context));
        }
        if (!(node instanceof Yaml.Mapping mapping)) {
            wrongShape(node, context, "a map", "write name: …, one per line");
            return Optional.empty();
        }
        if (mapping.entries().size() < type.min()) {
            report.add(Code.MISSING_KEY, context.owner, quote(context.subject) + " is empty", "", "");
            return Optional.empty();
        }
        Map<String, Value> values = new LinkedHashMap<>();
        Map<String, Place> seen = new LinkedHashMap<>();
        for (Yaml.Entry entry : mapping.entries()) {
            if (isDuplicate(entry, seen)) {
                continue;
            }
            Context inner = context.child(entry.name(), entry.key().place());
            scalar(entry.key(), type.key(), inner);
            value(entry.value(), type.value(), inner).ifPresent(v -> values.put(entry.name(), v));
        }
        return Optional.of(of(values, node, context));
    }

    private Optional<Value> scalar(Yaml node, Type.ScalarType type, Context context) {
        if (node instanceof Yaml.Mapping mapping && type instanceof Type.Pair) {
            return pair(mapping, type, context);
        }
        if (!(node instanceof Yaml.Scalar scalar) || scalar.isEmpty()) {
            wrongShape(node, context, type.describe(), "");
            return Optional.empty();
        }
        Optional<Value> value = scalars.read(scalar, type, context.name, context.path, context.owner);
        if (value.isPresent() && type instanceof Type.Named named) {
            references.add(new Reference(scalar.text(), named.kinds(), scalar.place(), context.path));
        }
        return value;
    }

    /** `shop: availability >= 99.9%` is a map to YAML and a text to people. */
    private Optional<Value> pair(Yaml.Mapping mapping, Type.ScalarType type, Context context) {
        if (mapping.entries().size() != 1
                || !(mapping.entries().get(0).value() instanceof Yaml.Scalar right)
                || right.isEmpty()) {
            wrongShape(mapping, context, type.describe(), "");
            return Optional.empty();
        }
        Yaml.Scalar left = mapping.entries().get(0).key();
        Yaml.Scalar joined = new Yaml.Scalar(left.place(), left.text() + ": " + right.text(), Yaml.Kind.TEXT);
        return scalar(joined, type, context);
    }

    private void wrongShape(Yaml node, Context context, String expected, String help) {
        boolean empty = node instanceof Yaml.Scalar scalar && scalar.isEmpty();
        Place place = empty ? context.owner : node.place();
        String message = quote(context.subject) + (empty ? " has no value" : " is " + node.describe());
        report.add(Code.WRONG_SHAPE, place, message, "expected " + expected, help);
    }

    private static Value of(Object object, Yaml node, Context context) {
        return new Value(object, context.owner, node.place(), "", context.path, true, false);
    }

    private static String quote(String subject) {
        return subject.equals("the file") ? subject : "`" + shorten(subject) + "`";
    }

    private static String shorten(String text) {
        int points = text.codePointCount(0, text.length());
        return points <= 40 ? text : text.substring(0, text.offsetByCodePoints(0, 39)) + "…";
    }
}
