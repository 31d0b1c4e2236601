package dev.nines.cli;

import dev.nines.model.spec.Design;
import dev.nines.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code exhibits/inputs.json}: what a result was made of, so that any of its trials can be run again. */
record Inputs(boolean skip, boolean shuffleTies, List<Source> sources) {
    static final String FILE = "exhibits/inputs.json";

    Inputs {
        sources = List.copyOf(sources);
    }

    /** @param variant empty: the base */
    record Source(String design, String scenario, String variant, String file, String text) {
        Design read() {
            return ScenarioReader.readText(scenario, file, text).design(variant);
        }
    }

    static Inputs of(List<DesignArguments.Named> designs, GlobalOptions options) {
        List<Source> sources = new ArrayList<>();
        for (DesignArguments.Named named : designs) {
            sources.add(new Source(
                    named.design().name(),
                    named.scenario().name(),
                    named.variant(),
                    named.scenario().file(),
                    named.source()));
        }
        return new Inputs(options.skip(), options.shuffleTies(), sources);
    }

    String toJson() {
        JsonMapper mapper = JsonMapper.shared();
        ObjectNode root = mapper.createObjectNode();
        root.put("skip", skip);
        root.put("shuffleTies", shuffleTies);
        ArrayNode designs = root.putArray("designs");
        for (Source source : sources) {
            designs.addObject()
                    .put("design", source.design)
                    .put("scenario", source.scenario)
                    .put("variant", source.variant)
                    .put("file", source.file)
                    .put("text", source.text);
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    static Inputs read(Path resultFolder) {
        Path file = resultFolder.resolve(FILE);
        try {
            JsonNode root = JsonMapper.shared().readTree(Files.readString(file));
            List<Source> sources = new ArrayList<>();
            for (JsonNode node : root.path("designs")) {
                sources.add(new Source(
                        node.path("design").asString(""),
                        node.path("scenario").asString(""),
                        node.path("variant").asString(""),
                        node.path("file").asString(""),
                        node.path("text").asString("")));
            }
            return new Inputs(
                    root.path("skip").asBoolean(true), root.path("shuffleTies").asBoolean(false), sources);
        } catch (IOException | JacksonException e) {
            throw new BadInput(
                    resultFolder + " is no result folder that can be replayed: " + file + " is not readable", e);
        }
    }
}
