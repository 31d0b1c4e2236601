package dev.nines.chaos.lab;

import dev.nines.chaos.lab.config.Addresses;
import dev.nines.chaos.lab.config.ManagerWriter;
import dev.nines.chaos.lab.config.MariadbWriter;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.MysqlSpec;
import java.util.ArrayList;
import java.util.List;

/** The processes of a replicated database and of its manager. */
final class DatabaseDaemons {
    /** Options of Nines' own daemons for the program {@code java}; the lab writes it, since it says where Nines is. */
    static final String JAVA_OPTIONS = "/run/lab/java.args";

    private static final String MANAGER = "dev.nines.chaos.live.PromotionManagerMain";
    private static final String AGENT = "dev.nines.chaos.live.AddressMain";

    private final Design design;
    private final MysqlSpec service;
    private final Addresses addresses;

    DatabaseDaemons(Design design, MysqlSpec service, Addresses addresses) {
        this.design = design;
        this.service = service;
        this.addresses = addresses;
    }

    /** Servers first; the manager does not take a primary for gone that it has not seen yet. */
    List<Daemon> all() {
        List<Daemon> all = new ArrayList<>();
        service.nodes().forEach(node -> all.add(server(node)));
        if (service.promotion().enabled()) {
            service.nodes().forEach(node -> all.add(agent(node)));
            all.add(manager());
            all.add(operator());
        }
        return all;
    }

    private Daemon server(String host) {
        String file = "/run/lab/" + service.name() + ".cnf";
        String sql = "/run/lab/" + service.name() + ".sql";
        String socket = "--socket=" + MariadbWriter.socket(service);
        String setUp = "until mariadb-admin --silent \"$1\" ping; do sleep 0.1; done; mariadb --batch \"$1\" <\"$2\"";
        return new Daemon(
                host,
                Product.MARIADB,
                List.of(service.name()),
                MariadbWriter.pidfile(service),
                "mariadb.service",
                // Root is the only user that every lab has.
                List.of(Product.MARIADB.program(), "--defaults-file=" + file, "--user=root"),
                List.of(
                        GeneratedFile.of(file, MariadbWriter.write(design, service, host)),
                        GeneratedFile.of(sql, MariadbWriter.setUp(service, host, addresses))),
                List.of(
                        "mariadb-install-db",
                        "--no-defaults",
                        "--user=root",
                        "--datadir=/var/lib/mysql",
                        "--skip-test-db"),
                List.of("sh", "-ec", setUp, "set-up", socket, sql));
    }

    private Daemon agent(String node) {
        return ours(
                node,
                Product.AGENT,
                service.name() + "-address",
                AGENT,
                List.of(ManagerWriter.agent(design, service, node, addresses)));
    }

    private Daemon manager() {
        return ours(
                ManagerWriter.host(service),
                Product.MANAGER,
                service.name() + "-manager",
                MANAGER,
                List.of(ManagerWriter.manager(design, service, addresses), MariadbWriter.ADMIN + "\n"));
    }

    /** @param texts the configuration, and the password if it needs one */
    private Daemon ours(String host, Product product, String name, String main, List<String> texts) {
        String file = "/run/lab/" + name + ".yaml";
        List<GeneratedFile> files = new ArrayList<>(List.of(GeneratedFile.of(file, texts.get(0))));
        if (texts.size() > 1) {
            files.add(GeneratedFile.of(ManagerWriter.passwordFile(service), texts.get(1)));
        }
        return new Daemon(
                host,
                product,
                List.of(name),
                "/run/" + name + ".pid",
                "nines-" + product.word() + ".service",
                List.of(product.program(), "@" + JAVA_OPTIONS, main, file),
                files,
                List.of(),
                List.of());
    }

    private Daemon operator() {
        String name = service.name() + "-operator";
        String file = "/run/lab/" + name;
        return new Daemon(
                ManagerWriter.host(service),
                Product.OPERATOR,
                List.of(name),
                "/run/" + name + ".pid",
                "nines-operator.service",
                List.of(Product.OPERATOR.program(), file),
                List.of(GeneratedFile.script(file, ManagerWriter.operator(service, addresses))),
                List.of(),
                List.of());
    }
}
