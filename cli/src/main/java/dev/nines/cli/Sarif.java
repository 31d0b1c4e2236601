package dev.nines.cli;

import dev.nines.scenario.problem.Problem;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Problems in the Static Analysis Results Interchange Format, version 2.1.0. */
final class Sarif {
    private Sarif() {}

    static String of(List<Problem> problems) {
        JsonMapper mapper = JsonMapper.shared();
        ObjectNode root = mapper.createObjectNode();
        root.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        root.put("version", "2.1.0");
        ObjectNode run = root.putArray("runs").addObject();
        run.putObject("tool").putObject("driver").put("name", "nines").put("version", Version.text());
        ArrayNode results = run.putArray("results");
        problems.forEach(problem -> result(results.addObject(), problem));
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static void result(ObjectNode result, Problem problem) {
        result.put("ruleId", problem.code().id());
        result.put("level", problem.isWarning() ? "warning" : "error");
        String help = problem.help().isEmpty() ? "" : "; " + problem.help();
        result.putObject("message").put("text", problem.message() + help);
        ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
        place.putObject("artifactLocation").put("uri", problem.file().replace('\\', '/'));
        ObjectNode region = place.putObject("region");
        region.put("startLine", problem.line());
        region.put("startColumn", problem.column());
        region.put("endColumn", problem.column() + Math.max(1, problem.length()));
    }
}
