package dev.nines.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One design's {@code result.json}, read by name. What the file does not hold is absent here, never an error. */
public final class RunView {
    private final JsonNode root;

    RunView(JsonNode root) {
        this.root = root;
    }

    /** @throws IllegalArgumentException when the text is not a result */
    public static RunView parse(byte[] json) {
        JsonNode root = tree(json);
        if (!root.path("services").isObject()) {
            throw new IllegalArgumentException("not the result of a run: it has no services");
        }
        return new RunView(root);
    }

    static JsonNode tree(byte[] json) {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
        if (root.path("nines").asInt(0) != 1) {
            throw new IllegalArgumentException("not a result of Nines, or of a version with another format");
        }
        return root;
    }

    /** An objective and what came of it. */
    public record Objective(String text, String verdict, Estimate estimate) {
        /** The value as the objective's measure is written; the 95 % bound where that is all there is to say. */
        public String value() {
            Unit unit = Unit.of(text);
            boolean zeroSeen = estimate.value() == 0 && !Double.isNaN(estimate.bound());
            return zeroSeen ? "0 (95 % bound " + unit.format(estimate.bound()) + ")" : estimate.full(unit);
        }
    }

    /** A safety property that did not hold in some trials. */
    public record Violation(String name, long trials, boolean expected, Optional<String> replay) {}

    /** The trial with the longest outage. */
    public record Worst(String text, Optional<String> replay) {}

    /** A parameter and the ground that it stands on. */
    public record Assumption(String parameter, String value, String source) {}

    public String scenario() {
        return root.path("scenario").asString("");
    }

    public String title() {
        return root.path("title").asString("");
    }

    public String version() {
        return root.path("version").asString("");
    }

    public String inputHash() {
        return root.path("inputHash").asString("");
    }

    public long seed() {
        return root.path("seed").asLong(0);
    }

    public long trials() {
        return root.path("trials").asLong(0);
    }

    public boolean complete() {
        return root.path("complete").asBoolean(true);
    }

    /** Trials that were asked for; those done, when the result does not say. */
    public long requestedTrials() {
        return root.path("requestedTrials").asLong(trials());
    }

    /** The services, the one that clients call first. */
    public List<String> services() {
        return List.copyOf(root.path("services").propertyNames());
    }

    public String mainService() {
        return services().isEmpty() ? "" : services().get(0);
    }

    public List<String> drills(String service) {
        return List.copyOf(service(service).path("drills").propertyNames());
    }

    /** Length of one trial's years in seconds; 0: drills only. */
    public double horizonSeconds(String service) {
        return service(service).path("years").path("horizonSeconds").asDouble(0);
    }

    /**
     * A number of a service.
     *
     * @param measure dotted: {@code years.availability}, {@code drills.lb-crash.outageSeconds.p99}
     */
    public Estimate measure(String service, String measure) {
        JsonNode node = service(service);
        JsonNode parent = node;
        for (String name : measure.split("\\.", -1)) {
            parent = node;
            node = node.path(name);
        }
        // A figure may stand alone or as the mean of a distribution: both are the same measure.
        if (node.isMissingNode() && measure.endsWith(".mean")) {
            node = parent;
        } else if (node.isObject() && node.path("value").isMissingNode()) {
            node = node.path("mean");
        }
        return Estimate.of(node);
    }

    public List<Objective> objectives() {
        List<Objective> objectives = new ArrayList<>();
        for (JsonNode node : root.path("objectives")) {
            Estimate estimate = node.path("value").isObject() ? Estimate.of(node.path("value")) : Estimate.of(node);
            objectives.add(new Objective(node.path("text").asString(""), node.path("verdict").asString(""), estimate));
        }
        return objectives;
    }

    /** Only those that happened. */
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        for (JsonNode node : root.path("violations")) {
            if (node.path("trials").asLong(0) > 0) {
                violations.add(new Violation(
                        node.path("name").asString(""),
                        node.path("trials").asLong(0),
                        node.path("expected").asBoolean(false),
                        text(node.path("replay"))));
            }
        }
        return violations;
    }

    public Optional<Worst> worst() {
        JsonNode node = root.path("worst");
        if (!node.isObject()) {
            return Optional.empty();
        }
        String drill = node.path("drill").asString("");
        String where = drill.isEmpty() ? "years" : drill;
        String length = Unit.SECONDS.format(Estimate.number(node.path("outageSeconds")));
        String what = "run " + Human.count(node.path("trial").asLong(0)) + ", " + where + ": " + length;
        return Optional.of(new Worst(what, text(node.path("replay"))));
    }

    public List<Assumption> assumptions() {
        List<Assumption> assumptions = new ArrayList<>();
        for (JsonNode node : root.path("assumptions")) {
            assumptions.add(new Assumption(
                    node.path("parameter").asString(""),
                    node.path("value").asString(""),
                    node.path("source").asString("")));
        }
        return assumptions;
    }

    /** What the models leave out, one sentence each. */
    public List<String> notModelled() {
        List<String> sentences = new ArrayList<>();
        root.path("notModelled").forEach(node -> sentences.add(node.asString("")));
        return sentences;
    }

    /** The causes of a service's downtime, the largest first: fault, component, share. */
    public List<Cause> causes(String service) {
        List<Cause> causes = new ArrayList<>();
        for (JsonNode node : service(service).path("byCause")) {
            causes.add(new Cause(
                    (node.path("fault").asString("") + " " + node.path("component").asString("")).strip(),
                    Estimate.of(node.path("downtimeShare")).value(),
                    Estimate.of(node.path("outages")).value()));
        }
        return causes;
    }

    /** @param outages in all trials or per year, as the result counts them */
    public record Cause(String name, double downtimeShare, double outages) {}

    private JsonNode service(String name) {
        return root.path("services").path(name);
    }

    static Optional<String> text(JsonNode node) {
        return node.isString() && !node.stringValue().isEmpty() ? Optional.of(node.stringValue()) : Optional.empty();
    }
}
