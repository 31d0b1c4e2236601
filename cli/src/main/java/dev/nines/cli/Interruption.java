package dev.nines.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What ^C does: a run in progress is cancelled, prints what is finished, and the process ends with 130; anything else ends
 * at once.
 */
final class Interruption {
    /** Longer than any trial takes to notice. */
    private static final long PATIENCE_SECONDS = 20;

    private static final long UNDO_PATIENCE_SECONDS = 300;

    private final CancelToken token = new CancelToken();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean running;
    private volatile boolean exiting;
    private volatile long patienceSeconds = PATIENCE_SECONDS;
    private volatile int code = ExitCode.INTERRUPTED.code();

    static Interruption install() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::interrupted, "interruption"));
        return interruption;
    }

    CancelToken token() {
        return token;
    }

    /** From here to {@link #exit} an interrupt lets the run say what it has. */
    void running() {
        running = true;
    }

    /** As {@link #running}, for a run that first takes faults out of effect, however long that takes. */
    void undoing() {
        patienceSeconds = UNDO_PATIENCE_SECONDS;
        running = true;
        Signals.count(this::signalled);
    }

    /** The first begins the end of the process, which waits for the undo; no further one skips it. */
    private void signalled(int count) {
        if (count == 1) {
            System.exit(ExitCode.INTERRUPTED.code());
        }
        System.err.println("still undoing; should this process die before it is done: nines chaos revert --all");
        System.err.flush();
    }

    private void interrupted() {
        if (exiting) {
            return;
        }
        token.cancel();
        if (running) {
            try {
                finished.await(patienceSeconds, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        Runtime.getRuntime().halt(code);
    }

    /** Ends the process; does not return. */
    void exit(int code) {
        if (token.isCancelled()) {
            if (code == ExitCode.FAULT_LEFT.code()) {
                this.code = code; // worse than an interruption
            }
            finished.countDown(); // the shutdown that is under way waits for this, and ends the process
            return;
        }
        exiting = true;
        System.exit(code);
    }
}
