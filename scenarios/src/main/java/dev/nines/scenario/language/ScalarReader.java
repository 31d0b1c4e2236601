package dev.nines.scenario.language;

import dev.nines.kernel.Law;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.yaml.Place;
import dev.nines.scenario.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads single values: with a value in place of what is not known, and right at all ends of it. */
final class ScalarReader {
    /** What is simulated and how it is measured is decided, not guessed. */
    private static final Set<String> DECIDED = Set.of("nines", "run", "probe");

    private final Report report;
    private final Unknowns unknowns;
    private final Samples samples;

    ScalarReader(Report report, Unknowns unknowns, Samples samples) {
        this.report = report;
        this.unknowns = unknowns;
        this.samples = samples;
    }

    /**
     * @param name of the parameter, as unknowns are called
     * @param path of the parameter
     * @param key where its key stands
     */
    Optional<Value> read(Yaml.Scalar scalar, Type.ScalarType type, String name, String path, Place key) {
        try {
            Template template = Template.of(scalar.text(), type);
            List<String> values = new ArrayList<>();
            for (Template.Part part : template.parts()) {
                values.add(value(part, name, path));
            }
            checkEnds(template, type, scalar.place());
            String text = template.text(values);
            Yaml.Kind kind = text.equals(scalar.text()) ? scalar.kind() : Texts.kindOf(text);
            Object object = parse(text, kind, type, scalar.place(), report);
            if (object instanceof Law law && Double.isInfinite(law.meanNanos())) {
                report.add(
                        Code.INFINITE_MEAN,
                        scalar.place(),
                        "this law has an infinite mean",
                        "a longer run has a longer mean",
                        "look at quantiles, or write a shape above 1");
            }
            return Optional.of(new Value(object, key, scalar.place(), scalar.text(), path, true, template.isGuess()));
        } catch (Rejected e) {
            report.add(scalar.place(), e);
        } catch (Samples.Reported e) {
            // its problems stand in the report
        }
        return Optional.empty();
    }

    private String value(Template.Part part, String name, String path) {
        int dot = path.indexOf('.');
        if (DECIDED.contains(dot < 0 ? path : path.substring(0, dot))) {
            throw new Rejected(Code.BAD_UNKNOWN, "`" + path + "` must be one value", "it is decided, not guessed", "");
        }
        String drawn = part.shared().isEmpty() ? unknowns.own(name + part.suffix()) : part.shared();
        unknowns.add(new Unknown(drawn, path, part.written(), part.span()));
        return unknowns.value(drawn, part.span());
    }

    /** All combinations of the ends within one value; there are few. */
    private void checkEnds(Template template, Type.ScalarType type, Place place) {
        List<Template.Part> parts = template.parts();
        for (int ends = 0; !parts.isEmpty() && ends < 1 << parts.size(); ends++) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                Span span = parts.get(i).span();
                values.add((ends >> i & 1) == 0 ? span.low() : span.high());
            }
            String text = template.text(values);
            try {
                parse(text, Texts.kindOf(text), type, place, new Report(report));
            } catch (Rejected e) {
                String which = parts.size() > 1 ? "with " : ends == 0 ? "at the low end, " : "at the high end, ";
                String message = which + String.join(" and ", values) + ": " + e.getMessage();
                throw new Rejected(e.code(), message, e.label(), e.help());
            }
        }
    }

    private Object parse(String text, Yaml.Kind kind, Type.ScalarType type, Place place, Report into) {
        return type instanceof Laws laws && Samples.isEmpirical(text)
                ? laws.checked(samples.law(text, place, into))
                : type.parse(text, kind);
    }
}
