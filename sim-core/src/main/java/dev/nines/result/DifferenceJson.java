package dev.nines.result;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A row of a comparison as JSON, and back. */
final class DifferenceJson {
    private DifferenceJson() {}

    static ObjectNode node(Difference d) {
        ObjectNode node = Json.object();
        node.put("metric", d.metric());
        node.put("service", d.service());
        node.put("designA", d.designA());
        node.put("designB", d.designB());
        node.set("a", ValueJson.node(d.a()));
        node.set("b", ValueJson.node(d.b()));
        node.set("difference", ValueJson.node(d.difference()));
        node.put("method", d.difference().method());
        node.put("verdict", d.verdict());
        node.put("verdictAlone", d.verdictAlone());
        node.set("p", ValueJson.node(d.p()));
        node.set("pAdjusted", ValueJson.node(d.pAdjusted()));
        ArrayNode streams = node.putArray("sharedStreams");
        d.sharedStreams().forEach(streams::add);
        node.set("varianceRatio", ValueJson.node(d.varianceRatio()));
        node.set("trialsToSettle", ValueJson.node(d.trialsToSettle()));
        return node;
    }

    static Difference read(Reading in) {
        return new Difference(
                in.text("metric"),
                in.text("designA"),
                in.text("designB"),
                in.text("service"),
                in.value("a"),
                in.value("b"),
                in.value("difference"),
                in.text("verdict"),
                in.textOr("verdictAlone", in.text("verdict")),
                in.has("p") ? in.value("p") : Value.missing("not in this result"),
                in.has("pAdjusted") ? in.value("pAdjusted") : Value.missing("not in this result"),
                in.list("sharedStreams", Reading::string),
                in.value("varianceRatio"),
                in.value("trialsToSettle"));
    }
}
