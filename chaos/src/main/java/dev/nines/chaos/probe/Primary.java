package dev.nines.chaos.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds the server that takes writes by asking each: after a promotion it is another one than before. */
final class Primary {
    private final Function<DatabaseNode, Reading> reader;
    private String name = "";
    private String problem = "";

    Primary(Function<DatabaseNode, Reading> reader) {
        this.reader = reader;
    }

    /** What it holds; empty if nobody takes writes, or several do that hold different rows. */
    Optional<Reading> read(List<DatabaseNode> nodes) {
        List<Reading> found = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (DatabaseNode node : nodes) {
            Reading reading = reader.apply(node);
            if (reading.error() == 0 && reading.writable()) {
                found.add(reading);
                names.add(node.name());
            } else {
                others.add(node.name() + (reading.error() == 0 ? " is read-only" : ": error " + reading.error()));
            }
        }
        name = String.join(" and ", names);
        if (found.isEmpty()) {
            problem = "no node takes writes: " + String.join(", ", others);
            return Optional.empty();
        }
        if (found.stream().map(Reading::copies).distinct().count() > 1) {
            problem = name + " all take writes and hold different rows: nobody knows which of them is right";
            return Optional.empty();
        }
        return Optional.of(found.get(0));
    }

    /** The server that was read last; several that agree are named together. */
    String name() {
        return name;
    }

    String problem() {
        return problem;
    }
}
