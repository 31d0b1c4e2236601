package dev.nines.model;

import dev.nines.kernel.Stationary;
import java.util.ArrayList;
import java.util.List;

/**
 * Nodes that beat at a fixed interval over a network that loses or delays messages by chance. Phases are those of the
 * senders' timers, which chance does not move: whole intervals are left out. Where beats get lost, the first run of losses
 * that somebody does not stand is drawn, and is what the group does by itself.
 */
abstract class LossyBeats implements Stationary {
    private final World world;
    private final long intervalNanos;
    /** By how much a receiver's clock may shorten a silence. */
    private final long clockNanos;
    /** Those of which the receiver waits for the next beat. */
    private final List<BeatLuck> awaited = new ArrayList<>();

    private long warmUpNanos;
    private String refusal = "";

    LossyBeats(World world, long intervalNanos, long clockNanos) {
        this.world = world;
        this.intervalNanos = intervalNanos;
        this.clockNanos = clockNanos;
    }

    /** Whether every node either beats or is known to be silent; tells {@link #await} and {@link #refuse}. */
    abstract boolean settled();

    final void await(BeatLuck beats, long silenceNanos, long nextBeatNanos) {
        beats.now(silenceNanos, nextBeatNanos);
        awaited.add(beats);
    }

    /** @return false */
    final boolean refuse(String reason) {
        refusal = "draws random numbers in steady state, and " + reason;
        return false;
    }

    @Override
    public final String refusal() {
        return refusal;
    }

    @Override
    public final boolean calm() {
        awaited.clear();
        refusal = "";
        warmUpNanos = 0;
        if (!settled()) {
            return false;
        }
        boolean chance = false;
        for (int i = 0; i < awaited.size(); i++) {
            BeatLuck beats = awaited.get(i);
            long spread = world.network.delaySpreadNanos(beats.from, beats.to);
            double loss = loss(beats);
            if (!isCalm(beats, spread, loss)) {
                return false;
            }
            chance |= spread > 0 || loss > 0;
        }
        return chance;
    }

    private double loss(BeatLuck beats) {
        return world.network.lossProbability(beats.from, beats.to, beats.traffic);
    }

    private boolean isCalm(BeatLuck beats, long spread, double loss) {
        long silence = beats.silenceNanos();
        // a beat after so many lost ones may come too late by its delay or by rounding; after one more it does
        long lost = Math.max(0, -Math.floorDiv(-(silence - clockNanos - spread), intervalNanos) - 1);
        if (lost == 0) {
            return refuse("every beat may come too late for the detector");
        }
        if (loss > 0 && (lost + 1) * intervalNanos - spread < silence) {
            return refuse("its delays decide how many beats may get lost in a row");
        }
        if (loss > 0 && !beats.awaits((int) Math.min(lost, Integer.MAX_VALUE / 4))) {
            return false;
        }
        long forgotten = loss > 0 ? beats.beatsToForget(loss) * intervalNanos : 0;
        warmUpNanos = Math.max(warmUpNanos, Math.max(forgotten, silence + intervalNanos + spread));
        return true;
    }

    @Override
    public final long nextActNanos() {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < awaited.size(); i++) {
            BeatLuck beats = awaited.get(i);
            double loss = loss(beats);
            first = loss == 0 ? first : Math.min(first, beats.drawRun(loss, intervalNanos));
        }
        return first == Long.MAX_VALUE ? first : world.sim.now() + first;
    }

    @Override
    public final long warmUpNanos() {
        return warmUpNanos;
    }

    @Override
    public final long leapNanos(long spanNanos) {
        return spanNanos - spanNanos % intervalNanos;
    }

    @Override
    public final void leapt(long nanos) {
        for (int i = 0; i < awaited.size(); i++) {
            awaited.get(i).leapt(nanos / intervalNanos);
        }
    }

    @Override
    public final void released() {
        for (int i = 0; i < awaited.size(); i++) {
            awaited.get(i).free();
        }
    }
}
