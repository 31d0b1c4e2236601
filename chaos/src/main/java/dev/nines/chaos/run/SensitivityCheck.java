package dev.nines.chaos.run;

import dev.nines.chaos.inject.FaultProtocol;
import dev.nines.chaos.inject.Hold;
import dev.nines.chaos.inject.Injection;
import dev.nines.chaos.inject.Report;
import dev.nines.chaos.inject.Traffic;
import dev.nines.chaos.probe.MeasuredProbe;
import dev.nines.chaos.probe.Sensitivity;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Cuts a probe's own traffic at the client, by the same protocol as any fault, and looks whether the probe notices. */
final class SensitivityCheck implements Sensitivity.Cut {
    private static final long STEP_NANOS = 15_000_000_000L;

    private final FaultProtocol protocol;
    private final Injection cut;
    private final CountDownLatch applied = new CountDownLatch(1);
    private volatile boolean over;
    private volatile Report report;
    private final Thread thread = new Thread(this::cut, "sensitivity");

    private SensitivityCheck(FaultProtocol protocol, Injection cut) {
        this.protocol = protocol;
        this.cut = cut;
    }

    /**
     * What came of it.
     *
     * @param report of the cut, or null if it was never tried
     */
    record Result(Sensitivity sensitivity, Report report) {}

    /** @param client where the probe is sent from */
    static Result of(FaultProtocol protocol, String client, MeasuredProbe probe) {
        Injection cut = Injection.Cut.partition(
                client, Traffic.with(List.of(probe.spec().address())));
        SensitivityCheck check = new SensitivityCheck(protocol, cut);
        Sensitivity seen = probe.sensitivity(check, STEP_NANOS);
        return new Result(seen, check.report);
    }

    private void cut() {
        try {
            report = protocol.run(List.of(cut), held -> {
                applied.countDown();
                return over ? Hold.Verdict.DONE : Hold.Verdict.GO_ON;
            });
        } finally {
            applied.countDown();
        }
    }

    @Override
    public void apply() {
        thread.start();
        await();
    }

    private void await() {
        try {
            applied.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void heal() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
