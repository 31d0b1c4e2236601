package dev.nines.result;

import dev.nines.stats.Bound;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A value is a plain number when it was observed, an object when it was estimated or is missing. */
final class ValueJson {
    private ValueJson() {}

    static JsonNode node(Value v) {
        if (v.hasValue() && v.method().isEmpty() && v.reason().isEmpty() && v.n() == 0) {
            return Json.number(v.value());
        }
        ObjectNode node = Json.object();
        put(node, v);
        return node;
    }

    /** The value among other keys of an object. */
    static void put(ObjectNode node, Value v) {
        node.set("value", Json.number(v.value()));
        if (v.hasInterval()) {
            node.putArray("ci95").add(Json.number(v.low())).add(Json.number(v.high()));
        }
        if (!v.method().isEmpty()) {
            node.put("method", v.method());
        }
        if (!Double.isNaN(v.coverage())) {
            node.set("coverage", Json.number(v.coverage()));
        }
        if (v.n() > 0) {
            node.put("n", v.n());
        }
        if (!v.reason().isEmpty()) {
            node.put("reason", v.reason());
        }
        if (v.bound().isKnown()) {
            node.set("bound", Json.number(v.bound().value()));
            node.put("boundIs", v.bound().kind().word());
        }
    }

    static Value read(Reading in) {
        if (!in.isObject()) {
            return Value.observed(in.number());
        }
        double low = Double.NaN;
        double high = Double.NaN;
        if (in.has("ci95")) {
            low = in.element("ci95", 0).number();
            high = in.element("ci95", 1).number();
        }
        return new Value(
                in.numberOr("value", Double.NaN),
                low,
                high,
                in.textOr("method", ""),
                (long) in.numberOr("n", 0),
                in.textOr("reason", ""),
                bound(in),
                in.numberOr("coverage", Double.NaN));
    }

    private static Bound bound(Reading in) {
        if (!in.has("bound")) {
            return Bound.NONE;
        }
        String word = in.text("boundIs");
        for (Bound.Kind kind : Bound.Kind.values()) {
            if (kind.word().equals(word) && kind != Bound.Kind.UNKNOWN) {
                return new Bound(kind, in.number("bound"));
            }
        }
        throw new IllegalArgumentException("not a result of Nines: boundIs must not be `" + word + "`");
    }
}
