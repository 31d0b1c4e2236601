package dev.nines.result;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An aspect of a comparison as JSON, and back. */
final class AspectJson {
    private AspectJson() {}

    static ObjectNode node(AspectRow row) {
        ObjectNode node = Json.object();
        node.put("aspect", row.aspect());
        ArrayNode answers = node.putArray("answers");
        for (AspectRow.Answer answer : row.perDesign()) {
            ObjectNode one = answers.addObject();
            one.put("word", answer.word());
            one.set("number", ValueJson.node(answer.number()));
            one.put("unit", answer.unit());
        }
        return node;
    }

    static AspectRow read(Reading in) {
        return new AspectRow(
                in.text("aspect"),
                in.list(
                        "answers",
                        answer -> new AspectRow.Answer(
                                answer.text("word"), answer.value("number"), answer.text("unit"))));
    }
}
