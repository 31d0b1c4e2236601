package dev.nines.chaos.run;

import dev.nines.chaos.lab.config.HaproxyWriter;
import dev.nines.chaos.probe.AddressWatch;
import dev.nines.chaos.probe.ClockOffset;
import dev.nines.chaos.probe.ServerWatch;
import dev.nines.chaos.probe.Sighting;
import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.LocalTarget;
import dev.nines.chaos.target.Location;
import dev.nines.chaos.target.Namespaces;
import dev.nines.chaos.target.Target;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.HaproxySpec;
import dev.nines.model.spec.KeepalivedSpec;
import dev.nines.model.spec.ServiceSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Looks at recovery machines while faults are done to them: who takes a virtual address, and whom an HAProxy of a lab takes for dead.
 * These acts split an outage into its phases, by the rule of simulated ones.
 */
final class Watches implements AutoCloseable {
    private final List<AddressWatch> addresses = new ArrayList<>();
    private final List<ServerWatch> servers = new ArrayList<>();
    private final List<Sighting> seen = new ArrayList<>();
    private final List<String> blind = new ArrayList<>();

    private Watches() {}

    /**
     * @param clocks of targets against the client's host
     */
    static Watches start(
            Design design,
            Inventory inventory,
            Function<String, Target> targets,
            Function<String, ClockOffset> clocks) {
        Watches watches = new Watches();
        for (ServiceSpec service : design.services()) {
            for (String host : service.nodes()) {
                String component = service.name() + "@" + host;
                boolean there = inventory.components().containsKey(component)
                        && inventory.targets().containsKey(host);
                if (there
                        && service instanceof KeepalivedSpec
                        && inventory.addresses().containsKey(service.name())) {
                    watches.addresses.add(new AddressWatch(
                            beside(inventory.location(host), targets.apply(host)),
                            component,
                            inventory.addresses().get(service.name()),
                            clocks.apply(host),
                            watches::add));
                } else if (there && service instanceof HaproxySpec) {
                    watches.servers(inventory.location(host), service.name(), component);
                }
            }
        }
        return watches;
    }

    /**
     * Of a lab host without its process numbers: a crash of the host would stop whoever watches it, and a program of ours that is
     * stopped keeps the lab from ending.
     */
    private static Target beside(Location place, Target target) {
        if (!(place instanceof Location.Namespace lab)) {
            return target;
        }
        List<String> enter = new ArrayList<>(Namespaces.enter(lab.pid()));
        enter.remove("--pid");
        return new LocalTarget(target.name(), enter);
    }

    private void servers(Location place, String service, String component) {
        if (place instanceof Location.Namespace lab) {
            Path socket = Path.of("/proc/" + lab.pid() + "/root" + HaproxyWriter.statsSocket(service));
            servers.add(new ServerWatch(socket, component, this::add));
        } else {
            blind.add("the servers of " + component + " are not looked at: it is in no lab on this machine");
        }
    }

    private synchronized void add(Sighting sighting) {
        seen.add(sighting);
    }

    /** Before a fault: what was seen is forgotten, and who was killed by an earlier one looks again. */
    synchronized void begin() {
        seen.clear();
        for (AddressWatch watch : addresses) {
            if (!watch.watch()) {
                blind.add("who takes an address could not be looked at on one of the targets");
            }
        }
    }

    /** In order of time. */
    synchronized List<Sighting> seen() {
        return seen.stream()
                .sorted(java.util.Comparator.comparingLong(Sighting::nanos))
                .toList();
    }

    /** Why there are no phases where nothing was seen. */
    synchronized String nothingSeen() {
        if (addresses.isEmpty() && servers.isEmpty()) {
            return blind.isEmpty() ? "no machine of this design is looked at" : blind.get(0);
        }
        return blind.isEmpty() ? "no machine that is looked at has acted during the outage" : blind.get(0);
    }

    @Override
    public void close() {
        addresses.forEach(AddressWatch::close);
        servers.forEach(ServerWatch::close);
    }
}
