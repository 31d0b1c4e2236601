package dev.nines.chaos.inject;

import dev.nines.chaos.journal.Entry;
import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.target.Location;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.Targets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A controller in a process of its own, which dies at a step that it is told, as {@code kill -9} would have it. */
public final class ControllerMain {
    private ControllerMain() {}

    /** Arguments: state folder, place, kind of fault, process to pause, its start, step to die at. */
    public static void main(String[] args) {
        StateFolder folder = new StateFolder(Path.of(args[0]));
        String step = args[5];
        Target target = new DyingTarget(
                new Targets(folder.ssh()).at("stage", Location.parse(args[1])), now -> dieAt(nameOf(now), step));
        FaultProtocol.Watcher watcher = new FaultProtocol.Watcher() {
            @Override
            public void journaled(Entry entry) {
                System.out.println(entry.state());
                dieAt(entry.state().name(), step);
            }

            @Override
            public void undoing(String reason) {
                System.out.println("undoing: " + reason);
            }
        };
        Hold hold = held -> {
            System.out.println("HOLD");
            return held < 800_000_000L || step.equals("NEVER") ? Hold.Verdict.GO_ON : Hold.Verdict.DONE;
        };
        Report report = new FaultProtocol(
                        new FaultProtocol.Settings("r1", "stage", 2), folder, Map.of("stage", target), watcher)
                .run(List.of(injection(args[2], Long.parseLong(args[3]), Long.parseLong(args[4]))), hold);
        System.out.println("ending " + report.ending() + " " + report.reason());
    }

    /** Steps that are not states of the journal: the calls of the script around which they lie. */
    private static String nameOf(String call) {
        return switch (call) {
            case "before look" -> "CAPABILITIES";
            case "after look" -> "SNAPSHOT";
            case "after renew" -> "HOLD";
            case "after undo" -> "UNDONE";
            default -> "";
        };
    }

    static Injection injection(String kind, long pid, long started) {
        return switch (kind) {
            case "partition" -> Injection.Cut.partition("stage", Traffic.with(List.of("10.9.0.2")));
            case "pause" -> new Injection.Pause("stage", new Injection.ProcessOf.Numbered(pid, started), true);
            case "disk-fill" -> new Injection.DiskFill("stage", "/run/data", 1_000_000, false);
            case "rate" -> new Injection.Rate("stage", "v0", 1_000_000);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static void dieAt(String now, String step) {
        if (!now.equals(step)) {
            return;
        }
        try {
            String self = Long.toString(ProcessHandle.current().pid());
            new ProcessBuilder("kill", "-KILL", self).start().waitFor();
            Thread.sleep(10_000);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
