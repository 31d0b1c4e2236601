package dev.nines.chaos.lab;

import dev.nines.chaos.lab.config.Addresses;
import dev.nines.chaos.lab.config.Difference;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.KeepalivedSpec;
import dev.nines.model.spec.MysqlSpec;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a lab of a design consists of; nothing of it exists yet.
 *
 * @param hosts the design's, in its order, then the client
 * @param daemons in the order in which they are started
 * @param entries where clients reach services
 * @param standIns products that stand for another one of the design
 * @param differences between lab and design, apart from stand-ins
 */
public record LabPlan(
        Design design,
        Addresses addresses,
        List<LabHost> hosts,
        List<Daemon> daemons,
        List<Entry> entries,
        List<Difference> standIns,
        List<Difference> differences) {
    /** The host that probes are sent from. */
    public static final String CLIENT = "client";
    /** The target whose interfaces are the ends of the hosts' cables. */
    public static final String SWITCH = "switch";

    public LabPlan {
        hosts = List.copyOf(hosts);
        daemons = List.copyOf(daemons);
        entries = List.copyOf(entries);
        standIns = List.copyOf(standIns);
        differences = List.copyOf(differences);
    }

    /**
     * Plans a lab.
     *
     * @throws LabRefused if a lab cannot have some part of the design; names all such parts
     */
    public static LabPlan of(Design design) {
        return new LabPlanner(design).plan();
    }

    /** All that must be installed. */
    Set<Product> products() {
        Set<Product> products = new TreeSet<>();
        daemons.forEach(daemon -> products.add(daemon.product()));
        return products;
    }

    /** The services that keep a virtual address. */
    List<KeepalivedSpec> keepalived() {
        return design.services().stream()
                .filter(KeepalivedSpec.class::isInstance)
                .map(KeepalivedSpec.class::cast)
                .toList();
    }

    /** The databases that a manager watches. */
    List<MysqlSpec> managed() {
        return design.services().stream()
                .filter(MysqlSpec.class::isInstance)
                .map(MysqlSpec.class::cast)
                .filter(service -> service.promotion().enabled())
                .toList();
    }

    LabHost host(String name) {
        return hosts.stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no host " + name));
    }
}
