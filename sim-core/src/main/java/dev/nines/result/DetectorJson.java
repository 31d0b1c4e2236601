package dev.nines.result;

import tools.jackson.databind.node.ObjectNode;

/** Failure detectors as JSON, and back. */
final class DetectorJson {
    private DetectorJson() {}

    static ObjectNode node(DetectorResult d) {
        ObjectNode node = Json.object();
        ObjectNode drills = node.putObject("drills");
        d.drills().forEach((name, drill) -> drills.set(name, detection(drill)));
        ObjectNode years = detection(d.years());
        years.set("suspicionsPerYear", ValueJson.node(d.suspicionsPerYear()));
        years.set("falseSuspicionsPerYear", ValueJson.node(d.falseSuspicionsPerYear()));
        years.set("mistakeRecurrenceSeconds", ValueJson.node(d.mistakeRecurrenceSeconds()));
        node.set("years", years);
        return node;
    }

    private static ObjectNode detection(DetectionResult d) {
        ObjectNode node = Json.object();
        node.put("count", d.count());
        node.put("suspected", d.suspected());
        node.put("falselySuspected", d.falselySuspected());
        node.set("silenceSeconds", RunResultWriter.distribution(d.silenceSeconds()));
        node.set("detectionSeconds", RunResultWriter.distribution(d.detectionSeconds()));
        node.set("mistakeSeconds", RunResultWriter.distribution(d.mistakeSeconds()));
        ObjectNode wrong = node.putObject("wrong");
        wrong.put("observer", d.wrongObserver());
        wrong.put("target", d.wrongTarget());
        wrong.put("network", d.wrongNetwork());
        return node;
    }

    static DetectorResult read(Reading in) {
        Reading years = in.at("years");
        return new DetectorResult(
                in.map("drills", DetectorJson::readDetection),
                years.value("suspicionsPerYear"),
                years.value("falseSuspicionsPerYear"),
                years.value("mistakeRecurrenceSeconds"),
                readDetection(years));
    }

    private static DetectionResult readDetection(Reading in) {
        Reading wrong = in.at("wrong");
        return new DetectionResult(
                in.integer("count"),
                in.integer("suspected"),
                in.integer("falselySuspected"),
                RunResultReader.distribution(in.at("silenceSeconds")),
                RunResultReader.distribution(in.at("detectionSeconds")),
                RunResultReader.distribution(in.at("mistakeSeconds")),
                wrong.integer("observer"),
                wrong.integer("target"),
                wrong.integer("network"));
    }
}
