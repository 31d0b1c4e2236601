package dev.nines.scenario.design;

import dev.nines.kernel.Law;
import dev.nines.model.spec.Assumption;
import dev.nines.scenario.language.Default;
import dev.nines.scenario.language.Key;
import dev.nines.scenario.language.Section;
import dev.nines.scenario.language.Type;
import dev.nines.scenario.language.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** On what ground every parameter stands: the file, a manual, source code, a measurement, or a guess. */
final class Assumptions {
    private final List<Assumption> all = new ArrayList<>();

    private Assumptions() {}

    /** In the order of the tables, named as in {@code services.vip.advert_int}. */
    static List<Assumption> of(Section file) {
        Assumptions assumptions = new Assumptions();
        assumptions.add(file);
        return List.copyOf(assumptions.all);
    }

    private void add(Section section) {
        for (Key key : section.block().keys()) {
            if (section.path().isEmpty() && itemType(key.type()) instanceof Type.ScalarType) {
                continue; // title, language version and the like are no parameters
            }
            if (section.has(key.name())) {
                addValue(section.get(key.name()), key.type());
            } else if (section.defaultOf(key.name()).isPresent()) {
                addDefault(section, key, section.defaultOf(key.name()).get());
            }
        }
    }

    private void addValue(Value value, Type type) {
        if (value.object() instanceof Section section) {
            add(section);
        } else if (value.object() instanceof Map<?, ?> map) {
            map.values().forEach(v -> addValue((Value) v, valueType(type)));
        } else if (value.object() instanceof List<?> list) {
            list.forEach(v -> addValue((Value) v, itemType(type)));
        } else if (scalar(type) instanceof Type.ScalarType scalar && scalar.isQuantity()) {
            all.add(assumption(value));
        }
    }

    private static Assumption assumption(Value value) {
        String line = value.place().shown();
        if (value.object() instanceof Law.Empirical sample && !value.guess()) {
            String from = line + ": " + sample.size() + (sample.size() == 1 ? " value" : " values");
            return new Assumption(value.path(), value.text(), Assumption.Source.MEASURED, from);
        }
        boolean whole = value.guess() && value.text().startsWith("guess(");
        String text =
                whole ? value.text().substring(6, value.text().length() - 1).strip() : value.text();
        Assumption.Source source = value.guess() ? Assumption.Source.GUESS : Assumption.Source.SCENARIO;
        return new Assumption(value.path(), text, source, line);
    }

    private static Type valueType(Type type) {
        if (type instanceof Type.Either either) {
            return either.shapes().stream()
                    .filter(Type.MapOf.class::isInstance)
                    .map(t -> ((Type.MapOf) t).value())
                    .findFirst()
                    .orElse(type);
        }
        return type instanceof Type.MapOf map ? map.value() : type;
    }

    private static Type itemType(Type type) {
        if (type instanceof Type.Either either) {
            return either.shapes().stream()
                    .filter(Type.ListOf.class::isInstance)
                    .map(t -> ((Type.ListOf) t).item())
                    .findFirst()
                    .orElse(type);
        }
        return type instanceof Type.ListOf list ? list.item() : type;
    }

    private static Type scalar(Type type) {
        return type instanceof Type.Either either
                ? either.shapes().stream()
                        .filter(Type.ScalarType.class::isInstance)
                        .findFirst()
                        .orElse(type)
                : type;
    }

    private void addDefault(Section section, Key key, Default standard) {
        String path = section.path().isEmpty() ? key.name() : section.path() + "." + key.name();
        // A value taken from another key stands on that key's ground; one computed from others is explained in words.
        String value = standard.text().isEmpty()
                ? section.find(key.name()).map(Value::text).orElse("see from")
                : standard.text();
        String from =
                standard.sameAs().isEmpty() ? standard.from() : "as " + standard.sameAs() + ": " + standard.from();
        all.add(new Assumption(path, value, standard.source(), from));
    }
}
