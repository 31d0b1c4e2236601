package dev.nines.chaos.prepare;

import dev.nines.chaos.inject.AllowFile;
import dev.nines.chaos.target.Inventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Texts of allow-files: what an inventory needs on a target, and whether a text of somebody's own is one. */
public final class AllowText {
    private static final int TTL_SECONDS = 120;
    private static final int CONCURRENT = 4;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** Faults that need no name of an interface, a folder or a unit. */
    private static final List<String> FAULTS =
            List.of("kill", "pause", "partition", "reject", "loss", "dns", "storage", "cpu", "memory");

    private static final Map<String, Pattern> LINES = Map.ofEntries(
            Map.entry("environment", Pattern.compile("[A-Za-z0-9_.-]{1,40}")),
            Map.entry("faults", Pattern.compile("[a-z-]+( [a-z-]+)*")),
            Map.entry("ttl-max", Pattern.compile("[0-9]{1,4}")),
            Map.entry("concurrent-max", Pattern.compile("[0-9]{1,2}")),
            Map.entry("interfaces", Pattern.compile("[A-Za-z0-9_. -]*")),
            Map.entry("paths", Pattern.compile("[A-Za-z0-9_./ -]*")),
            Map.entry("units", Pattern.compile("[A-Za-z0-9_.@: -]*")),
            Map.entry("start", Pattern.compile("[A-Za-z0-9_@%+=:,./ -]+")),
            Map.entry("start-any", Pattern.compile("yes|no")),
            Map.entry("java", Pattern.compile("/[A-Za-z0-9_./ -]+")),
            Map.entry("total-outage", Pattern.compile("yes|no")),
            Map.entry("approvers", Pattern.compile("/[A-Za-z0-9_./-]+")),
            Map.entry("split-brain", Pattern.compile("yes|no")),
            Map.entry("enospc", Pattern.compile("yes|no")));

    private AllowText() {}

    /** The least that the components on that target need. Interfaces, folders and split brain are for people to add. */
    public static String of(Inventory inventory, String target) {
        List<Inventory.Component> here = inventory.components().values().stream()
                .filter(component -> component.target().equals(target))
                .toList();
        List<String> units = here.stream()
                .map(Inventory.Component::unit)
                .filter(unit -> !unit.isEmpty())
                .distinct()
                .toList();
        List<List<String>> starts = here.stream()
                .map(Inventory.Component::start)
                .filter(start -> !start.isEmpty())
                .distinct()
                .toList();
        List<String> faults = new ArrayList<>(FAULTS);
        if (!units.isEmpty()) {
            faults.add("hold-down");
        }
        long ttlNanos = inventory.limits().ttlNanos().orElse(TTL_SECONDS * NANOS_PER_SECOND);
        int ttl = (int) (ttlNanos / NANOS_PER_SECOND);
        return new AllowFile(
                        inventory.environment(),
                        faults,
                        ttl,
                        CONCURRENT,
                        List.of(),
                        List.of(),
                        units,
                        starts,
                        false,
                        false)
                .text();
    }

    /** The same without an inventory: nothing that has a name. */
    public static String of(String environment) {
        return new AllowFile(
                        environment,
                        FAULTS,
                        TTL_SECONDS,
                        CONCURRENT,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        false,
                        false)
                .text();
    }

    /** What is wrong with a text of somebody's own, with its line; empty: nothing. */
    public static Optional<String> problem(String text) {
        int number = 0;
        boolean environment = false;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            String key = equals < 0 ? line : line.substring(0, equals);
            Pattern pattern = LINES.get(key);
            if (pattern == null) {
                return Optional.of(number + ":1: no key `" + key + "`; known: "
                        + LINES.keySet().stream().sorted().toList());
            }
            String value = equals < 0 ? "" : line.substring(equals + 1);
            if (!pattern.matcher(value).matches()) {
                return Optional.of(number + ":" + (equals + 2) + ": `" + value + "` is no value of " + key);
            }
            environment |= key.equals("environment");
        }
        return environment ? Optional.empty() : Optional.of("1:1: environment= is missing");
    }
}
