package dev.nines.chaos.doctor;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A machine and what was seen there.
 *
 * @param machine "this machine" or the target's name
 */
public record Examined(String machine, List<Check> checks) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public Examined {
        checks = List.copyOf(checks);
    }

    /** Whether nothing that the purpose needs is missing. */
    public boolean allows(Purpose purpose) {
        return checks.stream().noneMatch(check -> check.prevents(purpose));
    }

    /** All of it as JSON, with the purpose that was asked for. */
    public static String json(List<Examined> all, Purpose purpose) {
        Map<String, Object> root = new TreeMap<>();
        root.put("for", purpose.name());
        root.put("allowed", all.stream().allMatch(machine -> machine.allows(purpose)));
        root.put("machines", all.stream().map(Examined::tree).toList());
        return JSON.writeValueAsString(root) + "\n";
    }

    private static Map<String, Object> tree(Examined machine) {
        Map<String, Object> tree = new TreeMap<>();
        tree.put("machine", machine.machine);
        tree.put("checks", machine.checks.stream().map(Examined::tree).toList());
        return tree;
    }

    private static Map<String, Object> tree(Check check) {
        Map<String, Object> tree = new TreeMap<>();
        tree.put("name", check.name());
        tree.put("state", check.state().name());
        tree.put("found", check.found());
        tree.put("fix", check.fix());
        tree.put(
                "neededFor",
                check.neededFor().stream().map(Purpose::name).sorted().toList());
        return tree;
    }
}
