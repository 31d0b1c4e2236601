package dev.nines.chaos.target;

import dev.nines.scenario.language.Checker;
import dev.nines.scenario.language.Report;
import dev.nines.scenario.language.Samples;
import dev.nines.scenario.language.Section;
import dev.nines.scenario.language.Unknowns;
import dev.nines.scenario.language.Value;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Nearest;
import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.problem.Problems;
import dev.nines.scenario.yaml.Place;
import dev.nines.scenario.yaml.Source;
import dev.nines.scenario.yaml.SourceReader;
import dev.nines.scenario.yaml.YamlTree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads inventory files. Both methods throw {@link Problems} with everything that is wrong. */
public final class InventoryReader {
    private final Source source;
    private final Report report;
    private final Section file;

    private InventoryReader(Source source) {
        this.source = source;
        report = new Report(source);
        Samples none = new Samples(name -> {
            throw new Problems(List.of(Problem.ofFile(Code.NO_FILE, name, "an inventory names no other file", "")));
        });
        file = new Checker(report, Unknowns.at(Map.of()), none).read(YamlTree.parse(source), InventoryLanguage.FILE);
    }

    public static Inventory read(Path path) {
        return new InventoryReader(SourceReader.read(path)).inventory();
    }

    /** Reads a text as if it stood in {@code name}. */
    public static Inventory readText(String name, String text) {
        return new InventoryReader(SourceReader.decode(name, text.getBytes(StandardCharsets.UTF_8))).inventory();
    }

    private Inventory inventory() {
        check();
        if (report.hasErrors()) {
            throw new Problems(report.problems());
        }
        Map<String, Location> targets = new LinkedHashMap<>();
        targetTables().forEach((name, table) -> targets.put(name, location(table)));
        return new Inventory(
                source.file(),
                source.hash(),
                file.text("environment"),
                Collections.unmodifiableMap(targets),
                supplies(),
                components(),
                texts(file, "addresses"),
                file.sub("switch").map(s -> new Inventory.Switch(s.text("target"), texts(s, "ports"))),
                probes("probes"),
                limits(),
                new SafetyReader(file, report).read(probes("canaries")));
    }

    private Map<String, Section> targetTables() {
        return file.sections("targets");
    }

    // What the tables alone do not see

    private void check() {
        file.find("environment").ifPresent(this::notProduction);
        targetTables().forEach(this::checkTarget);
        file.map("components").forEach((name, value) -> {
            if (name.contains("@")) {
                exists(name.substring(name.indexOf('@') + 1), value.key());
            }
        });
        file.sub("switch").ifPresent(s -> {
            exists(s, "target");
            s.map("ports").forEach((host, value) -> exists(host, value.key()));
        });
        file.sections("probes").values().forEach(probe -> exists(probe, "from"));
        file.sections("canaries").values().forEach(probe -> exists(probe, "from"));
        new SafetyReader(file, report).check();
    }

    private void notProduction(Value environment) {
        if (environment.text().toLowerCase(Locale.ROOT).contains("prod")) {
            String message = "`" + environment.text() + "` looks like production";
            report.add(Code.CONTRADICTION, environment.place(), message, "faults are for staging systems", "");
        }
    }

    private void checkTarget(String name, Section target) {
        if (target.has("ssh") && !target.isWritten("host-key")) {
            String help = "host-key: SHA256:…, as `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` prints it there";
            report.add(Code.MISSING_KEY, target.place(), "`" + name + "` needs `host-key`", "no key is learned", help);
        }
        for (String key : List.of("host-key", "jump")) {
            if (target.has(key) && !target.isWritten("ssh")) {
                report.add(Code.CONTRADICTION, target.get(key).key(), "`" + key + "` is for ssh", "", "delete it");
            }
        }
        if (target.has("local") && !target.flag("local")) {
            report.add(Code.CONTRADICTION, target.get("local").place(), "`local` can only be true", "", "");
        }
        if (target.has("bmc") && target.has("hypervisor")) {
            report.add(
                    Code.CONTRADICTION,
                    target.get("hypervisor").key(),
                    "`" + name + "` has a BMC and a hypervisor",
                    "one of them switches its power",
                    "delete one");
        }
        if (target.has("jump") && exists(target, "jump")) {
            checkJump(name, target);
        }
    }

    private void checkJump(String name, Section target) {
        List<String> way = new ArrayList<>(List.of(name));
        Section at = target;
        while (at != null && at.has("jump")) {
            String next = at.text("jump");
            if (way.contains(next)) {
                report.add(
                        Code.CYCLE, target.get("jump").place(), "the way to `" + name + "` goes in a circle", "", "");
                return;
            }
            way.add(next);
            at = targetTables().get(next);
        }
        if (at != null && !at.isWritten("ssh")) {
            report.add(Code.BAD_TARGET, target.get("jump").place(), "`" + target.text("jump") + "` has no ssh", "", "");
        }
    }

    private boolean exists(Section table, String key) {
        return !table.has(key) || exists(table.text(key), table.get(key).place());
    }

    private boolean exists(String target, Place place) {
        boolean known = file.map("targets").containsKey(target);
        if (!known && !file.map("targets").isEmpty()) {
            String help = Nearest.help(target, file.map("targets").keySet());
            report.add(Code.UNKNOWN_HOST, place, "no target `" + target + "`", "", help);
        }
        return known;
    }

    // From tables to records

    private Location location(Section target) {
        if (target.has("ssh")) {
            return ssh(target);
        }
        return target.sub("namespace")
                .<Location>map(n -> new Location.Namespace(n.count("pid"), n.count("started")))
                .orElseGet(Location.Local::new);
    }

    private Map<String, Supply> supplies() {
        Map<String, Supply> supplies = new LinkedHashMap<>();
        targetTables().forEach((name, target) -> {
            target.sub("bmc")
                    .ifPresent(b -> supplies.put(
                            name,
                            new Supply.Bmc(
                                    b.text("address"), b.count("port"), b.text("user"), b.text("password-env"))));
            target.sub("hypervisor")
                    .ifPresent(h -> supplies.put(name, new Supply.Domain(h.text("uri"), h.text("domain"))));
        });
        return Collections.unmodifiableMap(supplies);
    }

    private Location.Ssh ssh(Section target) {
        Optional<Location.Ssh> jump =
                target.has("jump") ? Optional.of(ssh(targetTables().get(target.text("jump")))) : Optional.empty();
        return Location.Ssh.of(target.text("ssh"), target.text("host-key"), jump);
    }

    private Map<String, Inventory.Component> components() {
        Map<String, Inventory.Component> components = new LinkedHashMap<>();
        file.sections("components").forEach((name, c) -> {
            List<String> start =
                    c.list("start").stream().map(v -> (String) v.object()).toList();
            String target = name.substring(name.indexOf('@') + 1);
            components.put(name, new Inventory.Component(target, c.text("pidfile"), start, c.text("unit")));
        });
        return Collections.unmodifiableMap(components);
    }

    private Map<String, Inventory.ProbeSpec> probes(String key) {
        Map<String, Inventory.ProbeSpec> probes = new LinkedHashMap<>();
        file.sections(key).forEach((name, p) -> probes.put(name, probe(p)));
        return Collections.unmodifiableMap(probes);
    }

    private static Inventory.ProbeSpec probe(Section probe) {
        String kind = List.of("http", "tcp", "udp", "sql").stream()
                .filter(probe::has)
                .findFirst()
                .orElseThrow();
        Optional<Section> sql = probe.sub("sql");
        String to = sql.map(s -> s.text("host") + ":" + s.count("port")).orElseGet(() -> probe.text(kind));
        return new Inventory.ProbeSpec(
                probe.text("from"),
                kind,
                to,
                probe.list("sources").stream().map(v -> (String) v.object()).toList(),
                probe.nanos("every"),
                probe.nanos("timeout"),
                sql.map(InventoryReader::login));
    }

    private static Inventory.Login login(Section sql) {
        Optional<Section> password = sql.sub("password");
        return new Inventory.Login(
                sql.text("user"),
                password.filter(p -> p.has("env")).map(p -> p.text("env")),
                password.filter(p -> p.has("file")).map(p -> p.text("file")),
                sql.text("database"));
    }

    private Inventory.Limits limits() {
        Optional<Section> limits = file.sub("limits");
        OptionalLong ttl = limits.filter(l -> l.has("ttl"))
                .map(l -> OptionalLong.of(l.nanos("ttl")))
                .orElse(OptionalLong.empty());
        OptionalDouble load = limits.filter(l -> l.has("load"))
                .map(l -> OptionalDouble.of(l.number("load")))
                .orElse(OptionalDouble.empty());
        boolean total = limits.filter(l -> l.has("expect")).isPresent();
        return new Inventory.Limits(
                ttl,
                limits.map(l -> l.count("targets")).orElse(1),
                load,
                total,
                limits.map(l -> l.nanos("rehearsal")).orElse(Inventory.Limits.REHEARSAL_NANOS));
    }

    private static Map<String, String> texts(Section table, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        table.map(key).forEach((name, value) -> texts.put(name, (String) value.object()));
        return Collections.unmodifiableMap(texts);
    }
}
