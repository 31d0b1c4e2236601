package dev.nines.model;

import dev.nines.kernel.Group;
import dev.nines.kernel.RandomStream;
import dev.nines.kernel.Simulation;
import dev.nines.kernel.Trace;
import dev.nines.measure.DetectionRecord;
import dev.nines.measure.Losses;
import dev.nines.measure.RtoPhases;
import dev.nines.measure.TrialRecord.Served;
import dev.nines.measure.Violation;
import dev.nines.measure.WriteLedger;
import dev.nines.model.spec.BlockSpec;
import dev.nines.model.spec.ClientSpec;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.HostSpec;
import dev.nines.model.spec.MysqlSpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.network.Network;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One design, alive in one simulation: hosts, network, services, clients, and what is noticed about them. */
final class World {
    final Simulation sim;
    final Network network;
    final Design design;
    final Group hostsGroup;
    final Group clientsGroup;
    final int clientHost;
    final RtoPhases phases = new RtoPhases();
    final WriteLedger ledger = new WriteLedger();
    final Windows windows;
    final Blocks blocks;

    private final Map<String, HostModel> hosts = new LinkedHashMap<>();
    private final Map<String, Integer> managerHosts = new LinkedHashMap<>();
    private final Map<String, Integer> partHosts = new LinkedHashMap<>();
    private final Map<String, Service> services = new LinkedHashMap<>();
    private final List<MeasuredService> measured = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();
    private final long[] rateLimits;
    private final RandomStream phasesAtReentry;
    private long reentryNanos;
    private double phaseAtReentry;
    private int chains;
    private int ledgerLogs;
    private long contentLostUploads;
    private long contentLostNanos;

    World(Design design, long seed, TrialOptions options, Trace trace) {
        this.design = design;
        sim = new Simulation(seed, options.shuffleTies());
        sim.trace(trace);
        phasesAtReentry = sim.stream("re-entry", "phase");
        network = new Network(sim, design.network());
        hostsGroup = sim.group("hosts");
        clientsGroup = sim.idleGroup("clients");
        hostsGroup.add(network::fingerprint);
        for (HostSpec spec : design.hosts()) {
            int index = network.addHost(spec.name(), spec.zone());
            hosts.put(spec.name(), new HostModel(this, spec, index));
        }
        for (ServiceSpec spec : design.services()) {
            if (spec instanceof MysqlSpec mysql && mysql.promotion().enabled()) {
                String zone = host(mysql.nodes().get(mysql.nodes().size() - 1)).zone;
                managerHosts.put(spec.name(), network.addHost("manager of " + spec.name(), zone));
            }
        }
        for (ServiceSpec spec : design.services()) {
            if (spec instanceof BlockSpec && design.calledByClients(spec.name())) {
                partHosts.put(spec.name(), network.addHost("part " + spec.name(), region() + "/clients"));
            }
        }
        clientHost = network.addHost("clients", region() + "/clients");
        rateLimits = new long[network.hosts()];
        windows = new Windows(this, options.skip());
        blocks = new Blocks(this);
        SyncGroups syncGroups = new SyncGroups(this);
        for (ServiceSpec spec : ServiceOrder.bottomUp(design.services())) {
            if (partHosts.containsKey(spec.name())) {
                services.put(spec.name(), new PartService(this, spec.name(), partHosts.get(spec.name())));
            } else if (!(spec instanceof BlockSpec)) {
                services.put(spec.name(), Services.create(this, spec, syncGroups));
            }
        }
        measure();
        sim.enter(hostsGroup);
        for (HostModel host : hosts.values()) {
            host.startUp();
        }
    }

    private String region() {
        String zone = design.hosts().isEmpty() ? "" : design.hosts().get(0).zone();
        int slash = zone.indexOf('/');
        return slash < 0 ? zone : zone.substring(0, slash);
    }

    private void measure() {
        for (Service service : services.values()) {
            List<ClientSpec> clients = design.clients().stream()
                    .filter(client -> client.calls().equals(service.name()))
                    .toList();
            if (!clients.isEmpty() || design.probe().services().contains(service.name())) {
                measured.add(new MeasuredService(this, service, clients));
            }
        }
    }

    HostModel host(String name) {
        HostModel host = hosts.get(name);
        if (host == null) {
            throw new IllegalArgumentException("no host " + name);
        }
        return host;
    }

    Iterable<HostModel> hosts() {
        return hosts.values();
    }

    int managerHost(String database) {
        return managerHosts.get(database);
    }

    HostModel hostAt(int index) {
        for (HostModel host : hosts.values()) {
            if (host.index == index) {
                return host;
            }
        }
        throw new IllegalArgumentException("no host number " + index);
    }

    Service service(String name) {
        Service service = services.get(name);
        if (service == null) {
            throw new IllegalArgumentException("no service " + name);
        }
        return service;
    }

    Iterable<Service> services() {
        return services.values();
    }

    List<MeasuredService> measured() {
        return measured;
    }

    /** Why groups were simulated in full for long although nothing happened to them. */
    List<String> refusals() {
        List<String> sentences = new ArrayList<>();
        String why = chance();
        sim.refusals()
                .forEach((group, reason) -> sentences.add(
                        "group " + group + " refused: " + reason + (reason.startsWith("draws") ? why : "")));
        return sentences;
    }

    private String chance() {
        double loss = 100 * design.network().lossProbability();
        if (loss > 0) {
            BigDecimal percent = new BigDecimal(loss).round(new MathContext(3)).stripTrailingZeros();
            return " (loss " + percent.toPlainString() + " %)";
        }
        boolean constant = design.network().withinZone().isConstant()
                && design.network().betweenZones().isConstant();
        return constant ? "" : " (delays vary)";
    }

    /**
     * What part of a cycle groups with drifting phases are entered early when a span of time is left out: one number for
     * all that are entered at that time, so that they keep their distances.
     */
    double phaseAtReentry(long spanNanos) {
        if (reentryNanos != sim.now() + spanNanos) {
            reentryNanos = sim.now() + spanNanos;
            phaseAtReentry = phasesAtReentry.nextDouble();
        }
        return phaseAtReentry;
    }

    /** A number for one recovery at work, see {@link RtoPhases}. */
    int newChain() {
        return chains++;
    }

    /** A number for the history of one database server, see {@link WriteLedger}. */
    int newLedgerLog() {
        return ledgerLogs++;
    }

    /** What a host's link carries, in bits per second; 0: as much as needed. */
    long linkRate(int host, long own) {
        long limit = rateLimits[host];
        return limit == 0 ? own : own == 0 ? limit : Math.min(own, limit);
    }

    void limitRate(int host, long bitsPerSecond) {
        rateLimits[host] = bitsPerSecond;
    }

    /** What each web node has served so far. */
    List<Served> served() {
        List<Served> served = new ArrayList<>();
        for (Service service : services.values()) {
            if (service instanceof WebService web) {
                for (WebNode node : web.processes()) {
                    served.add(new Served(web.name(), node.host.name, node.servedRequests()));
                }
            }
        }
        return served;
    }

    /** From now on the time in which failure detectors can be wrong counts. */
    void watchDetectors() {
        for (Service service : services.values()) {
            if (service instanceof HeartbeatService heartbeat) {
                heartbeat.suspicions.watch();
            }
        }
    }

    /** What each heartbeat service suspected so far, in the order of the design. */
    List<DetectionRecord> detections() {
        List<DetectionRecord> records = new ArrayList<>();
        for (ServiceSpec spec : design.services()) {
            if (services.get(spec.name()) instanceof HeartbeatService heartbeat) {
                records.add(heartbeat.suspicions.record());
            }
        }
        return records;
    }

    /** A host has gained or lost power. */
    void hostChanged() {
        for (Service service : services.values()) {
            if (service instanceof ContentService content) {
                content.hostChanged();
            }
        }
        note();
    }

    /** Uploads that were acknowledged and are not on the host that serves now. */
    void contentLost(long uploads, long nanos) {
        if (windows.watching() && uploads > 0) {
            contentLostUploads += uploads;
            contentLostNanos += nanos;
            violate("acked-write-lost", uploads + " uploads");
        }
    }

    /** What was lost so far: the ledger of writes plus uploaded files. */
    Losses losses() {
        Losses writes = ledger.balance();
        if (writes.lost() > 0) {
            violate("acked-write-lost", writes.lost() + " transactions");
        }
        return new Losses(
                writes.acked(),
                writes.lost() + contentLostUploads,
                writes.inDoubt(),
                writes.resurrected(),
                writes.duplicated(),
                writes.lostNanos() + contentLostNanos);
    }

    /** Something changed that clients may see: a window opens if none is, and redundancy is looked at again. */
    void note() {
        sim.changed();
        windows.onNote();
        redundancyChanged();
    }

    /** Nothing that clients see, but there may be nobody to take over any more. */
    void redundancyChanged() {
        for (int i = 0; i < measured.size(); i++) {
            measured.get(i).lookAtRedundancy();
        }
    }

    void violate(String name, String text) {
        if (windows.watching()) {
            violations.add(new Violation(name, sim.now(), text));
            say("!", name + ": " + text);
        }
    }

    List<Violation> violations() {
        return violations;
    }

    void say(String component, String text) {
        if (sim.trace().on()) {
            sim.trace().record(sim.now(), component, text);
        }
    }
}
