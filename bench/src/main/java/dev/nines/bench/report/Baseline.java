package dev.nines.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The ratios of an earlier run, in the file {@code bench.json} that every run writes. */
public final class Baseline {
    private final Map<String, LogRatio> ratios = new LinkedHashMap<>();

    /** A file that is no baseline. */
    public static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /** @throws Unreadable naming the file and what is wrong with it */
    public static Baseline read(Path file) {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new Unreadable(file + ": cannot be read: " + e.getMessage());
        } catch (JacksonException e) {
            throw new Unreadable(file + ": not JSON: " + e.getOriginalMessage());
        }
        JsonNode rows = root.path("rows");
        if (root.path("ninesBench").asInt(0) != 1 || !rows.isArray()) {
            throw new Unreadable(file + ": not a bench.json of version 1, as `nines bench` writes it");
        }
        Baseline baseline = new Baseline();
        for (JsonNode row : rows) {
            JsonNode log = row.path("log");
            baseline.ratios.put(
                    row.path("id").asString(""),
                    new LogRatio(
                            log.path("ratio").asDouble(Double.NaN),
                            log.path("error").asDouble(Double.NaN),
                            log.path("degrees").asDouble(Double.NaN)));
        }
        return baseline;
    }

    Optional<LogRatio> ratio(String id) {
        return Optional.ofNullable(ratios.get(id));
    }

    /** Writes the table, complete or not at all. */
    public static void write(Path file, List<Row> rows, Map<String, Object> about) {
        JsonMapper mapper = JsonMapper.shared();
        ObjectNode root = mapper.createObjectNode();
        root.put("ninesBench", 1);
        root.set("about", mapper.valueToTree(about));
        var array = root.putArray("rows");
        for (Row row : rows) {
            array.add(json(mapper, row));
        }
        try {
            Path temporary = file.resolveSibling(file.getFileName() + ".part");
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(temporary, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
            Files.move(temporary, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode json(JsonMapper mapper, Row row) {
        ObjectNode node = mapper.createObjectNode();
        node.put("id", row.reach().id());
        node.put("title", row.reach().title());
        node.put("kind", row.reach().kind().name());
        node.put("goal", row.reach().goal());
        node.put("reached", row.reached());
        node.set("ours", json(mapper, row.ours()));
        row.ratio()
                .ifPresent(r -> node.putObject("ratio")
                        .put("value", r.value())
                        .put("low", r.low())
                        .put("high", r.high()));
        LogRatio log =
                row.ratio().orElseGet(() -> LogRatio.of(List.of(1.0), row.ours().samples()));
        node.putObject("log")
                .put("ratio", log.logarithm())
                .put("error", log.error())
                .put("degrees", log.degrees());
        node.put("change", row.change().verdict().words());
        var peers = node.putArray("peers");
        row.peers().forEach(peer -> peers.add(json(mapper, peer)));
        return node;
    }

    private static ObjectNode json(JsonMapper mapper, Measured measured) {
        ObjectNode node = mapper.createObjectNode();
        node.put("benchmark", measured.cell().benchmark());
        node.set("parameters", mapper.valueToTree(measured.cell().parameters()));
        node.put("medianNanos", measured.median());
        node.set("nanos", mapper.valueToTree(measured.samples()));
        if (!Double.isNaN(measured.bytesPerOperation())) {
            node.put("bytes", measured.bytesPerOperation());
        }
        return node;
    }
}
