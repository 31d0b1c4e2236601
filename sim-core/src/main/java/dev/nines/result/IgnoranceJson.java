package dev.nines.result;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is not known as JSON, and back. */
final class IgnoranceJson {
    private IgnoranceJson() {}

    static ObjectNode node(Ignorance ignorance) {
        ObjectNode node = Json.object();
        ArrayNode unknowns = node.putArray("unknowns");
        for (Ignorance.Unknown u : ignorance.unknowns()) {
            unknowns.addObject()
                    .put("name", u.name())
                    .put("parameter", u.parameter())
                    .put("written", u.written())
                    .put("low", u.low())
                    .put("middle", u.middle())
                    .put("high", u.high())
                    .put("drawn", u.drawn());
        }
        node.put("samples", ignorance.samples());
        node.put("trialsEach", ignorance.trialsEach());
        ArrayNode measures = node.putArray("measures");
        for (Ignorance.Range r : ignorance.measures()) {
            ObjectNode range = measures.addObject().put("metric", r.metric());
            range.set("p5", Json.number(r.low()));
            range.set("p50", Json.number(r.median()));
            range.set("p95", Json.number(r.high()));
        }
        return node;
    }

    static Ignorance read(Reading in) {
        return new Ignorance(
                in.list("unknowns", IgnoranceJson::unknown),
                (int) in.integer("samples"),
                (int) in.integer("trialsEach"),
                in.list(
                        "measures",
                        r -> new Ignorance.Range(r.text("metric"), r.number("p5"), r.number("p50"), r.number("p95"))));
    }

    private static Ignorance.Unknown unknown(Reading in) {
        return new Ignorance.Unknown(
                in.text("name"),
                in.text("parameter"),
                in.text("written"),
                in.text("low"),
                in.text("middle"),
                in.text("high"),
                in.text("drawn"));
    }

    static ObjectNode node(PairIgnorance pair) {
        ObjectNode node = Json.object();
        node.put("designA", pair.designA());
        node.put("designB", pair.designB());
        node.put("metric", pair.metric());
        node.put("samples", pair.samples());
        node.put("aBetter", pair.aBetter());
        node.put("bBetter", pair.bBetter());
        node.put("equal", pair.equal());
        node.put("trialsEach", pair.trialsEach());
        node.put("trialsPerPoint", pair.trialsPerPoint());
        ArrayNode breakEvens = node.putArray("breakEvens");
        for (PairIgnorance.BreakEven b : pair.breakEvens()) {
            ObjectNode row = breakEvens.addObject().put("unknown", b.unknown()).put("written", b.written());
            if (b.flips()) {
                row.put("value", b.value());
                if (b.hasInterval()) {
                    row.putArray("ci95").add(b.low()).add(b.high());
                }
            } else {
                row.putNull("value");
            }
            row.put("betterBelow", b.betterBelow()).put("betterAbove", b.betterAbove());
        }
        return node;
    }

    private static String end(Reading in, int which) {
        return in.has("ci95") ? in.list("ci95", Reading::string).get(which) : "";
    }

    static PairIgnorance readPair(Reading in) {
        return new PairIgnorance(
                in.text("designA"),
                in.text("designB"),
                in.text("metric"),
                (int) in.integer("samples"),
                (int) in.integer("aBetter"),
                (int) in.integer("bBetter"),
                (int) in.integer("equal"),
                (int) in.integer("trialsEach"),
                (int) in.integer("trialsPerPoint"),
                in.list(
                        "breakEvens",
                        b -> new PairIgnorance.BreakEven(
                                b.text("unknown"),
                                b.text("written"),
                                b.textOr("value", ""),
                                end(b, 0),
                                end(b, 1),
                                b.text("betterBelow"),
                                b.text("betterAbove"))));
    }
}
