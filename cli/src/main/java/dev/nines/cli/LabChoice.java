package dev.nines.cli;

import dev.nines.chaos.lab.LabFolder;
import dev.nines.chaos.lab.LabState;
import dev.nines.scenario.problem.Nearest;
import java.nio.file.Path;
import java.util.List;

/** The labs that a command means. */
final class LabChoice {
    private LabChoice() {}

    /** @param design as it was named for {@code up}, or its name; null: all that are up */
    static List<LabState> labs(Path folder, String design) {
        List<LabState> running = LabFolder.running(folder);
        if (design == null) {
            return running;
        }
        List<LabState> found =
                running.stream().filter(lab -> lab.design().equals(design)).toList();
        if (found.isEmpty()) {
            List<String> names = running.stream().map(LabState::design).toList();
            throw new Refusal(
                    "no lab of `" + design + "` is up" + (names.isEmpty() ? "" : "; " + Nearest.help(design, names)));
        }
        return found;
    }
}
