package dev.nines.chaos.lab;

import dev.nines.model.spec.KeepalivedSpec;
import dev.nines.model.spec.MysqlSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Whether a lab does what its design does when nothing is wrong. */
final class SteadyState {
    private final LabPlan plan;
    private final LabView view;

    SteadyState(LabPlan plan, LabState lab) {
        this.plan = plan;
        this.view = new LabView(lab);
    }

    /** Waits for it, as long as something changes. @throws LabRefused says what is not as it should be */
    void await() {
        List<String> wanting = new ArrayList<>(wanting());
        Progress progress = new Progress(() -> wanting.hashCode());
        long least = least().toNanos();
        while (!wanting.isEmpty()) {
            boolean patient = progress.goesOn() || progress.passed().toNanos() < least;
            if (!patient) {
                throw new LabRefused(
                        "the lab was not steady after " + progress.passed().toSeconds()
                                + " s, and nothing has changed for a while:\n   - " + String.join("\n   - ", wanting));
            }
            Patience.nap();
            List<String> now = wanting();
            wanting.clear();
            wanting.addAll(now);
        }
    }

    /** Twice what the slowest address takes to be taken. */
    private Duration least() {
        long nanos = plan.keepalived().stream()
                .mapToLong(spec -> spec.startupDelayNanos()
                        + spec.preemptDelayNanos()
                        + spec.advertIntNanos() * (spec.downTimerAdverts() + 1L))
                .max()
                .orElse(0);
        return Progress.STANDSTILL.plusNanos(2 * nanos);
    }

    /** What is missing now; looks only as far as the first kind of thing that is. */
    private List<String> wanting() {
        List<String> wanting = daemons();
        if (wanting.isEmpty()) {
            wanting = addresses();
        }
        if (wanting.isEmpty()) {
            wanting = databases();
        }
        if (wanting.isEmpty()) {
            wanting = managed();
        }
        if (wanting.isEmpty()) {
            wanting = servers();
        }
        return wanting.isEmpty() ? entries() : wanting;
    }

    private List<String> daemons() {
        return plan.daemons().stream()
                .filter(daemon -> view.pid(daemon).isEmpty())
                .map(daemon -> daemon.product().word() + " of " + daemon.host() + " does not run")
                .toList();
    }

    /** One owner each, the one that the priorities name. */
    private List<String> addresses() {
        List<String> wanting = new ArrayList<>();
        for (KeepalivedSpec spec : plan.keepalived()) {
            String expected = spec.instances().stream()
                    .max(Comparator.comparingInt(KeepalivedSpec.Instance::priority)
                            .thenComparing(instance -> lastByte(plan.addresses().host(instance.host()))))
                    .orElseThrow()
                    .host();
            List<String> owners = view.owners(spec.name());
            if (!owners.equals(List.of(expected))) {
                wanting.add(spec.name() + " is owned by " + (owners.isEmpty() ? "nobody" : String.join(", ", owners))
                        + ", not by " + expected);
            }
        }
        return wanting;
    }

    /** The primary of a managed database has its address. */
    private List<String> managed() {
        List<String> wanting = new ArrayList<>();
        for (MysqlSpec spec : plan.managed()) {
            String primary = spec.nodes().get(0);
            List<String> owners = view.owners(spec.name());
            if (!owners.equals(List.of(primary))) {
                wanting.add(spec.name() + " is owned by " + (owners.isEmpty() ? "nobody" : String.join(", ", owners))
                        + ", not by " + primary);
            }
        }
        return wanting;
    }

    /** Of equal priorities the higher address wins. */
    private static int lastByte(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf('.') + 1));
    }

    private List<String> servers() {
        List<String> wanting = new ArrayList<>();
        for (Daemon daemon : plan.daemons()) {
            if (daemon.product() == Product.HAPROXY) {
                List<LabView.Server> servers = view.servers(daemon);
                if (servers.isEmpty()) {
                    wanting.add("haproxy of " + daemon.host() + " says nothing");
                }
                servers.stream()
                        .filter(server -> !server.isUp())
                        .forEach(server -> wanting.add(
                                "haproxy of " + daemon.host() + ": server " + server.name() + " is " + server.state()));
            }
        }
        return wanting;
    }

    private List<String> databases() {
        List<String> wanting = new ArrayList<>();
        for (Daemon daemon : plan.daemons()) {
            String state = daemon.product() == Product.MARIADB ? view.replication(daemon) : "";
            if (state.equals("no answer") || state.contains("Running: No") || state.contains("Connecting")) {
                wanting.add("mariadb of " + daemon.host() + ": " + state);
            }
        }
        return wanting;
    }

    private List<String> entries() {
        List<String> wanting = new ArrayList<>();
        for (Entry entry : plan.entries()) {
            String answer = view.answer(entry);
            if (!LabView.isGood(answer)) {
                wanting.add(entry.service() + " at " + entry + ": " + answer);
            }
        }
        return wanting;
    }
}
