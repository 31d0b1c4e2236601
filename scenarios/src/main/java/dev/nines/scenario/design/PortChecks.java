package dev.nines.scenario.design;

import dev.nines.scenario.design.Directory.Service;
import dev.nines.scenario.language.Report;
import dev.nines.scenario.language.Value;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.vocabulary.Kinds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One host, one port, one service. */
final class PortChecks {
    private static final int MYSQL = 3306;
    private static final int ANOTHER = 8080;

    private final Directory directory;
    private final Report report;
    /** By {@code host:port}, who listens there first, and where that is said. */
    private final Map<String, Listener> listeners = new LinkedHashMap<>();

    private record Listener(Service service, Value node) {}

    PortChecks(Directory directory, Report report) {
        this.directory = directory;
        this.report = report;
    }

    void check() {
        for (Service service : directory.services()) {
            for (Value node : service.body().block().key("nodes").isPresent()
                    ? service.body().list("nodes")
                    : List.<Value>of()) {
                ports(service).forEach(port -> listen(service, node, port));
            }
        }
    }

    /** What it binds on each of its hosts; a balancer of the network binds none of theirs. */
    private static List<Integer> ports(Service service) {
        return switch (service.kind()) {
            case Kinds.WEB_SERVER, Kinds.TCP_SERVICE -> ServiceChecks.ports(service);
            case Kinds.HAPROXY -> List.of(service.body().count("bind"));
            case Kinds.MYSQL, Kinds.MARIADB -> List.of(MYSQL);
            default -> List.of();
        };
    }

    private void listen(Service service, Value node, int port) {
        Listener first = listeners.putIfAbsent(node.object() + ":" + port, new Listener(service, node));
        if (first == null || first.service.name().equals(service.name())) {
            return; // a host that stands twice in one list is another problem
        }
        String where = "line " + first.node.place().line() + ", column "
                + first.node.place().column();
        report.add(
                Code.CONTRADICTION,
                node.place(),
                "`" + first.service.name() + "` and `" + service.name() + "` both listen on port " + port + " of "
                        + node.object(),
                "`" + first.service.name() + "` does at " + where,
                help(service, first.service, port));
    }

    private static String help(Service service, Service first, int port) {
        int another = port == ANOTHER ? ANOTHER + 1 : ANOTHER;
        for (Service movable : List.of(service, first)) {
            if (movable.body().block().key("ports").isPresent()) {
                return "give `" + movable.name() + "` another one: `ports: [" + another + "]`";
            }
            if (movable.body().block().key("bind").isPresent()) {
                return "give `" + movable.name() + "` another one: `bind: " + another + "`";
            }
        }
        return "put one of them on another host";
    }
}
