package dev.nines.chaos.inject;

import dev.nines.chaos.inject.PowerSwitch.Power;
import dev.nines.chaos.target.Supply;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.TargetGone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The power of a host. A switch is not believed: off is what its status says <em>and</em> a host that no longer answers, on again
 * is a host that answers. The host itself is asked first whether it agrees. Stamps are of this controller's clock.
 */
final class PowerHand implements Hand {
    private static final long NAP_NANOS = 250_000_000L;
    private static final int REFUSED = 5;
    private static final int FAILED = 1;

    private final Supply supply;
    private final PowerSwitch power;
    private final Helper helper;
    private final PowerTools tools;

    PowerHand(Supply supply, Helper helper, PowerTools tools) {
        this.supply = supply;
        this.helper = helper;
        this.tools = tools;
        power = new PowerSwitch(supply, tools);
    }

    @Override
    public Target target() {
        return helper.target();
    }

    @Override
    public boolean remote() {
        return helper.remote();
    }

    @Override
    public Answer call(String verb, List<String> parameters, Consumer<String> lines) {
        return switch (verb) {
            case "look" -> look(parameters);
            case "apply" -> apply(lines);
            case "renew" -> renew();
            case "undo" -> undo();
            default -> throw new IllegalArgumentException(verb);
        };
    }

    private Answer look(List<String> parameters) {
        List<String> known = supply.parameters();
        Answer agreed = helper.call(
                "look", parameters.stream().filter(p -> !known.contains(p)).toList());
        if (!agreed.ok()) {
            return agreed;
        }
        return switch (power.status()) {
            case ON -> agreed;
            case OFF -> refused("its power is off already");
            case UNKNOWN -> refused("its switch does not answer: " + power.said());
        };
    }

    private static Answer refused(String reason) {
        return new Answer(REFUSED, List.of("refused=" + reason));
    }

    private Answer apply(Consumer<String> lines) {
        List<String> said = new ArrayList<>();
        Consumer<String> say = line -> {
            said.add(line);
            lines.accept(line);
        };
        say.accept("before=" + stamp());
        boolean ok = power.off();
        say.accept("after=" + stamp());
        say.accept("state=APPLIED");
        if (!ok) {
            say.accept("error=its switch said: " + power.said());
            return new Answer(FAILED, said);
        }
        if (!within(tools.toFall(), () -> power.status() == Power.OFF)) {
            say.accept("error=its power was to go off and did not: " + power.said());
            return new Answer(FAILED, said);
        }
        if (bootOf().isPresent()) {
            say.accept("error=its switch says off, but the host still answers");
            return new Answer(FAILED, said);
        }
        say.accept("state=VERIFIED");
        return new Answer(0, said);
    }

    private Answer renew() {
        return power.status() == Power.ON
                ? new Answer(FAILED, List.of("state=GONE"))
                : new Answer(0, List.of("state=VERIFIED"));
    }

    private Answer undo() {
        List<String> said = new ArrayList<>(List.of("before=" + stamp()));
        Power now = power.status();
        // A host that answers is not started again: its manager may run it elsewhere by now, and two copies are worse
        // than none.
        if (now == Power.OFF && bootOf().isEmpty() && !power.on()) {
            return new Answer(FAILED, List.of("state=DIRTY", "error=it cannot be switched on: " + power.said()));
        }
        if (now == Power.UNKNOWN && bootOf().isEmpty()) {
            return new Answer(FAILED, List.of("state=DIRTY", "error=its switch does not answer: " + power.said()));
        }
        if (!within(tools.toBoot(), () -> bootOf().isPresent())) {
            return new Answer(FAILED, List.of("state=DIRTY", "error=it was switched on and does not answer"));
        }
        said.add("state=CLEAN");
        said.add("after=" + stamp());
        return new Answer(0, said);
    }

    /** Which boot the host is in; empty if it does not answer. */
    private Optional<String> bootOf() {
        try {
            return helper.call("caps", List.of()).value("boot");
        } catch (TargetGone e) {
            return Optional.empty();
        }
    }

    private static long stamp() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    private static boolean within(Duration time, BooleanSupplier condition) {
        long end = System.nanoTime() + time.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(NAP_NANOS);
        }
        return true;
    }

    @Override
    public String fix(String run, int sequence) {
        return power.onCommand();
    }
}
