package dev.nines.scenario.trial;

import dev.nines.measure.TrialRecord;
import dev.nines.model.Trial;
import dev.nines.model.TrialOptions;
import dev.nines.model.spec.Design;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Runs numbered trials of one or more designs on several threads. What comes of it does not depend on their number:
 * trials are independent, and they are handed on in the order of their numbers, for all designs together.
 */
public final class Trials {
    /** How far the fastest thread may be ahead of the oldest unfinished trial, per thread. */
    private static final int AHEAD = 16;

    /** Takes the records of one trial, one per design: one call at a time, in the order of the numbers. */
    @FunctionalInterface
    public interface Taker {
        void take(List<TrialRecord> trial);
    }

    private final List<Design> designs;
    private final long seed;
    private final int count;
    private final TrialOptions options;
    private final Taker taker;
    private final BooleanSupplier cancelled;
    private final int maxAhead;

    private final Map<Integer, List<TrialRecord>> waiting = new TreeMap<>();
    private int next;
    private int handedOn;
    private TrialFailure failure;

    private Trials(
            List<Design> designs,
            long seed,
            int count,
            TrialOptions options,
            int threads,
            Taker taker,
            BooleanSupplier cancelled) {
        this.designs = designs;
        this.seed = seed;
        this.count = count;
        this.options = options;
        this.taker = taker;
        this.cancelled = cancelled;
        maxAhead = AHEAD * threads;
    }

    /**
     * Runs trials 0 … count − 1 of every design.
     *
     * @param cancelled asked between trials: true means finish what was begun and stop
     * @return how many trials were handed on: {@code count} unless cancelled
     * @throws TrialFailure naming design, seed and number of a trial that failed: a bug in Nines
     */
    public static int run(
            List<Design> designs,
            long seed,
            int count,
            TrialOptions options,
            int threads,
            Taker taker,
            BooleanSupplier cancelled) {
        Trials trials = new Trials(designs, seed, count, options, threads, taker, cancelled);
        List<Thread> others = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            Thread thread = new Thread(trials::work, "trials-" + i);
            thread.setDaemon(true);
            thread.start();
            others.add(thread);
        }
        trials.work();
        for (Thread thread : others) {
            join(thread);
        }
        return trials.result();
    }

    private synchronized int result() {
        if (failure != null) {
            throw failure;
        }
        return handedOn;
    }

    static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        int number = begin();
        while (number >= 0) {
            try {
                end(number, simulate(number));
            } catch (TrialFailure e) {
                fail(e);
            }
            number = begin();
        }
    }

    private List<TrialRecord> simulate(int number) {
        List<TrialRecord> records = new ArrayList<>(designs.size());
        for (Design design : designs) {
            try {
                records.add(new Trial(design, seed, number, options).run());
            } catch (RuntimeException | Error e) {
                throw new TrialFailure(design.name(), seed, number, e);
            }
        }
        return records;
    }

    /** The number of the next trial, or −1 when there is none to begin. */
    private synchronized int begin() {
        while (next < count && next - handedOn >= maxAhead && failure == null) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
        }
        if (next >= count || failure != null || cancelled.getAsBoolean()) {
            return -1;
        }
        return next++;
    }

    private synchronized void end(int number, List<TrialRecord> records) {
        waiting.put(number, records);
        List<TrialRecord> due = waiting.remove(handedOn);
        while (due != null) {
            taker.take(due);
            handedOn++;
            due = waiting.remove(handedOn);
        }
        notifyAll();
    }

    private synchronized void fail(TrialFailure cause) {
        if (failure == null) {
            failure = cause;
        }
        notifyAll();
    }
}
