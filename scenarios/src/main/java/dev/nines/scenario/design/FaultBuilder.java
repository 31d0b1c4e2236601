package dev.nines.scenario.design;

import dev.nines.fault.Fault;
import dev.nines.kernel.Law;
import dev.nines.model.spec.DrillSpec;
import dev.nines.model.spec.FaultLawSpec;
import dev.nines.scenario.language.Laws;
import dev.nines.scenario.language.Section;
import dev.nines.scenario.language.Value;
import dev.nines.scenario.vocabulary.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Faults, drills and fault laws out of checked tables. */
final class FaultBuilder {
    private final Directory directory;

    FaultBuilder(Directory directory) {
        this.directory = directory;
    }

    List<DrillSpec> drills(Map<String, Value> drills) {
        List<DrillSpec> specs = new ArrayList<>();
        drills.forEach((name, value) -> specs.add(new DrillSpec(name, steps(value))));
        return specs;
    }

    private List<DrillSpec.Step> steps(Value drill) {
        if (drill.object() instanceof Section single) {
            return List.of(step(single, 0));
        }
        List<DrillSpec.Step> steps = new ArrayList<>();
        for (Object item : (List<?>) drill.object()) {
            Section section = (Section) ((Value) item).object();
            steps.add(step(section, section.nanos("at")));
        }
        return steps;
    }

    private DrillSpec.Step step(Section section, long atNanos) {
        Fault fault = faults(section).get(0);
        boolean byItself = !section.has("repair") && directory.isUnit(fault.target());
        long repair = byItself ? DrillSpec.Step.BY_ITSELF : section.nanos("repair");
        return new DrillSpec.Step(atNanos, fault, repair, section.flag("planned"));
    }

    /** {@code any host} becomes one law per host. */
    List<FaultLawSpec> laws(List<Value> values, boolean planned) {
        List<FaultLawSpec> laws = new ArrayList<>();
        for (Value value : values) {
            Section section = (Section) value.object();
            Object repair = section.get("repair").object();
            for (Fault fault : faults(section)) {
                laws.add(new FaultLawSpec(
                        fault, section.law("every"), repair == Laws.NEVER ? null : (Law) repair, planned));
            }
        }
        return laws;
    }

    private List<Fault> faults(Section step) {
        String verb = FaultChecks.verb(step);
        Object value = step.get(verb).object();
        if (value instanceof Target.Hit hit) {
            return expand(hit, directory).stream().map(t -> simple(verb, t)).toList();
        }
        if (value instanceof Section options) {
            return withOptions(verb, options);
        }
        return List.of(
                verb.equals("zone-outage")
                        ? new Fault.ZoneOutage((String) value)
                        : new Fault.BothMasters((String) value));
    }

    /** The targets that it stands for. */
    static List<String> expand(Target.Hit hit, Directory directory) {
        return switch (hit.form()) {
            case HOST, PROCESS, ROLE -> List.of(hit.text());
            case ANY_HOST -> directory.ownHosts();
            case ANY_HOST_OF -> ownNodes(hit, directory);
            case PROCESS_ON_ANY ->
                ownNodes(hit, directory).stream()
                        .map(h -> hit.service() + "@" + h)
                        .toList();
        };
    }

    private static List<String> ownNodes(Target.Hit hit, Directory directory) {
        return directory.nodes(hit.service()).stream()
                .filter(h -> !directory.isManaged(h))
                .toList();
    }

    private static Fault simple(String verb, String target) {
        return switch (verb) {
            case "crash" -> new Fault.Crash(target);
            case "power-off" -> new Fault.PowerOff(target);
            case "kill" -> new Fault.Kill(target);
            case "kill-parent" -> new Fault.KillParent(target);
            case "hang" -> new Fault.Hang(target);
            case "pause" -> new Fault.Pause(target);
            case "stop" -> new Fault.Stop(target);
            case "restart" -> new Fault.Restart(target);
            case "cable-cut" -> new Fault.CableCut(target);
            case "silent-cut" -> new Fault.SilentCut(target);
            default -> throw new IllegalStateException("no fault " + verb);
        };
    }

    private List<Fault> withOptions(String verb, Section o) {
        return switch (verb) {
            case "partition" ->
                targets(o, "from").stream()
                        .filter(t -> !t.equals(o.text("to")))
                        .<Fault>map(t -> new Fault.Partition(t, o.text("to"), o.flag("one-way"), traffic(o)))
                        .toList();
            case "loss" ->
                targets(o, "host").stream()
                        .filter(t -> !t.equals(o.text("to")))
                        .<Fault>map(t -> new Fault.Loss(t, o.text("to"), o.flag("one-way"), o.number("share")))
                        .toList();
            case "latency" ->
                targets(o, "host").stream()
                        .<Fault>map(t -> new Fault.Latency(t, o.nanos("extra")))
                        .toList();
            case "rate-limit" ->
                targets(o, "host").stream()
                        .<Fault>map(t -> new Fault.Rate(t, o.amount("rate")))
                        .toList();
            case "slow" ->
                targets(o, "process").stream()
                        .<Fault>map(t -> new Fault.Slow(t, o.number("factor")))
                        .toList();
            case "replica-lag" -> List.of(new Fault.ReplicaLag(o.text("service"), o.nanos("lag")));
            default -> throw new IllegalStateException("no fault " + verb);
        };
    }

    private List<String> targets(Section options, String key) {
        return expand((Target.Hit) options.get(key).object(), directory);
    }

    private static Fault.Traffic traffic(Section options) {
        return Fault.Traffic.valueOf(options.text("traffic").toUpperCase(Locale.ROOT));
    }
}
