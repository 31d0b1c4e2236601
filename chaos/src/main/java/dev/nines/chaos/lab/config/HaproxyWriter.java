package dev.nines.chaos.lab.config;

import static dev.nines.chaos.lab.config.ConfigText.withUnit;

import dev.nines.model.spec.Design;
import dev.nines.model.spec.HaproxySpec;
import dev.nines.model.spec.HaproxySpec.Check;
import dev.nines.model.spec.HaproxySpec.CheckType;
import dev.nines.model.spec.HaproxySpec.Observe;
import dev.nines.model.spec.HaproxySpec.Server;
import dev.nines.model.spec.MysqlSpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.model.spec.WebServerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the haproxy.cfg of one service on one host, as HAProxy 2.6 reads it. */
public final class HaproxyWriter {
    static final int MARIADB_PORT = 3306;

    private HaproxyWriter() {}

    public static String write(Design design, HaproxySpec service, String node, Addresses addresses) {
        ConfigText text = new ConfigText(design, 4);
        global(text, service.name(), service.check().spreadChecks());
        defaults(text, service);
        int port = port(design, service.servers());
        text.line("").open("frontend " + service.name());
        text.line("bind", addresses.bound(service.behind(), node) + ":" + service.port());
        text.line("default_backend", service.servers()).close();
        backend(text, design, service, addresses, port);
        return text.toString();
    }

    /** What the process says of itself, to root alone. */
    public static String statsSocket(String service) {
        return "/run/" + service + ".sock";
    }

    /** The first port that a service listens on. */
    public static int port(Design design, String service) {
        ServiceSpec spec = design.services().stream()
                .filter(candidate -> candidate.name().equals(service))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no service " + service));
        if (spec instanceof WebServerSpec web) {
            return web.ports().get(0);
        }
        if (spec instanceof HaproxySpec haproxy) {
            return haproxy.port();
        }
        if (spec instanceof MysqlSpec) {
            return MARIADB_PORT;
        }
        throw new IllegalArgumentException(service + " listens on no port");
    }

    /** What this product and version cannot say, or says otherwise. */
    public static List<Difference> differences(HaproxySpec service) {
        List<Difference> found = new ArrayList<>();
        double percent = service.check().spreadChecks() * 100;
        if (percent != Math.rint(percent)) {
            found.add(new Difference(
                    service.name(), "spread-checks is " + Math.round(percent) + ": HAProxy takes whole percent"));
        }
        return found;
    }

    static void global(ConfigText text, String service, double spreadChecks) {
        text.open("global");
        text.line("stats socket " + statsSocket(service) + " mode 600 level admin");
        text.line("spread-checks", Math.round(spreadChecks * 100)).close();
    }

    private static void defaults(ConfigText text, HaproxySpec service) {
        text.line("").open("defaults").line("mode", lower(service.mode()));
        timeout(text, "connect", service.timeoutConnectNanos());
        timeout(text, "client", service.timeoutClientNanos());
        timeout(text, "server", service.timeoutServerNanos());
        timeout(text, "queue", service.timeoutQueueNanos());
        timeout(text, "check", service.check().timeoutNanos());
        text.close();
    }

    /** HAProxy has no word for "unlimited": it is what an unwritten timeout means. */
    static void timeout(ConfigText text, String name, long nanos) {
        if (nanos > 0) {
            text.line("timeout " + name, withUnit(nanos));
        }
    }

    private static void backend(ConfigText text, Design design, HaproxySpec service, Addresses addresses, int port) {
        text.line("").open("backend " + service.servers());
        text.line("balance", balance(service));
        text.line("retries", service.retries());
        text.line(redispatch(service.redispatch()));
        if (service.stickOnSource()) {
            text.line("stick-table type ip size 1m").line("stick on src");
        }
        if (service.check().type() == CheckType.HTTP) {
            text.line("option httpchk");
        }
        text.line("default-server" + checkOptions(service));
        for (String host : nodes(design, service.servers())) {
            text.line(server(service, host, addresses.host(host) + ":" + port));
        }
        text.close();
    }

    private static String balance(HaproxySpec service) {
        return switch (service.balance()) {
            case STATIC_RR -> "static-rr";
            case RANDOM -> "random(" + service.randomDraws() + ")";
            default -> lower(service.balance());
        };
    }

    private static String redispatch(int redispatch) {
        return redispatch == 0 ? "no option redispatch" : "option redispatch " + redispatch;
    }

    private static String checkOptions(HaproxySpec service) {
        Check check = service.check();
        StringBuilder options = new StringBuilder();
        if (check.type() != CheckType.NONE) {
            options.append(" check inter ").append(withUnit(check.interNanos()));
            options.append(" fastinter ").append(withUnit(check.fastinterNanos()));
            options.append(" downinter ").append(withUnit(check.downinterNanos()));
            options.append(" fall ").append(check.fall()).append(" rise ").append(check.rise());
        }
        if (check.observe() != Observe.OFF) {
            options.append(" observe ").append(lower(check.observe()));
            options.append(" error-limit ").append(check.errorLimit());
            options.append(" on-error ").append(lower(check.onError()).replace('_', '-'));
        }
        options.append(" slowstart ").append(withUnit(service.slowstartNanos()));
        if (service.shutdownSessionsOnDown()) {
            options.append(" on-marked-down shutdown-sessions");
        }
        return options.toString();
    }

    private static String server(HaproxySpec service, String host, String address) {
        Server options = service.serverOptions().stream()
                .filter(candidate -> candidate.host().equals(host))
                .findFirst()
                .orElse(new Server(host, 1, false, 0));
        return "server " + host + " " + address + " weight " + options.weight() + " maxconn " + options.maxconn()
                + (options.backup() ? " backup" : "");
    }

    static List<String> nodes(Design design, String service) {
        return design.services().stream()
                .filter(candidate -> candidate.name().equals(service))
                .findFirst()
                .map(ServiceSpec::nodes)
                .orElse(List.of());
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
