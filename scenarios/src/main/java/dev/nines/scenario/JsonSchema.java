package dev.nines.scenario;

import dev.nines.scenario.language.Block;
import dev.nines.scenario.language.Default;
import dev.nines.scenario.language.Forms;
import dev.nines.scenario.language.Key;
import dev.nines.scenario.language.Type;
import dev.nines.scenario.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The JSON Schema (draft 2020-12) of scenario files, for editors; made of the reader's own tables. What it refuses the
 * reader refuses; the reader also resolves names and checks bounds of values with units.
 */
public final class JsonSchema {
    private final Map<String, Object> definitions = new LinkedHashMap<>();

    private JsonSchema() {}

    /** Indented JSON that ends with a line feed. */
    public static String text() {
        return Json.print(new JsonSchema().file()) + "\n";
    }

    private Map<String, Object> file() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "Nines scenario");
        root.putAll(block(Vocabulary.FILE));
        root.put("$defs", definitions);
        return root;
    }

    private Map<String, Object> block(Block block) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", block.meaning());
        schema.put("type", "object");
        Map<String, Object> properties = new LinkedHashMap<>();
        block.keys().forEach(key -> properties.put(key.name(), property(key)));
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        List<String> required = block.keys().stream()
                .filter(key -> key.required() && key.unless().isEmpty())
                .map(Key::name)
                .toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        block.keys().stream()
                .filter(key -> key.required() && !key.unless().isEmpty())
                .forEach(key -> schema.put(
                        "anyOf",
                        Stream.of(key.name(), key.unless())
                                .map(name -> Map.of("required", List.of(name)))
                                .toList()));
        if (!block.exactlyOne().isEmpty()) {
            schema.put(
                    "oneOf",
                    block.exactlyOne().stream()
                            .map(name -> Map.of("required", List.of(name)))
                            .toList());
        }
        return schema;
    }

    private Map<String, Object> property(Key key) {
        Map<String, Object> schema = new LinkedHashMap<>();
        String standard = key.common().map(Default::describe).orElse("");
        schema.put("description", key.meaning() + (standard.isEmpty() ? "" : " Default: " + standard + "."));
        schema.putAll(type(key.type()));
        return schema;
    }

    private Map<String, Object> type(Type type) {
        if (type instanceof Type.Sub sub) {
            return sub(sub.block());
        }
        if (type instanceof Type.ScalarType scalar) {
            return anyOf(scalar.forms().alternatives());
        }
        if (type instanceof Type.ListOf list) {
            return list(list);
        }
        if (type instanceof Type.MapOf map) {
            return map(map);
        }
        if (type instanceof Type.Either either) {
            return anyOf(either.shapes().stream().map(this::type).toList());
        }
        return Map.of();
    }

    private Map<String, Object> sub(Block block) {
        if (!definitions.containsKey(block.id())) {
            definitions.put(block.id(), Map.of());
            definitions.put(block.id(), block(block));
        }
        Map<String, Object> reference = Map.of("$ref", "#/$defs/" + block.id());
        boolean mayBeEmpty =
                block.exactlyOne().isEmpty() && block.keys().stream().noneMatch(Key::required);
        return mayBeEmpty ? anyOf(List.of(reference, Map.of("type", "null"))) : reference;
    }

    private Map<String, Object> list(Type.ListOf list) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "array");
        schema.put("items", type(list.item()));
        if (list.min() > 0) {
            schema.put("minItems", list.min());
        }
        return list.single() ? anyOf(List.of(schema, type(list.item()))) : schema;
    }

    private Map<String, Object> map(Type.MapOf map) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("propertyNames", anyOf(names(map.key().forms())));
        schema.put("additionalProperties", type(map.value()));
        if (map.min() > 0) {
            schema.put("minProperties", map.min());
            return schema;
        }
        return anyOf(List.of(schema, Map.of("type", "null")));
    }

    /** Names of properties are strings: the type need not be said. */
    private static List<Map<String, Object>> names(Forms forms) {
        List<Map<String, Object>> names = new ArrayList<>();
        for (Map<String, Object> form : forms.alternatives()) {
            names.add(Map.of("pattern", form.get("pattern")));
        }
        return names;
    }

    private static Map<String, Object> anyOf(List<? extends Map<String, Object>> forms) {
        return forms.size() == 1 ? new LinkedHashMap<>(forms.get(0)) : Map.of("anyOf", forms);
    }
}
