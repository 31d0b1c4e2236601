package dev.nines.model;

import dev.nines.kernel.Simulation;
import dev.nines.measure.Attribution;
import dev.nines.measure.Losses;
import dev.nines.measure.Outage;
import dev.nines.measure.OutageMeter;
import dev.nines.measure.RawOutage;
import dev.nines.measure.ServiceRecord;
import dev.nines.measure.SloMeter;
import dev.nines.model.spec.ClientSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** A service with its probes and clients, and what they saw. */
final class MeasuredService {
    private static final long MICRO = 1_000;
    private static final long LONGEST_MICROS = 3_600_000_000L;
    /** Shorter than the calm that closes a window: a silence is noticed before time-outs make failures of it. */
    private static final long LONG_WAIT_NANOS = 1_000_000_000L;

    private final World world;
    private final Simulation sim;
    private final Service service;
    private final List<Service> chain = new ArrayList<>();
    private final OutageMeter meter;
    private final List<Watched> loads = new ArrayList<>();
    private final Watched probes;
    private final SloMeter slo;
    private final Histogram latency = new Histogram(1, LONGEST_MICROS, 2);
    private final UnprotectedMeter unprotected = new UnprotectedMeter();
    private long beginNanos;

    MeasuredService(World world, Service service, List<ClientSpec> clients) {
        this.world = world;
        this.sim = world.sim;
        this.service = service;
        collect(service);
        meter = new OutageMeter(
                world.design.probe().intervalNanos(), world.design.probe().outageThreshold());
        probes = new Watched(LoadConfig.probes(service.name(), world.design.probe()), true, 0, 1);
        loads.add(probes);
        long sloLatency = 0;
        double sloErrors = 1;
        for (ClientSpec client : clients) {
            loads.add(new Watched(
                    LoadConfig.clients(client), false, client.sloLatencyP99Nanos(), client.sloErrorShare()));
            sloLatency = Math.max(sloLatency, client.sloLatencyP99Nanos());
            sloErrors = Math.min(sloErrors, client.sloErrorShare());
        }
        slo = new SloMeter(sloLatency, sloErrors);
    }

    private void collect(Service from) {
        if (!chain.contains(from)) {
            chain.add(from);
            from.needs().forEach(this::collect);
        }
    }

    String name() {
        return service.name();
    }

    /** Clients are on from now on. */
    void resume() {
        for (int i = 0; i < loads.size(); i++) {
            loads.get(i).resume();
        }
    }

    void pause() {
        for (int i = 0; i < loads.size(); i++) {
            loads.get(i).pause();
        }
    }

    /** Whether a failure or slowness was noticed since a time, or some request has waited for too long to call it well. */
    boolean failingSince(long nanos) {
        for (int i = 0; i < loads.size(); i++) {
            Watched watched = loads.get(i);
            if (watched.lastNoticed >= nanos || watched.load.waitsSince(sim.now() - LONG_WAIT_NANOS)) {
                return true;
            }
        }
        return false;
    }

    private void writesSkipped(long count, long fromNanos, long toNanos) {
        for (Service part : chain) {
            if (part instanceof MysqlService database) {
                database.writesSkipped(count, fromNanos, toNanos);
            }
        }
    }

    void planned(boolean onlyPlanned) {
        meter.planned(onlyPlanned);
    }

    void lookAtRedundancy() {
        boolean all = true;
        for (int i = 0; i < chain.size() && all; i++) {
            all = chain.get(i).protectedNow();
        }
        unprotected.set(sim.now(), all);
    }

    /** Watching begins: what came before does not count. */
    void begin() {
        beginNanos = sim.now();
        unprotected.begin(sim.now());
        lookAtRedundancy();
    }

    /** Watching ends. */
    ServiceRecord finish(boolean infinite, Attribution attribution, Losses losses) {
        long now = sim.now();
        for (Watched load : loads) {
            load.pause();
            load.extrapolate(now);
        }
        meter.finish(now, infinite ? Outage.End.INFINITE : Outage.End.CENSORED);
        List<Outage> outages = new ArrayList<>();
        long interval = world.design.probe().intervalNanos();
        for (RawOutage raw : meter.outages()) {
            outages.add(attribution.attribute(raw, world.phases.of(raw.startNanos(), raw.endNanos(), interval)));
        }
        long requests = 0;
        long failed = 0;
        boolean extrapolated = probes.extrapolated;
        for (Watched load : loads) {
            if (load != probes) {
                requests += load.requests;
                failed += load.failedRequests();
                extrapolated |= load.extrapolated;
            }
        }
        return new ServiceRecord(
                service.name(),
                beginNanos,
                outages,
                meter.probes(),
                meter.failedProbes(),
                meter.downtimeNanos(),
                meter.plannedNanos(),
                slo.degradedNanos(outages, now),
                unprotected.nanos(now, outages),
                requests,
                failed,
                extrapolated,
                latency,
                losses,
                Optional.empty());
    }

    /** One load and its recent past, from which pauses are extrapolated. */
    private final class Watched implements Load.Sink {
        private static final int SECONDS = 16;
        private static final int RECENT = 256;
        private static final int STEADY_SECONDS = 11;
        private static final long SECOND = 1_000_000_000L;

        private final Load load;
        private final boolean probe;
        private final int[] sentIn = new int[SECONDS];
        private final int[] failedIn = new int[SECONDS];
        private final int[] slowIn = new int[SECONDS];
        private final long[] secondOf = new long[SECONDS];
        /** The latest good requests of a client: when they were sent and how long they took. */
        private final long[] recentSent;

        private final long[] recentMicros;
        private int recent;
        private final long sloLatencyNanos;
        private final double sloErrorShare;
        private boolean paused = true;
        private boolean begun;
        private long pausedAt;
        /** Send time of the last request that failed, and when it was known to have failed. */
        private long lastFailure = Long.MIN_VALUE / 2;

        /** Send time of the last request that was good but slower than the service promises. */
        private long lastSlow = Long.MIN_VALUE / 2;

        private long lastNoticed = Long.MIN_VALUE / 2;
        private long requests;
        private long failed;
        private double failedExtrapolated;
        private boolean extrapolated;

        Watched(LoadConfig config, boolean probe, long sloLatencyNanos, double sloErrorShare) {
            load = new Load(world, config, service, this);
            this.probe = probe;
            recentSent = probe ? new long[0] : new long[RECENT];
            recentMicros = probe ? new long[0] : new long[RECENT];
            this.sloLatencyNanos = sloLatencyNanos;
            this.sloErrorShare = sloErrorShare;
        }

        void resume() {
            if (paused) {
                long now = load.boundaryAt(sim.now());
                if (begun) {
                    extrapolate(now);
                }
                begun = true;
                paused = false;
                load.open();
            }
        }

        void pause() {
            if (!paused) {
                paused = true;
                pausedAt = load.boundaryAt(sim.now() + 1);
                load.close();
            }
        }

        /** What the last seconds showed, as if it had gone on until a time. */
        void extrapolate(long to) {
            if (!paused || to <= pausedAt) {
                return;
            }
            long sent = 0;
            long bad = 0;
            long slow = 0;
            long newest = Math.floorDiv(pausedAt - 1, SECOND);
            boolean over = lastFailure < pausedAt - 2 * SECOND && !world.network.lossy();
            long before = newest - STEADY_SECONDS;
            if (over) { // what failed or was slow before the calm is no sample of it
                before = Math.max(before, Math.max(lastFailure, world.windows.lastNote()) / SECOND);
            }
            for (int i = 0; i < SECONDS; i++) {
                if (secondOf[i] > before && secondOf[i] < newest) {
                    sent += sentIn[i];
                    bad += failedIn[i];
                    slow += slowIn[i];
                }
            }
            double share = sent == 0 || over ? 0 : (double) bad / sent;
            if (probe) {
                meter.skip(pausedAt, to, share);
            } else {
                long count = load.countBetween(pausedAt, to);
                requests += count;
                failedExtrapolated += share * count;
                steadyLatency(Math.max(0, count - Math.round(share * count)), (before + 1) * SECOND);
                writesSkipped(Math.round((1 - share) * count * load.writeShare()), pausedAt, to);
                boolean slowNow = lastSlow >= pausedAt - 2 * SECOND && 100 * slow > sent - bad;
                slo.steady(pausedAt, to, share > sloErrorShare || slowNow);
            }
            extrapolated = true;
            pausedAt = to;
        }

        /** The good requests that were not simulated took as long as those of the calm before. */
        private void steadyLatency(long count, long sinceNanos) {
            int samples = 0;
            for (int i = 0; i < RECENT; i++) {
                samples += recentSent[i] >= sinceNanos ? 1 : 0;
            }
            for (int i = 0; i < RECENT && samples > 0; i++) {
                if (recentSent[i] >= sinceNanos) {
                    long each = count / samples;
                    if (each > 0) {
                        latency.recordValueWithCount(recentMicros[i], each);
                    }
                    count -= each;
                    samples--;
                }
            }
        }

        long failedRequests() {
            return failed + Math.round(failedExtrapolated);
        }

        @Override
        public int sent(long atNanos, int kind) {
            if (probe) {
                meter.sent(atNanos);
                return 0;
            }
            requests++;
            return kind == Load.WRITE ? (int) world.ledger.attempted() : 0;
        }

        @Override
        public void done(long sentNanos, int payload, boolean good, boolean known) {
            long now = sim.now();
            int at = slotOf(sentNanos);
            sentIn[at]++;
            if (!good) {
                failedIn[at]++;
                lastFailure = Math.max(lastFailure, sentNanos);
                lastNoticed = now;
            }
            if (probe) {
                meter.outcome(sentNanos, good);
                return;
            }
            slo.request(sentNanos, now - sentNanos, good);
            if (good) {
                long micros = Math.min(LONGEST_MICROS, Math.max(1, (now - sentNanos) / MICRO));
                latency.recordValue(micros);
                recentSent[recent] = sentNanos;
                recentMicros[recent] = micros;
                recent = (recent + 1) % RECENT;
                if (sloLatencyNanos > 0 && now - sentNanos > sloLatencyNanos) {
                    slowIn[at]++;
                    lastSlow = Math.max(lastSlow, sentNanos);
                    lastNoticed = now;
                }
            } else {
                failed++;
            }
            if (Load.kind(payload) == Load.WRITE) {
                bookWrite(Load.write(payload), now, good, known);
            }
        }

        private void bookWrite(int id, long now, boolean good, boolean known) {
            if (good) {
                world.ledger.acked(id, now);
            } else if (known) {
                world.ledger.refused(id);
            }
        }

        private int slotOf(long nanos) {
            long second = nanos / 1_000_000_000L;
            int at = (int) (second % SECONDS);
            if (secondOf[at] != second) {
                secondOf[at] = second;
                sentIn[at] = 0;
                failedIn[at] = 0;
                slowIn[at] = 0;
            }
            return at;
        }
    }
}
