package dev.nines.scenario.design;

import dev.nines.scenario.design.Directory.Service;
import dev.nines.scenario.language.Report;
import dev.nines.scenario.language.Section;
import dev.nines.scenario.language.Value;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.vocabulary.HaproxyTable;
import dev.nines.scenario.vocabulary.Kinds;
import dev.nines.scenario.yaml.Place;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must agree between the keys of a service and between services. */
final class ServiceChecks {
    private final Section file;
    private final Directory directory;
    private final Report report;

    ServiceChecks(Section file, Directory directory, Report report) {
        this.file = file;
        this.directory = directory;
        this.report = report;
    }

    void check() {
        directory.services().forEach(this::checkService);
        new PortChecks(directory, report).check();
        file.sections("clients").values().forEach(this::checkClient);
        checkUnusedHosts();
        boolean probed = file.isWritten("probe")
                && file.sub("probe").map(p -> p.isWritten("services")).orElse(true);
        boolean called = file.isWritten("clients")
                && (!file.has("clients") || !file.map("clients").isEmpty());
        if (!called && !probed && PartChecks.measured(directory).isEmpty()) {
            report.add(
                    Code.MISSING_KEY,
                    file.place(),
                    "nobody calls a service: nothing would be measured",
                    "",
                    "add `clients`, or name `services` under `probe`");
        }
        checkHosts();
    }

    private void checkHosts() {
        if (file.isWritten("hosts")) {
            return;
        }
        for (Service service : directory.services()) {
            if (!Kinds.PARTS.contains(service.kind())) {
                String message = "`" + service.name() + "` is a " + service.kind() + ": it needs `hosts`";
                report.add(Code.MISSING_KEY, service.body().place(), message, "`hosts` is missing", "hosts: {lb1: {}}");
                return;
            }
        }
    }

    private void checkService(Service service) {
        Section body = service.body();
        if (Kinds.PARTS.contains(service.kind())) {
            return; // see PartChecks
        }
        checkTwice(body);
        checkBehind(body);
        switch (service.kind()) {
            case Kinds.KEEPALIVED -> {
                new KeepalivedChecks(report).check(service.name(), body);
                body.sections("track_script").values().forEach(s -> checkScript(body, s));
            }
            case Kinds.HAPROXY -> checkHaproxy(service.name(), body);
            case Kinds.NLB -> checkNlb(body);
            case Kinds.WEB_SERVER -> checkContent(service.name(), body);
            case Kinds.MYSQL, Kinds.MARIADB -> checkDatabase(service.name(), body);
            case Kinds.HEARTBEAT -> new DetectorChecks(report).check(body);
            default -> {}
        }
    }

    private void checkTwice(Section body) {
        Set<Object> seen = new LinkedHashSet<>();
        for (Value node : body.list("nodes")) {
            if (node.object() instanceof String host && !seen.add(host)) {
                report.add(Code.DUPLICATE_KEY, node.place(), "host `" + host + "` stands twice", "", "delete one");
            }
        }
    }

    private void checkBehind(Section body) {
        if (body.block().key("behind").isEmpty() || !body.has("behind")) {
            return;
        }
        List<String> owners = directory.nodes(body.text("behind"));
        for (String host : Directory.nodes(body)) {
            if (!owners.isEmpty() && !owners.contains(host)) {
                String message = host + " is not a node of `" + body.text("behind") + "` and never gets its address";
                report.add(Code.WRONG_PLACE, body.get("behind").place(), message, "", "");
            }
        }
    }

    private void checkScript(Section keepalived, Section script) {
        if (!script.has("checks")) {
            return;
        }
        Value checks = script.get("checks");
        List<String> nodes = directory.nodes((String) checks.object());
        for (String host : Directory.nodes(keepalived)) {
            if (!nodes.isEmpty() && !nodes.contains(host)) {
                String message = "`" + checks.object() + "` does not run on " + host;
                String label = "its hosts: " + String.join(", ", nodes);
                report.add(Code.CONTRADICTION, checks.place(), message, label, "a script sees only its own host");
            }
        }
    }

    private void checkHaproxy(String name, Section body) {
        List<String> servers = directory.nodes(body.text("servers"));
        body.map("server-options").forEach((host, value) -> {
            boolean known = directory.hosts().containsKey(host);
            if (known && !servers.isEmpty() && !servers.contains(host)) {
                String message = host + " is not a server of `" + name + "`";
                report.add(Code.CONTRADICTION, value.key(), message, "servers: " + String.join(", ", servers), "");
            }
        });
        boolean checked =
                body.isWritten("check") || HaproxyTable.CHECK_OPTIONS.stream().anyMatch(body::isWritten);
        if (!checked) {
            report.add(
                    Code.NOT_CHECKED,
                    body.place(),
                    "HAProxy never checks the servers of `" + name + "`",
                    "",
                    "write `check: tcp` or `check: http`; `check: none` if it is meant");
        }
        checkTimeouts(name, body);
    }

    private void checkTimeouts(String name, Section body) {
        List<String> missing = List.of("connect", "server", "client").stream()
                .filter(k -> body.sub("timeout").map(t -> !t.isWritten(k)).orElse(true))
                .toList();
        if (!missing.isEmpty()) {
            Place place = body.sub("timeout").map(Section::place).orElse(body.place());
            String message = "`" + name + "` waits without limit: no timeout " + String.join(", ", missing);
            report.add(Code.NO_TIMEOUT, place, message, "", "HAProxy warns as well; write `unlimited` if it is meant");
        }
    }

    private void checkNlb(Section body) {
        Map<Integer, String> ports = new LinkedHashMap<>();
        body.sections("target-groups").forEach((name, group) -> {
            if (!group.has("port")) {
                return;
            }
            Value port = group.get("port");
            String first = ports.putIfAbsent((Integer) port.object(), name);
            if (first != null) {
                report.add(
                        Code.CONTRADICTION,
                        port.place(),
                        "`" + first + "` has the same port",
                        "one listener per port",
                        "");
            }
            checkPort(group.text("targets"), port);
            List<String> nodes = directory.nodes(group.text("targets"));
            for (Value host : group.list("registered")) {
                if (!nodes.isEmpty()
                        && !nodes.contains(host.object())
                        && directory.hosts().containsKey(host.object())) {
                    String message = host.object() + " is not a node of `" + group.text("targets") + "`";
                    report.add(Code.CONTRADICTION, host.place(), message, "its hosts: " + String.join(", ", nodes), "");
                }
            }
        });
    }

    private void checkPort(String serviceName, Value port) {
        List<Integer> ports =
                directory.service(serviceName).map(ServiceChecks::ports).orElse(List.of());
        if (!ports.isEmpty() && !ports.contains(port.object())) {
            String label = "its ports: "
                    + String.join(", ", ports.stream().map(String::valueOf).toList());
            String message = "`" + serviceName + "` does not listen on " + port.object();
            report.add(Code.CONTRADICTION, port.place(), message, label, "");
        }
    }

    /** Empty when the kind has no ports of its own. */
    static List<Integer> ports(Service service) {
        return switch (service.kind()) {
            case Kinds.WEB_SERVER, Kinds.TCP_SERVICE ->
                service.body().list("ports").stream()
                        .map(v -> (Integer) v.object())
                        .toList();
            case Kinds.NLB ->
                service.body().sections("target-groups").values().stream()
                        .filter(g -> g.has("port"))
                        .map(g -> g.count("port"))
                        .toList();
            default -> List.of();
        };
    }

    private void checkContent(String name, Section body) {
        List<String> copies = directory.nodes(body.text("content"));
        for (String host : Directory.nodes(body)) {
            if (!copies.isEmpty() && !copies.contains(host)) {
                String message = "`" + body.text("content") + "` does not copy to " + host;
                Place place = body.get("content").place();
                report.add(Code.CONTRADICTION, place, message, "`" + name + "` runs there", "add it to the nodes");
            }
        }
    }

    private void checkDatabase(String name, Section body) {
        int nodes = Directory.nodes(body).size();
        if (nodes > 0
                && nodes != 2
                && body.has("topology")
                && body.text("topology").equals("two-way")) {
            Place place = body.get("topology").place();
            report.add(Code.CONTRADICTION, place, "`two-way` is for two nodes", "there are " + nodes, "");
        }
        for (String key : List.of("replication", "promotion")) {
            boolean asks =
                    body.has(key) && (key.equals("promotion") || body.text(key).equals("semi-sync"));
            if (nodes == 1 && asks) {
                report.add(
                        Code.NO_REPLICA,
                        body.get(key).key(),
                        "`" + name + "` has no replica: `" + key + "` does nothing",
                        "",
                        "");
            }
        }
        checkOffsets(body, nodes);
        body.sub("promotion").ifPresent(p -> {
            if (p.has("after") && p.has("failures")) {
                Place place = p.get("failures").key();
                report.add(
                        Code.CONTRADICTION, place, "`failures` beside `after`", "`after` sets it", "keep one of them");
            }
        });
    }

    private void checkOffsets(Section body, int nodes) {
        List<Value> offsets = body.list("auto_increment_offset");
        if (!body.has("auto_increment_offset")
                || body.find("auto_increment_increment").isEmpty()) {
            return;
        }
        if (offsets.size() != 1 && nodes > 0 && offsets.size() != nodes) {
            Place place = body.get("auto_increment_offset").place();
            report.add(Code.CONTRADICTION, place, offsets.size() + " offsets for " + nodes + " nodes", "one each", "");
        }
        int increment = body.count("auto_increment_increment");
        for (Value offset : offsets) {
            if ((Integer) offset.object() > increment) {
                String message = "offset " + offset.object() + " is beyond auto_increment_increment " + increment;
                report.add(Code.CONTRADICTION, offset.place(), message, "the server ignores it", "");
            }
        }
    }

    private void checkClient(Section client) {
        if (client.has("port") && client.has("calls")) {
            checkPort(client.text("calls"), client.get("port"));
        }
    }

    private void checkUnusedHosts() {
        Set<String> used = new LinkedHashSet<>();
        directory.services().forEach(s -> used.addAll(Directory.nodes(s.body())));
        boolean all = directory.serviceNames().stream()
                .noneMatch(n -> directory.nodes(n).isEmpty() && !directory.isPart(n));
        if (!all) {
            return;
        }
        directory.hosts().forEach((name, host) -> {
            if (!used.contains(name)) {
                report.add(Code.UNUSED_HOST, host.place(), "nothing runs on host `" + name + "`", "", "");
            }
        });
    }
}
