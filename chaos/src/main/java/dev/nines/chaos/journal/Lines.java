package dev.nines.chaos.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Between records and lines of text. A line ends with the controller's seal over all before it, and a check sum over that: a line
 * whose check sum does not fit is torn, one whose seal does not fit was written by somebody else.
 */
final class Lines {
    private static final String SEAL = ",\"mac\":\"";
    private static final String MARK = ",\"crc\":\"";
    private static final JsonMapper JSON = new JsonMapper();

    /** What a line is. */
    enum Kind {
        GENUINE,
        TORN,
        FORGED
    }

    private final String run;
    private final Seal seal;

    Lines(String run, Seal seal) {
        this.run = run;
        this.seal = seal;
    }

    /** The first line: the run, and where each of its targets is. */
    String header(Map<String, String> places) {
        ObjectNode node = JSON.createObjectNode();
        node.put("run", run);
        ObjectNode targets = node.putObject("targets");
        new TreeMap<>(places).forEach(targets::put);
        return sealed(node);
    }

    String entry(Entry entry) {
        ObjectNode node = JSON.createObjectNode();
        node.put("seq", entry.sequence());
        node.put("target", entry.target());
        node.put("place", entry.place());
        node.put("fault", entry.fault());
        ArrayNode parameters = node.putArray("parameters");
        entry.parameters().forEach(parameters::add);
        node.put("ttl", entry.ttlSeconds());
        node.put("state", entry.state().name());
        ObjectNode details = node.putObject("details");
        entry.details().forEach(details::put);
        return sealed(node);
    }

    private String sealed(ObjectNode node) {
        String text = JSON.writeValueAsString(node);
        String open = text.substring(0, text.length() - 1);
        String closed = open + SEAL + seal.of(run, open) + "\"";
        return closed + MARK + crc(closed) + "\"}";
    }

    Kind kind(String line) {
        int mark = line.lastIndexOf(MARK);
        if (mark < 0 || !line.equals(line.substring(0, mark) + MARK + crc(line.substring(0, mark)) + "\"}")) {
            return Kind.TORN;
        }
        String closed = line.substring(0, mark);
        int at = closed.lastIndexOf(SEAL);
        boolean ours =
                at >= 0 && closed.equals(closed.substring(0, at) + SEAL + seal.of(run, closed.substring(0, at)) + "\"");
        return ours ? Kind.GENUINE : Kind.FORGED;
    }

    private static String crc(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format(java.util.Locale.ROOT, "%08x", crc.getValue());
    }

    /** Empty if the line is not ours as we wrote it. */
    private Optional<JsonNode> open(String line) {
        if (kind(line) != Kind.GENUINE) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(line));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    Optional<Map<String, String>> places(String line) {
        return open(line).map(node -> texts(node.path("targets")));
    }

    Optional<Entry> entry(String line) {
        return open(line).flatMap(node -> {
            List<String> parameters = new ArrayList<>();
            node.path("parameters").forEach(p -> parameters.add(p.asString()));
            for (State state : State.values()) {
                if (state.name().equals(node.path("state").asString(""))) {
                    return Optional.of(new Entry(
                            node.path("seq").asInt(0),
                            node.path("target").asString(""),
                            node.path("place").asString(""),
                            node.path("fault").asString(""),
                            parameters,
                            node.path("ttl").asInt(0),
                            state,
                            texts(node.path("details"))));
                }
            }
            return Optional.empty();
        });
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new TreeMap<>();
        node.properties().forEach(p -> texts.put(p.getKey(), p.getValue().asString("")));
        return texts;
    }
}
