package dev.nines.chaos.run;

import dev.nines.chaos.probe.ProbeSession;
import dev.nines.chaos.stop.HttpStatus;
import dev.nines.chaos.stop.ProbeShare;
import dev.nines.chaos.stop.PrometheusQuery;
import dev.nines.chaos.stop.StopCondition;
import dev.nines.chaos.stop.StopWatch;
import dev.nines.chaos.stop.TimeWindow;
import dev.nines.chaos.target.Safety;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stop conditions, canaries and window of an inventory, looked at while a plan is run. */
public final class Stops implements AutoCloseable {
    /** A canary is not what the fault is about: it may fail for as long as a lost packet and its repetition take. */
    private static final double CANARY_SHARE = 0.9;

    private static final Duration CANARY_PATIENCE = Duration.ofSeconds(2);

    private final Safety safety;
    private final List<String> canaries;
    private final Instant deadline;
    private final List<StopCondition> sources = new ArrayList<>();
    private Optional<StopWatch> watch = Optional.empty();

    /**
     * @param canaries names of their probes
     * @param deadline of the whole run
     * @throws IllegalArgumentException if an address is none
     */
    public Stops(Safety safety, List<String> canaries, Instant deadline) {
        this.safety = safety;
        this.deadline = deadline;
        this.canaries = List.copyOf(canaries);
        for (Safety.Stop stop : safety.stops()) {
            if (stop instanceof Safety.Stop.Page page) {
                sources.add(new HttpStatus(page.url(), page.status()));
            } else if (stop instanceof Safety.Stop.Query query) {
                sources.add(new PrometheusQuery(
                        query.server(),
                        query.query(),
                        query.atLeast() ? PrometheusQuery.Limit.AT_LEAST : PrometheusQuery.Limit.AT_MOST,
                        query.bound()));
            }
        }
    }

    /** Asks every source that is no probe once: why a run must not begin, or empty. */
    public Optional<String> before() {
        for (StopCondition source : sources) {
            try {
                Optional<String> reason = source.reason();
                if (reason.isPresent()) {
                    return Optional.of(source.name() + ": " + reason.get());
                }
            } catch (IOException e) {
                return Optional.of(source.name() + " does not answer: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.of("interrupted");
            }
        }
        return Optional.empty();
    }

    /** From here on everything is looked at every second, until it is closed. */
    void start(ProbeSession session) {
        List<StopCondition> all = new ArrayList<>(sources);
        for (Safety.Stop stop : safety.stops()) {
            if (stop instanceof Safety.Stop.Share share) {
                all.add(new ProbeShare(
                        session.probe(share.service()), share.below(), Duration.ofNanos(share.lastingNanos())));
            }
        }
        canaries.forEach(name -> all.add(new ProbeShare(session.probe(name), CANARY_SHARE, CANARY_PATIENCE)));
        watch = Optional.of(StopWatch.start(all, reason -> {})); // the hold asks ten times a second
    }

    /** Whether leases may be renewed. */
    boolean green() {
        return watch.map(StopWatch::green).orElse(true) && !late();
    }

    private boolean late() {
        return Instant.now().isAfter(deadline);
    }

    /** Why the run ends, or empty. */
    Optional<String> reason() {
        return watch.flatMap(StopWatch::stopped)
                .or(() -> late() ? Optional.of("the run has reached its deadline, " + deadline) : Optional.empty())
                .or(() -> green() ? Optional.empty() : Optional.of("a stop condition has not answered in time"));
    }

    /** Why no fault may begin at that time, or empty. */
    public static Optional<String> window(Safety safety, Instant at) {
        return safety.window()
                .flatMap(window ->
                        TimeWindow.parse(window.hours(), window.freezes()).refusal(at));
    }

    Optional<String> window(Instant at) {
        return window(safety, at);
    }

    @Override
    public void close() {
        watch.ifPresent(StopWatch::close);
    }
}
