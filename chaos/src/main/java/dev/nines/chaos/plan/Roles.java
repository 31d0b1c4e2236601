package dev.nines.chaos.plan;

import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.Location;
import dev.nines.chaos.target.Outcome;
import dev.nines.chaos.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who has a role now: the targets are asked, nothing is remembered. */
public final class Roles {
    /** What a target is asked to know whether it is the master of a virtual address. */
    public static final List<String> QUESTION = List.of("ip", "-4", "-oneline", "address", "show");

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Pattern ROLE = Pattern.compile("(?:master|primary) of (.+)");

    private final Inventory inventory;
    private final Function<String, Target> targets;

    /** @param targets by name */
    public Roles(Inventory inventory, Function<String, Target> targets) {
        this.inventory = inventory;
        this.targets = targets;
    }

    public static boolean isRole(String target) {
        return ROLE.matcher(target).matches();
    }

    /**
     * The one host that has the role: the address of the service is there. A manager moves a database's address to the
     * primary; a database without such an address is asked itself.
     *
     * @throws NotPossible if nobody or more than one has it, or nobody can be asked
     */
    public String holder(String role) {
        Matcher asked = ROLE.matcher(role);
        if (!asked.matches()) {
            throw new IllegalArgumentException("no role: " + role);
        }
        String service = asked.group(1);
        String address = inventory.addresses().get(service);
        if (address == null && role.startsWith("primary")) {
            return primary(role, service);
        }
        if (address == null) {
            throw new NotPossible("`" + role + "`: the inventory has no address of " + service);
        }
        return one(role, having(service, QUESTION, output -> output.contains(" " + address + "/")));
    }

    /** The database of a lab that takes writes. */
    private String primary(String role, String service) {
        boolean lab = inventory.targets().values().stream().anyMatch(Location.Namespace.class::isInstance);
        if (!lab) {
            throw new NotPossible("`" + role + "`: only databases of a lab are asked which of them is the primary");
        }
        List<String> question = List.of(
                "mariadb",
                "--socket=/run/" + service + ".sock",
                "--batch",
                "--skip-column-names",
                "--execute=SELECT @@global.read_only");
        return one(role, having(service, question, output -> output.strip().equals("0")));
    }

    private List<String> having(String service, List<String> question, Predicate<String> answer) {
        List<String> holders = new ArrayList<>();
        for (String component : inventory.components().keySet()) {
            if (component.startsWith(service + "@")) {
                String host = component.substring(service.length() + 1);
                Outcome outcome = targets.apply(host).run(question, DEADLINE);
                if (answer.test(outcome.output())) {
                    holders.add(host);
                }
            }
        }
        return holders;
    }

    private static String one(String role, List<String> holders) {
        if (holders.size() != 1) {
            throw new NotPossible("`" + role + "`: " + (holders.isEmpty() ? "nobody has it" : holders + " have it"));
        }
        return holders.get(0);
    }
}
