package dev.nines.chaos.table;

import dev.nines.model.Ticks;
import dev.nines.model.spec.ClientSpec.Connections;
import java.util.Optional;

/**
 * A drill that is done again and again; several rows of the table may come from it.
 *
 * @param name in the files of repetitions
 * @param design worked design, or one of the table's own, with {@code +VARIANT}
 * @param service that is probed
 * @param holdNanos how long the fault stays
 * @param repetitions that must count
 * @param ticks the clock whose phase decides; empty: none that can be seen
 * @param connections of the probe
 * @param loadPerSecond requests of clients beside the probe; 0: none
 * @param perLab repetitions in a lab that nothing was done to before; 0: any lab, since everything is as it was afterwards
 */
public record Experiment(
        String name,
        String design,
        String drill,
        String service,
        long holdNanos,
        int repetitions,
        Optional<Ticks> ticks,
        Connections connections,
        int loadPerSecond,
        int perLab) {
    /** As many as a row needs. */
    static final int USUAL = 10;

    /** As many as a headline needs. */
    static final int HEADLINE = 30;

    static Experiment of(String name, String design, String drill, String service, double holdSeconds) {
        return new Experiment(
                name, design, drill, service, (long) (holdSeconds * 1e9), USUAL, Optional.empty(), Connections.NEW,
                0,
                0);
    }

    Experiment headline() {
        return times(HEADLINE);
    }

    /** The same so many times. */
    public Experiment times(int count) {
        return new Experiment(name, design, drill, service, holdNanos, count, ticks, connections, loadPerSecond, perLab);
    }

    Experiment by(Ticks clock) {
        return new Experiment(
                name, design, drill, service, holdNanos, repetitions, Optional.of(clock), connections, loadPerSecond, perLab);
    }

    Experiment kept(Connections kind) {
        return new Experiment(name, design, drill, service, holdNanos, repetitions, ticks, kind, loadPerSecond, perLab);
    }

    Experiment load(int perSecond) {
        return new Experiment(name, design, drill, service, holdNanos, repetitions, ticks, connections, perSecond, perLab);
    }

    /** Each so many times in a new lab: afterwards another host may have the role of the one that is hit. */
    Experiment fresh(int perNewLab) {
        return new Experiment(
                name,
                design,
                drill,
                service,
                holdNanos,
                repetitions,
                ticks,
                connections,
                loadPerSecond,
                perNewLab);
    }
}
