package dev.nines.chaos.lab;

import dev.nines.chaos.lab.config.MariadbWriter;
import java.util.List;

/** Writes a lab as an inventory: its hosts as targets, its daemons as components, its entries as probes. */
final class LabInventory {
    /** As allow-files of lab hosts say. */
    static final String ENVIRONMENT = "staging";

    private final StringBuilder text = new StringBuilder();

    private LabInventory() {}

    static String of(LabState lab) {
        LabInventory inventory = new LabInventory();
        inventory.write(lab);
        return inventory.text.toString();
    }

    private void write(LabState lab) {
        line("# lab of " + lab.design() + " " + lab.inputHash());
        line("nines-inventory: 1");
        line("environment: " + ENVIRONMENT);
        line("targets:");
        line("  " + LabPlan.SWITCH + ": " + namespace(lab.cables()));
        lab.hosts().forEach(host -> line("  " + host.name() + ": " + namespace(host.process())));
        if (!lab.daemons().isEmpty()) {
            line("components:");
        }
        for (Daemon daemon : lab.daemons()) {
            for (String component : daemon.components()) {
                line("  " + component + ": {pidfile: " + daemon.pidfile() + ", start: " + list(daemon.start())
                        + ", unit: " + daemon.unit() + "}");
            }
        }
        line("addresses:");
        lab.hosts()
                .forEach(host ->
                        line("  " + host.name() + ": " + host.addresses().get(0)));
        lab.virtual().forEach((service, address) -> line("  " + service + ": " + address));
        line("switch:");
        line("  target: " + LabPlan.SWITCH);
        line("  ports:");
        lab.hosts().forEach(host -> line("    " + host.name() + ": " + host.port()));
        probes(lab);
        line("limits: {ttl: 60s, targets: 2}");
    }

    private void probes(LabState lab) {
        if (lab.entries().isEmpty()) {
            return;
        }
        line("probes:");
        for (Entry entry : lab.entries()) {
            line("  " + entry.service() + ":");
            line("    from: " + LabPlan.CLIENT);
            line("    " + spoken(entry));
            line("    sources: " + list(lab.host(LabPlan.CLIENT).addresses()));
            line("    every: 10ms");
            line("    timeout: 1s");
        }
    }

    private static String spoken(Entry entry) {
        return switch (entry.kind()) {
            case HTTP -> "http: \"" + entry + "\"";
            case TCP -> "tcp: \"" + entry.address() + ":" + entry.port() + "\"";
            case SQL ->
                "sql: {host: " + entry.address() + ", port: " + entry.port() + ", user: " + MariadbWriter.USER
                        + ", password: {env: NINES_DB_PASSWORD}}";
        };
    }

    private static String namespace(LabState.Living process) {
        return "{namespace: {pid: " + process.pid() + ", started: " + process.started() + "}}";
    }

    /** Quoted: an option may look like anything. */
    private static String list(List<String> words) {
        return words.stream()
                .map(word -> "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .toList()
                .toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
