package dev.nines.chaos.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What will be done to which targets, what will be measured, and what is expected. Data only: {@code plan.json}.
 *
 * @param nines version of the format
 * @param hash SHA-256 over the rest in canonical form; empty while it is computed
 * @param created and {@code expires}: instants, ISO 8601
 * @param author who made it, as the system knows him: another one approves it
 * @param scenario as the user named it, with its variant
 * @param scenarioHash of the text that was read
 * @param inventory file
 * @param inventoryHash of its text
 * @param holdNanos how long faults stay in effect, instead of the drills' repair
 * @param ttlSeconds after which targets heal by themselves
 * @param streams what is sent beside the probes while drills are done
 * @param drills in the order in which they are run
 * @param refused drills that cannot be done here
 * @param unmeasured probes of the inventory that are not used, and why
 */
public record Plan(
        int nines,
        String hash,
        String created,
        String author,
        String expires,
        String scenario,
        String design,
        String scenarioHash,
        String inventory,
        String inventoryHash,
        String environment,
        long holdNanos,
        int ttlSeconds,
        List<Stream> streams,
        List<Drill> drills,
        List<Refused> refused,
        List<Refused> unmeasured) {
    /** 2 since plans have an author and streams. */
    public static final int FORMAT = 2;

    public Plan {
        streams = List.copyOf(streams);
        drills = List.copyOf(drills);
        refused = List.copyOf(refused);
        unmeasured = List.copyOf(unmeasured);
    }

    /**
     * Requests beside the probes, to the address of a probe.
     *
     * @param service whose probe has the address
     * @param kind requests of clients, or writes that the ledger remembers
     * @param perSecond whole requests
     */
    public record Stream(String service, Kind kind, int perSecond) {
        public enum Kind {
            CLIENTS,
            WRITES
        }

        /** Of its own probe: no service has a point in its name. */
        public String probe() {
            return service + (kind == Kind.WRITES ? ".writes" : ".clients");
        }
    }

    /** The stream whose writes are read back, if there is one. */
    public Optional<Stream> ledger() {
        return streams.stream()
                .filter(stream -> stream.kind() == Stream.Kind.WRITES)
                .findFirst();
    }

    /** Services that are measured, by name. */
    public List<String> services() {
        return drills.isEmpty()
                ? List.of()
                : List.copyOf(drills.get(0).predicted().keySet());
    }

    /** @param name of a drill or probe */
    public record Refused(String name, String reason) {}

    /**
     * A drill.
     *
     * @param roles what the scenario calls a target by its role, and who has it now; it is asked for again at the instant of
     *     the fault
     * @param irreversible reasons why an undo cannot bring everything back; empty: it can
     * @param predicted by measured service
     */
    public record Drill(
            String name,
            List<String> faults,
            Map<String, String> roles,
            List<Action> actions,
            List<String> irreversible,
            Map<String, Forecast> predicted) {
        public Drill {
            faults = List.copyOf(faults);
            actions = List.copyOf(actions);
            irreversible = List.copyOf(irreversible);
        }

        /** Targets that it hits. */
        public List<String> targets() {
            return actions.stream().map(Action::target).distinct().toList();
        }
    }

    /**
     * One injection.
     *
     * @param place where the target is
     * @param fault word of allow-files
     * @param parameters as the script on the target is told
     */
    public record Action(String target, String place, String fault, List<String> parameters) {
        public Action {
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * The simulated sample of one drill and service.
     *
     * @param outageNanos of each trial, ascending; 0: nobody noticed
     * @param infinite trials with an outage that nothing ends
     * @param atHeal trials in which an outage began after the fault was taken out
     * @param lost acknowledged writes lost, in the worst trial
     * @param losing trials that lost any
     * @param phaseNanos medians of detect, decide, act and converge over trials with an outage that a machine ended; else empty
     */
    public record Forecast(
            int trials,
            long seed,
            List<Long> outageNanos,
            int infinite,
            int atHeal,
            long lost,
            int losing,
            List<Long> phaseNanos) {
        public Forecast {
            outageNanos = List.copyOf(outageNanos);
            phaseNanos = List.copyOf(phaseNanos);
        }

        /** @param share of trials at or below, above 0, at most 1 */
        public long quantileNanos(double share) {
            return outageNanos.get(Math.max(0, (int) Math.ceil(share * outageNanos.size()) - 1));
        }

        public long minNanos() {
            return outageNanos.get(0);
        }

        public long maxNanos() {
            return outageNanos.get(outageNanos.size() - 1);
        }
    }
}
