package dev.nines.chaos.rehearse;

import dev.nines.chaos.inject.HealerCheck;
import dev.nines.chaos.inject.Helper;
import dev.nines.chaos.inject.Injection.Healer;
import dev.nines.chaos.inject.Reverter;
import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.target.Location;
import dev.nines.chaos.target.TargetGone;
import dev.nines.chaos.target.Targets;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Rehearses the healers of targets, one after another. Two controllers of its own are started for each, in processes of their
 * own: one is told to end and must undo; the other is killed with its connections, and the target must heal alone.
 */
public final class Rehearser {
    /** Healers have the time to live and so much more. */
    static final long GRACE_MILLIS = 2_000;

    private static final long START_SECONDS = 90;
    private static final long LOOK_MILLIS = 300;

    /**
     * @param environment as the allow-files must say
     * @param ttlSeconds that the healers are armed with, from 5: arming all of them takes a few
     */
    public record Settings(String environment, int ttlSeconds) {}

    /**
     * @param fixes commands for what could not be undone; empty: nothing is left
     */
    public record Outcome(Rehearsed rehearsed, List<String> fixes) {
        public Outcome {
            fixes = List.copyOf(fixes);
        }
    }

    private final Settings settings;
    private final StateFolder folder;
    private final Targets targets;
    private final Consumer<String> say;
    private int rounds;

    /** @param say is told what happens, for people */
    public Rehearser(Settings settings, StateFolder folder, Targets targets, Consumer<String> say) {
        this.settings = settings;
        this.folder = folder;
        this.targets = targets;
        this.say = say;
    }

    /**
     * Rehearses one target and stores what it has shown.
     *
     * @throws TargetGone if the target cannot be reached or refuses; nothing is stored then
     */
    public Outcome rehearse(String name, Location place) {
        Map<String, String> now = Helper.capabilities(targets.at(name, place));
        List<String> fixes = new ArrayList<>();
        Map<Healer, Rehearsed.Result> results = new EnumMap<>(Healer.class);
        results.put(Healer.controller, toldToEnd(name, place, fixes));
        List<Healer> alone = new ArrayList<>(List.of(Healer.plain));
        if ("yes".equals(now.get("systemd"))) {
            alone.add(Healer.systemd);
        }
        if ("yes".equals(now.get("nft"))) {
            alone.add(Healer.kernel);
        }
        results.putAll(killed(name, place, alone, fixes));
        List<String> marks = HealerCheck.marks(targets.at(name, place));
        marks.forEach(mark -> fixes.add("on " + name + ", take away by hand: " + mark));
        Rehearsed rehearsed = new Rehearsed(
                name,
                place.text(),
                now.getOrDefault("boot", ""),
                now.getOrDefault("kernel", ""),
                now.getOrDefault("version", ""),
                now.getOrDefault("hash", ""),
                Instant.now(),
                settings.ttlSeconds(),
                results);
        new Rehearsals(folder).save(rehearsed);
        return new Outcome(rehearsed, fixes);
    }

    private Rehearsed.Result toldToEnd(String name, Location place, List<String> fixes) {
        String run = nextRun();
        Process controller = controller(name, place, run, List.of(Healer.controller));
        try {
            say.accept(name + ": controller " + controller.pid() + " is told to end");
            long end = System.nanoTime();
            controller.destroy();
            boolean ended = controller.waitFor(START_SECONDS, TimeUnit.SECONDS);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - end);
            HealerCheck.Seen seen = HealerCheck.look(targets.at(name, place), run, 1, Healer.controller);
            boolean healed = ended && seen == HealerCheck.Seen.healed;
            return new Rehearsed.Result(
                    millis, healed ? "" : "the fault was still there when the controller had ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetGone(name, "interrupted", e);
        } finally {
            kill(controller);
            revert(fixes);
        }
    }

    private Map<Healer, Rehearsed.Result> killed(
            String name, Location place, List<Healer> healers, List<String> fixes) {
        String run = nextRun();
        Process controller = controller(name, place, run, healers);
        try {
            kill(controller);
            long end = System.nanoTime();
            say.accept(name + ": controller " + controller.pid() + " and its connection were killed; healing takes "
                    + settings.ttlSeconds() + " s");
            return watch(name, place, run, healers, end);
        } finally {
            kill(controller);
            revert(fixes);
        }
    }

    /** Looks until all have healed; the last look starts when the time is up. */
    private Map<Healer, Rehearsed.Result> watch(
            String name, Location place, String run, List<Healer> healers, long endNanos) {
        long mostMillis = settings.ttlSeconds() * 1000L + GRACE_MILLIS;
        Map<Healer, Rehearsed.Result> results = new EnumMap<>(Healer.class);
        boolean last = false;
        while (!last && results.size() < healers.size()) {
            pause(name);
            last = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - endNanos) >= mostMillis;
            for (int i = 0; i < healers.size(); i++) {
                Healer healer = healers.get(i);
                if (results.containsKey(healer)) {
                    continue;
                }
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - endNanos);
                switch (HealerCheck.look(targets.at(name, place), run, i + 1, healer)) {
                    case healed -> results.put(healer, new Rehearsed.Result(millis, ""));
                    case byAnother -> results.put(healer, new Rehearsed.Result(millis, "another healer was faster"));
                    case inEffect -> {}
                }
            }
        }
        for (Healer healer : healers) {
            results.putIfAbsent(healer, new Rehearsed.Result(mostMillis, "not healed within " + mostMillis + " ms"));
        }
        return results;
    }

    private static void pause(String name) {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetGone(name, "interrupted", e);
        }
    }

    private String nextRun() {
        return "h" + Long.toString(Instant.now().getEpochSecond(), 36) + "x" + ++rounds;
    }

    /** SIGKILL to the controller first, so that it does not see its connections go, and then to these. */
    private static void kill(Process controller) {
        List<ProcessHandle> connections = controller.descendants().toList();
        controller.destroyForcibly();
        connections.forEach(ProcessHandle::destroyForcibly);
    }

    /** What the journals of the dead controllers say is made sure of, and they are clean. */
    private void revert(List<String> fixes) {
        Reverter reverter = new Reverter(folder, targets, false, line -> {});
        reverter.journals();
        fixes.addAll(reverter.fixes());
    }

    /** A controller that has everything in effect. */
    private Process controller(String name, Location place, String run, List<Healer> healers) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                RehearsalMain.class.getName(),
                folder.root().toString(),
                name,
                place.text(),
                settings.environment(),
                Integer.toString(settings.ttlSeconds()),
                run,
                String.join(",", healers.stream().map(Healer::name).toList())));
        command.addAll(targets.ssh());
        Process controller;
        try {
            controller = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new TargetGone(name, "no controller could be started", e);
        }
        CompletableFuture<String> told = CompletableFuture.supplyAsync(() -> lastWord(controller));
        try {
            String word = told.get(START_SECONDS, TimeUnit.SECONDS);
            if (!word.equals(RehearsalMain.HELD)) {
                throw new TargetGone(name, word);
            }
            return controller;
        } catch (TimeoutException | ExecutionException | InterruptedException e) {
            throw ended(controller, name, "the controller did not get so far: " + e.getMessage());
        } catch (TargetGone e) {
            throw ended(controller, name, String.valueOf(e.getMessage()));
        }
    }

    private TargetGone ended(Process controller, String name, String why) {
        kill(controller);
        List<String> fixes = new ArrayList<>();
        revert(fixes);
        return new TargetGone(name, fixes.isEmpty() ? why : why + "; " + String.join("; ", fixes));
    }

    /** That it holds, or why not. */
    private static String lastWord(Process controller) {
        String last = "";
        try {
            BufferedReader output = controller.inputReader();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals(RehearsalMain.HELD)) {
                    return line;
                }
                last = line.startsWith(RehearsalMain.ENDED) ? line.substring(RehearsalMain.ENDED.length()) : line;
            }
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
        return last;
    }
}
