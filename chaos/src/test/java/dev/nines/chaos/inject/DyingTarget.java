package dev.nines.chaos.inject;

import dev.nines.chaos.target.Location;
import dev.nines.chaos.target.Outcome;
import dev.nines.chaos.target.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A target whose controller dies around a call of the script. */
final class DyingTarget implements Target {
    private final Target target;
    private final Consumer<String> step;

    /** @param step is told {@code before VERB} and {@code after VERB} */
    DyingTarget(Target target, Consumer<String> step) {
        this.target = target;
        this.step = step;
    }

    @Override
    public String name() {
        return target.name();
    }

    @Override
    public Location location() {
        return target.location();
    }

    @Override
    public Outcome run(List<String> command, String input, Duration deadline, Consumer<String> lines) {
        String verb = command.get(command.size() - 1);
        step.accept("before " + verb);
        Outcome outcome = target.run(command, input, deadline, lines);
        step.accept("after " + verb);
        return outcome;
    }

    @Override
    public Process start(List<String> command) throws IOException {
        return target.start(command);
    }
}
