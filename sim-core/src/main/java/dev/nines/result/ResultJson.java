package dev.nines.result;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of results: the same result gives the same text, byte by byte. */
public final class ResultJson {
    private ResultJson() {}

    public static String write(RunResult result) {
        return Json.text(RunResultWriter.node(result));
    }

    /** {@code {"designs": […], "differences": […], "aspects": […], "ignorance": […]}}. */
    public static String write(CompareResult result) {
        ObjectNode root = Json.object();
        ArrayNode designs = root.putArray("designs");
        for (RunResult design : result.designs()) {
            designs.add(RunResultWriter.node(design));
        }
        ArrayNode differences = root.putArray("differences");
        for (Difference difference : result.differences()) {
            differences.add(DifferenceJson.node(difference));
        }
        ArrayNode aspects = root.putArray("aspects");
        for (AspectRow aspect : result.aspects()) {
            aspects.add(AspectJson.node(aspect));
        }
        if (!result.ignorance().isEmpty()) {
            ArrayNode pairs = root.putArray("ignorance");
            result.ignorance().forEach(pair -> pairs.add(IgnoranceJson.node(pair)));
        }
        return Json.text(root);
    }

    /**
     * Reads either kind.
     *
     * @throws IllegalArgumentException when it is not a result of Nines; the message says why
     */
    public static CompareResult read(String json) {
        JsonNode root;
        try {
            root = Json.parse(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
        Reading in = new Reading(root, "");
        if (in.has("designs")) {
            return new CompareResult(
                    in.list("designs", RunResultReader::read),
                    in.list("differences", DifferenceJson::read),
                    in.has("aspects") ? in.list("aspects", AspectJson::read) : List.of(),
                    in.has("ignorance") ? in.list("ignorance", IgnoranceJson::readPair) : List.of());
        }
        return CompareResult.of(RunResultReader.read(in));
    }
}
