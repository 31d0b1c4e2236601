package dev.nines.chaos.plan;

import dev.nines.chaos.probe.DatabaseNode;
import dev.nines.chaos.target.Inventory;
import dev.nines.model.spec.ClientSpec;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.MysqlSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which probes of an inventory measure services of a design, what is sent beside them, and where writes are read back. */
public final class Measured {
    private static final int MYSQL_PORT = 3306;

    private final Design design;
    private final Inventory inventory;
    private final Databases databases;

    public Measured(Design design, Inventory inventory) {
        this.design = design;
        this.inventory = inventory;
        databases = new Databases(design);
    }

    /** Services with a probe that is used, in the order of the inventory. */
    List<String> services() {
        return inventory.probes().keySet().stream()
                .filter(service -> whyNot(service).isEmpty())
                .toList();
    }

    /** Probes and ledgers that are not used, and why. */
    List<Plan.Refused> unmeasured() {
        List<Plan.Refused> refused = new ArrayList<>();
        for (String service : inventory.probes().keySet()) {
            String reason = whyNot(service);
            if (!reason.isEmpty()) {
                refused.add(new Plan.Refused(service, reason));
            }
        }
        Optional<String> writer = writer();
        for (String service : services()) {
            if (isSql(service)) {
                ledgerRefused(service, writer).ifPresent(refused::add);
            }
        }
        return refused;
    }

    private Optional<Plan.Refused> ledgerRefused(String service, Optional<String> writer) {
        MysqlSpec database = databases.behind(service).orElseThrow();
        if (nodes(database).isEmpty()) {
            return Optional.of(new Plan.Refused(
                    "writes to " + service,
                    "the inventory has no component " + database.name() + "@HOST with an address to read them back"));
        }
        boolean other = writer.flatMap(databases::behind)
                .filter(found -> !found.name().equals(database.name()))
                .isPresent();
        return other
                ? Optional.of(new Plan.Refused("writes to " + service, "one run has one ledger, of " + writer.get()))
                : Optional.empty();
    }

    private String whyNot(String service) {
        if (design.services().stream().noneMatch(spec -> spec.name().equals(service))) {
            return "the design has no such service";
        }
        Inventory.ProbeSpec probe = inventory.probes().get(service);
        if (probe.kind().equals("sql") && databases.behind(service).isEmpty()) {
            return "no database stands behind it";
        }
        return probe.from().equals(client()) ? "" : "all probes must be sent from one target";
    }

    /** The target that all probes are sent from. */
    private String client() {
        return inventory.probes().values().iterator().next().from();
    }

    /** @throws NotPossible if a canary is not sent from where the probes are sent from */
    void canaries() {
        inventory.safety().canaries().forEach((name, probe) -> {
            if (inventory.probes().isEmpty() || !probe.from().equals(client())) {
                throw new NotPossible("canary " + name + " must be sent from where the probes are sent from");
            }
            if (probe.kind().equals("sql")) {
                throw new NotPossible("canary " + name + ": http, tcp and udp are possible");
            }
        });
    }

    private boolean isSql(String service) {
        return inventory.probes().get(service).kind().equals("sql");
    }

    /** The service through which rows are written: as clients do, not to a server itself, where both are possible. */
    private Optional<String> writer() {
        List<String> possible = services().stream()
                .filter(this::isSql)
                .filter(service ->
                        !nodes(databases.behind(service).orElseThrow()).isEmpty())
                .toList();
        return possible.stream()
                .filter(service ->
                        !databases.behind(service).orElseThrow().name().equals(service))
                .findFirst()
                .or(() -> possible.stream().findFirst());
    }

    /** @throws NotPossible if more is wanted than is allowed, or where nobody may be asked */
    List<Plan.Stream> streams(Load load) {
        List<Plan.Stream> streams = new ArrayList<>();
        Map<String, Integer> rates = load.none() ? Map.of() : rates(load);
        rates.forEach((service, rate) -> streams.add(new Plan.Stream(service, Plan.Stream.Kind.CLIENTS, rate)));
        int sum = rates.values().stream().mapToInt(Integer::intValue).sum();
        double most = inventory.limits().loadPerSecond().orElse(Load.PER_SECOND_MOST);
        if (sum > Math.min(most, Load.PER_SECOND_MOST)) {
            throw new NotPossible("clients would send " + sum + "/s, more than the "
                    + Math.round(Math.min(most, Load.PER_SECOND_MOST)) + "/s that are allowed");
        }
        writer().ifPresent(service -> streams.add(new Plan.Stream(
                service,
                Plan.Stream.Kind.WRITES,
                databases.writesPerSecond(databases.behind(service).orElseThrow()))));
        return streams;
    }

    private Map<String, Integer> rates(Load load) {
        Map<String, Double> rates = new LinkedHashMap<>();
        for (ClientSpec client : design.clients()) {
            if (!services().contains(client.calls()) || isSql(client.calls())) {
                throw new NotPossible("clients call " + client.calls() + ", which no probe of the inventory reaches");
            }
            rates.merge(client.calls(), load.ofScenario() ? client.ratePerSecond() : 0, Double::sum);
        }
        if (rates.isEmpty()) {
            throw new NotPossible("the design has no clients whose load could be sent");
        }
        Map<String, Integer> whole = new LinkedHashMap<>();
        rates.forEach((service, rate) ->
                whole.put(service, load.ofScenario() ? (int) Math.max(1, Math.round(rate)) : load.perSecond()));
        return whole;
    }

    /** How long clients of a service wait; the probe's own time-out if the scenario has none. */
    public long clientTimeoutNanos(String service) {
        return design.clients().stream()
                .filter(client -> client.calls().equals(service) || reaches(client, service))
                .mapToLong(ClientSpec::timeoutNanos)
                .max()
                .orElse(inventory.probes().get(service).timeoutNanos());
    }

    private boolean reaches(ClientSpec client, String service) {
        Optional<MysqlSpec> one = databases.behind(client.calls());
        Optional<MysqlSpec> other = databases.behind(service);
        return one.isPresent()
                && other.isPresent()
                && one.get().name().equals(other.get().name());
    }

    /** Servers of the database behind a service, to be read from. */
    public List<DatabaseNode> nodesBehind(String service) {
        return databases.behind(service).map(this::nodes).orElse(List.of());
    }

    private List<DatabaseNode> nodes(MysqlSpec database) {
        int port = Optional.ofNullable(inventory.probes().get(database.name()))
                .filter(probe -> probe.kind().equals("sql"))
                .map(probe -> Integer.parseInt(probe.to().substring(probe.to().lastIndexOf(':') + 1)))
                .orElse(MYSQL_PORT);
        String elected = inventory.addresses().get(database.name());
        if (elected != null) {
            return List.of(new DatabaseNode(database.name(), elected, port)); // whoever was promoted has this address
        }
        List<DatabaseNode> nodes = new ArrayList<>();
        for (String host : database.nodes()) {
            String address = inventory.addresses().get(host);
            if (address != null && inventory.components().containsKey(database.name() + "@" + host)) {
                nodes.add(new DatabaseNode(host, address, port));
            }
        }
        return nodes;
    }
}
