package dev.nines.chaos.lab;

import dev.nines.chaos.lab.config.MariadbWriter;
import dev.nines.chaos.target.Namespaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a running lab looks like at one moment.
 *
 * @param roles who owns which address, and what each balancer thinks of its servers
 * @param answers of each entry, to the client host
 * @param hints commands to look inside
 */
public record LabStatus(
        String design,
        String title,
        String inputHash,
        boolean rootless,
        Map<String, String> versions,
        List<Host> hosts,
        List<String> roles,
        List<String> answers,
        List<String> standIns,
        List<String> differences,
        List<String> hints) {

    /** @param processes that should run there, with their number in the host or {@code not running} */
    public record Host(String name, long pid, List<String> addresses, List<String> processes) {}

    /** Looks now. */
    public static LabStatus of(LabState lab) {
        LabView view = new LabView(lab);
        return new LabStatus(
                lab.design(),
                lab.title(),
                lab.inputHash(),
                lab.rootless(),
                lab.versions(),
                lab.hosts().stream().map(host -> host(lab, view, host)).toList(),
                roles(lab, view),
                lab.entries().stream()
                        .map(entry -> entry.service() + " at " + entry + ": " + view.answer(entry))
                        .toList(),
                lab.standIns(),
                lab.differences(),
                hints(lab));
    }

    private static Host host(LabState lab, LabView view, LabState.Host host) {
        List<String> processes = new ArrayList<>();
        for (Daemon daemon : lab.daemons()) {
            if (daemon.host().equals(host.name())) {
                OptionalLong pid = view.pid(daemon);
                processes.add(daemon.product().word() + " (" + String.join(", ", daemon.services()) + "; "
                        + (pid.isPresent() ? "process " + pid.getAsLong() : "not running") + ")");
            }
        }
        return new Host(host.name(), host.process().pid(), host.addresses(), processes);
    }

    private static List<String> roles(LabState lab, LabView view) {
        List<String> roles = new ArrayList<>();
        lab.virtual().forEach((service, address) -> {
            List<String> owners = view.owners(service);
            roles.add(service + " " + address + ": owned by "
                    + (owners.isEmpty() ? "nobody" : String.join(" and ", owners)));
        });
        for (Daemon daemon : lab.daemons()) {
            if (daemon.product() == Product.HAPROXY) {
                List<String> servers = view.servers(daemon).stream()
                        .map(server -> server.name() + " " + server.state())
                        .toList();
                roles.add(daemon.components().get(0) + ": "
                        + (servers.isEmpty() ? "says nothing" : String.join(", ", servers)));
            }
            if (daemon.product() == Product.MARIADB) {
                roles.add(daemon.components().get(0) + ": " + view.replication(daemon));
            }
            if (daemon.product() == Product.MANAGER) {
                roles.add(daemon.services().get(0) + ": " + view.manager(daemon));
            }
        }
        return roles;
    }

    private static List<String> hints(LabState lab) {
        List<String> hints = new ArrayList<>();
        String client = String.join(
                " ", Namespaces.enter(lab.host(LabPlan.CLIENT).process().pid()));
        for (Entry entry : lab.entries()) {
            switch (entry.kind()) {
                case HTTP -> hints.add("probe " + entry.service() + ": " + client + " curl -i " + entry);
                case SQL ->
                    hints.add("ask " + entry.service() + ": " + client + " mariadb -u " + MariadbWriter.USER + " -p"
                            + MariadbWriter.USER + " -h " + entry.address() + " -P " + entry.port());
                case TCP -> {}
            }
        }
        LabState.Host first = lab.hosts().get(0);
        hints.add("a shell on " + first.name() + ": "
                + String.join(" ", Namespaces.enter(first.process().pid())) + " bash");
        return hints;
    }
}
