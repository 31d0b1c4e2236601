package dev.nines.cli;

import dev.nines.model.spec.Design;
import dev.nines.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /**
     * @param variant empty: the base
     * @param files texts of the files that the scenario names, by their names
     */
    record Source(String design, String scenario, String variant, String file, String text, Map<String, String> files) {
        Source {
            files = Collections.unmodifiableMap(new TreeMap<>(files));
        }

        Design read() {
            return ScenarioReader.readText(scenario, file, text, files).design(variant);
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
                    named.source(),
                    named.scenario().files()));
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
            ObjectNode node = designs.addObject()
                    .put("design", source.design)
                    .put("scenario", source.scenario)
                    .put("variant", source.variant)
                    .put("file", source.file)
                    .put("text", source.text);
            if (!source.files.isEmpty()) {
                ObjectNode files = node.putObject("files");
                source.files.forEach(files::put);
            }
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    static Inputs read(Path resultFolder) {
        Path file = resultFolder.resolve(FILE);
        try {
            JsonNode root = JsonMapper.shared().readTree(Files.readString(file));
            List<Source> sources = new ArrayList<>();
            for (JsonNode node : root.path("designs")) {
                Map<String, String> files = new TreeMap<>();
                node.path("files")
                        .propertyStream()
                        .forEach(f -> files.put(f.getKey(), f.getValue().asString("")));
                sources.add(new Source(
                        node.path("design").asString(""),
                        node.path("scenario").asString(""),
                        node.path("variant").asString(""),
                        node.path("file").asString(""),
                        node.path("text").asString(""),
                        files));
            }
            return new Inputs(
                    root.path("skip").asBoolean(true), root.path("shuffleTies").asBoolean(false), sources);
        } catch (IOException | JacksonException e) {
            throw new BadInput(
                    resultFolder + " is no result folder that can be replayed: " + file + " is not readable", e);
        }
    }
}
