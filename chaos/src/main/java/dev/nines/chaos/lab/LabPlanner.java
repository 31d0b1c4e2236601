package dev.nines.chaos.lab;

import dev.nines.chaos.lab.config.Addresses;
import dev.nines.chaos.lab.config.Difference;
import dev.nines.chaos.lab.config.HaproxyWriter;
import dev.nines.chaos.lab.config.KeepalivedWriter;
import dev.nines.chaos.lab.config.ManagerWriter;
import dev.nines.chaos.lab.config.MariadbWriter;
import dev.nines.chaos.lab.config.NginxWriter;
import dev.nines.chaos.lab.config.NlbWriter;
import dev.nines.model.spec.ClientSpec;
import dev.nines.model.spec.ContentSyncSpec;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.HaproxySpec;
import dev.nines.model.spec.HostSpec;
import dev.nines.model.spec.KeepalivedSpec;
import dev.nines.model.spec.MysqlSpec;
import dev.nines.model.spec.NlbSpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.model.spec.WebServerSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Decides what a lab of one design consists of. */
final class LabPlanner {
    private static final String NETWORK = "10.77.0.";
    private static final int FIRST_HOST = 11;
    private static final int FIRST_VIRTUAL = 100;
    private static final int FIRST_CLIENT = 201;
    private static final int CLIENT_ADDRESSES = 16;
    private static final int HOSTS_MAX = FIRST_VIRTUAL - FIRST_HOST;
    private static final int VIRTUAL_MAX = FIRST_CLIENT - FIRST_VIRTUAL;
    /** Linux: IFNAMSIZ − 1. */
    private static final int INTERFACE_NAME_MAX = 15;

    private final Design design;
    private final Addresses addresses;
    private final List<Difference> standIns = new ArrayList<>();
    private final List<Difference> differences = new ArrayList<>();

    LabPlanner(Design design) {
        this.design = design;
        List<String> missing = missing(design);
        if (!missing.isEmpty()) {
            throw new LabRefused("no lab of " + design.name() + ":\n   - " + String.join("\n   - ", missing)
                    + "\n   = a lab has keepalived, haproxy, nlb (a stand-in), web-server, mysql and mariadb");
        }
        addresses = addresses(design);
    }

    LabPlan plan() {
        describeNetwork();
        List<Daemon> daemons = new ArrayList<>();
        for (ServiceSpec service : design.services()) {
            daemons.addAll(daemons(service));
        }
        daemons.addAll(keepalived()); // last: its scripts look at the others
        return new LabPlan(design, addresses, hosts(), daemons, entries(), standIns, differences);
    }

    private static List<String> missing(Design design) {
        List<String> missing = new ArrayList<>();
        for (ServiceSpec service : design.services()) {
            boolean can = service instanceof KeepalivedSpec
                    || service instanceof HaproxySpec
                    || service instanceof NlbSpec
                    || service instanceof WebServerSpec
                    || service instanceof MysqlSpec
                    || service instanceof ContentSyncSpec;
            if (!can) {
                missing.add(service.name() + ": no product stands for it");
            }
        }
        List<String> own = new ArrayList<>(List.of(LabPlan.CLIENT, LabPlan.SWITCH));
        design.services().stream()
                .filter(LabPlanner::isManaged)
                .forEach(service -> own.add(ManagerWriter.host((MysqlSpec) service)));
        for (HostSpec host : design.hosts()) {
            if (own.contains(host.name())) {
                missing.add(host.name() + ": a lab's own host has this name; give the design's another");
            }
        }
        if (design.hosts().isEmpty()) {
            missing.add("it has no hosts");
        } else if (design.hosts().size() + own.size() > HOSTS_MAX) {
            missing.add(design.hosts().size() + " hosts; a lab has room for " + HOSTS_MAX);
        }
        if (design.services().stream()
                        .filter(service -> service instanceof KeepalivedSpec || isManaged(service))
                        .count()
                > VIRTUAL_MAX) {
            missing.add("a lab has room for " + VIRTUAL_MAX + " virtual addresses");
        }
        return missing;
    }

    private static Addresses addresses(Design design) {
        Map<String, String> hosts = new LinkedHashMap<>();
        for (HostSpec host : design.hosts()) {
            hosts.put(host.name(), NETWORK + (FIRST_HOST + hosts.size()));
        }
        Map<String, String> virtual = new LinkedHashMap<>();
        for (ServiceSpec service : design.services()) {
            if (service instanceof KeepalivedSpec || isManaged(service)) {
                virtual.put(service.name(), NETWORK + (FIRST_VIRTUAL + virtual.size()));
            }
            if (isManaged(service)) {
                hosts.put(ManagerWriter.host((MysqlSpec) service), NETWORK + (FIRST_HOST + hosts.size()));
            }
        }
        return new Addresses(hosts, virtual);
    }

    private static boolean isManaged(ServiceSpec service) {
        return service instanceof MysqlSpec mysql && mysql.promotion().enabled();
    }

    private List<LabHost> hosts() {
        List<LabHost> hosts = new ArrayList<>();
        addresses
                .hosts()
                .forEach((name, address) -> hosts.add(new LabHost(name, port(name, hosts.size()), List.of(address))));
        List<String> client = new ArrayList<>();
        for (int i = 0; i < CLIENT_ADDRESSES; i++) {
            client.add(NETWORK + (FIRST_CLIENT + i));
        }
        hosts.add(new LabHost(LabPlan.CLIENT, port(LabPlan.CLIENT, hosts.size()), client));
        return hosts;
    }

    private static String port(String host, int index) {
        String port = "sw-" + host;
        return port.length() <= INTERFACE_NAME_MAX ? port : "sw-" + index;
    }

    private void describeNetwork() {
        differences.add(new Difference(
                "network", "no delay between hosts, whatever their zones; no loss; the machine's own clock for all"));
    }

    private List<Daemon> daemons(ServiceSpec service) {
        if (service instanceof HaproxySpec haproxy) {
            differences.addAll(HaproxyWriter.differences(haproxy));
            return each(
                    haproxy,
                    host -> haproxy(haproxy.name(), host, HaproxyWriter.write(design, haproxy, host, addresses)));
        }
        if (service instanceof NlbSpec nlb) {
            standIns.add(new Difference(nlb.name(), "HAProxy in TCP mode stands in for the L4 balancer"));
            differences.addAll(NlbWriter.differences(nlb));
            return each(nlb, host -> haproxy(nlb.name(), host, NlbWriter.write(design, nlb, host, addresses)));
        }
        if (service instanceof WebServerSpec web) {
            standIns.add(new Difference(web.name(), "nginx with a fixed answer stands in for the web server"));
            differences.addAll(NginxWriter.differences(web));
            return each(web, host -> nginx(web, host));
        }
        if (service instanceof MysqlSpec mysql) {
            if (mysql.product() == MysqlSpec.Product.MYSQL) {
                standIns.add(new Difference(mysql.name(), "MariaDB stands in for MySQL"));
            }
            differences.addAll(MariadbWriter.differences(mysql));
            return new DatabaseDaemons(design, mysql, addresses).all();
        }
        if (service instanceof ContentSyncSpec) {
            differences.add(new Difference(service.name(), "is left out: no files are copied"));
        }
        return List.of();
    }

    private static List<Daemon> each(ServiceSpec service, Function<String, Daemon> daemon) {
        return service.nodes().stream().map(daemon).toList();
    }

    private static Daemon haproxy(String service, String host, String config) {
        String file = "/run/lab/" + service + ".cfg";
        String pidfile = "/run/" + service + ".pid";
        return new Daemon(
                host,
                Product.HAPROXY,
                List.of(service),
                pidfile,
                "haproxy.service",
                List.of(Product.HAPROXY.program(), "-W", "-D", "-f", file, "-p", pidfile),
                List.of(GeneratedFile.of(file, config)),
                List.of(),
                List.of());
    }

    private Daemon nginx(WebServerSpec web, String host) {
        String file = "/run/lab/" + web.name() + ".conf";
        return new Daemon(
                host,
                Product.NGINX,
                List.of(web.name()),
                "/run/" + web.name() + ".pid",
                "nginx.service",
                List.of(Product.NGINX.program(), "-c", file),
                List.of(GeneratedFile.of(file, NginxWriter.write(design, web, host))),
                List.of(),
                List.of());
    }

    /** One daemon on each host, those of the highest priority first: none takes an address that it must give back. */
    private List<Daemon> keepalived() {
        Map<String, List<KeepalivedSpec>> byHost = new LinkedHashMap<>();
        Map<String, Integer> priority = new LinkedHashMap<>();
        for (ServiceSpec service : design.services()) {
            if (service instanceof KeepalivedSpec keepalived) {
                differences.addAll(KeepalivedWriter.differences(keepalived));
                for (KeepalivedSpec.Instance instance : keepalived.instances()) {
                    byHost.computeIfAbsent(instance.host(), host -> new ArrayList<>())
                            .add(keepalived);
                    priority.merge(instance.host(), instance.priority(), Math::max);
                }
            }
        }
        List<String> hosts = new ArrayList<>(byHost.keySet());
        hosts.sort(Comparator.comparing(host -> -priority.get(host)));
        return hosts.stream().map(host -> keepalived(host, byHost.get(host))).toList();
    }

    private Daemon keepalived(String host, List<KeepalivedSpec> services) {
        String file = "/run/lab/keepalived.conf";
        List<GeneratedFile> files = new ArrayList<>();
        files.add(GeneratedFile.of(file, KeepalivedWriter.write(design, services, host, addresses)));
        for (KeepalivedSpec service : services) {
            for (KeepalivedSpec.TrackScript track : service.tracks()) {
                files.add(GeneratedFile.script(
                        KeepalivedWriter.scriptPath(service, track),
                        "#!/bin/sh\nkill -0 \"$(cat /run/" + track.checks() + ".pid)\"\n"));
            }
        }
        return new Daemon(
                host,
                Product.KEEPALIVED,
                services.stream().map(KeepalivedSpec::name).toList(),
                "/run/keepalived.pid",
                "keepalived.service",
                List.of(
                        Product.KEEPALIVED.program(),
                        "--use-file",
                        file,
                        "--pid",
                        "/run/keepalived.pid",
                        "--vrrp_pid",
                        "/run/keepalived-vrrp.pid"),
                files,
                List.of(),
                List.of());
    }

    /** Of each service that is called by clients or stands before others, and of databases. */
    private List<Entry> entries() {
        Set<Entry> entries = new LinkedHashSet<>();
        for (ClientSpec client : design.clients()) {
            entry(service(client.calls()), client.port()).ifPresent(entries::add);
        }
        for (ServiceSpec service : design.services()) {
            if (service instanceof HaproxySpec || service instanceof NlbSpec || service instanceof MysqlSpec) {
                entry(service, 0).ifPresent(entries::add);
            }
        }
        return List.copyOf(entries);
    }

    /** @param port 0: the service's first */
    private Optional<Entry> entry(ServiceSpec service, int port) {
        String host = service.nodes().isEmpty() ? "" : service.nodes().get(0);
        if (service instanceof HaproxySpec haproxy) {
            int bound = HaproxyWriter.port(design, haproxy.name());
            Entry.Kind kind = haproxy.mode() == HaproxySpec.Mode.HTTP ? Entry.Kind.HTTP : kind(haproxy.servers());
            return Optional.of(new Entry(haproxy.name(), addresses.bound(haproxy.behind(), host), bound, kind));
        }
        if (service instanceof NlbSpec nlb) {
            return nlb.targetGroups().stream()
                    .filter(group -> port == 0 || group.port() == port)
                    .findFirst()
                    .map(group -> new Entry(
                            nlb.name(), addresses.bound(nlb.behind(), host), group.port(), kind(group.targets())));
        }
        if (service instanceof WebServerSpec web) {
            int bound = port == 0 ? web.ports().get(0) : port;
            return Optional.of(new Entry(web.name(), addresses.bound(web.behind(), host), bound, Entry.Kind.HTTP));
        }
        if (service instanceof MysqlSpec mysql) {
            return Optional.of(new Entry(
                    mysql.name(),
                    addresses.bound(mysql.name(), host),
                    HaproxyWriter.port(design, mysql.name()),
                    Entry.Kind.SQL));
        }
        return Optional.empty();
    }

    private Entry.Kind kind(String servers) {
        ServiceSpec service = service(servers);
        if (service instanceof HaproxySpec haproxy) {
            return kind(haproxy.servers());
        }
        return service instanceof WebServerSpec
                ? Entry.Kind.HTTP
                : service instanceof MysqlSpec ? Entry.Kind.SQL : Entry.Kind.TCP;
    }

    private ServiceSpec service(String name) {
        return design.services().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no service " + name));
    }
}
