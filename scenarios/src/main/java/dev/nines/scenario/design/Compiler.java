package dev.nines.scenario.design;

import dev.nines.model.spec.ClientSpec;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.HostSpec;
import dev.nines.model.spec.NetworkSpec;
import dev.nines.model.spec.ObjectiveSpec;
import dev.nines.model.spec.ProbeSpec;
import dev.nines.model.spec.RunSpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.scenario.config.ConfigKeys;
import dev.nines.scenario.language.Checker;
import dev.nines.scenario.language.Report;
import dev.nines.scenario.language.Samples;
import dev.nines.scenario.language.Section;
import dev.nines.scenario.language.Unknowns;
import dev.nines.scenario.language.Value;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.problem.Problems;
import dev.nines.scenario.vocabulary.Objective;
import dev.nines.scenario.vocabulary.Vocabulary;
import dev.nines.scenario.yaml.Attachments;
import dev.nines.scenario.yaml.Source;
import dev.nines.scenario.yaml.Yaml;
import dev.nines.scenario.yaml.YamlTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** A source becomes its designs: the base and one per variant. */
public final class Compiler {
    private static final int VARIANTS_MAX = 50;
    private static final int NAMES_MAX = 1000;
    private static final int UNKNOWNS_MAX = 100;
    private static final Yaml.Mapping NOTHING = new Yaml.Mapping(new dev.nines.scenario.yaml.Place(1, 1, 1), List.of());

    private final String name;
    private final Source source;
    private final Attachments attachments;
    private final List<Problem> problems = new ArrayList<>();

    private Compiler(String name, Source source, Attachments attachments) {
        this.name = name;
        this.source = source;
        this.attachments = attachments;
    }

    /**
     * @param title of the file; its name when it says none
     * @param question may be empty
     * @param designs the base first
     */
    public record Result(String title, String question, List<Uncertain> designs, List<Problem> warnings) {}

    /**
     * @param name of the base design
     * @param attachments files that the source names
     * @throws Problems when anything is wrong
     */
    public static Result compile(String name, Source source, Attachments attachments) {
        return new Compiler(name, source, attachments).run();
    }

    private Result run() {
        Yaml root = YamlTree.parse(source);
        List<Uncertain> designs = new ArrayList<>();
        Optional<Section> base = compileOne(root, name, "", designs);
        if (root instanceof Yaml.Mapping mapping && base.isPresent()) {
            compileVariants(mapping, base.get(), designs);
        }
        List<Problem> sorted = Problems.sorted(problems);
        List<Problem> errors = sorted.stream().filter(p -> !p.isWarning()).toList();
        if (!errors.isEmpty()) {
            throw new Problems(errors); // warnings may be consequences of errors; they come when those are gone
        }
        Section file = base.orElseThrow();
        return new Result(title(file), file.text("question"), designs, sorted);
    }

    private void compileVariants(Yaml.Mapping root, Section base, List<Uncertain> designs) {
        Yaml variants = root.entry("variants").map(Yaml.Entry::value).orElse(NOTHING);
        if (!(variants instanceof Yaml.Mapping mapping) || !base.has("variants")) {
            return;
        }
        if (mapping.names().size() > VARIANTS_MAX) {
            Report report = new Report(source);
            String message = "`variants` has " + mapping.names().size() + " entries";
            report.add(Code.OUT_OF_RANGE, base.get("variants").key(), message, "at most " + VARIANTS_MAX, "");
            problems.addAll(report.problems());
            return;
        }
        for (String variant : mapping.names()) {
            if (mapping.entry(variant).orElseThrow().value() instanceof Yaml.Mapping overrides) {
                Report report = new Report(source);
                Variants applied = new Variants(report);
                Yaml changed = applied.apply(root, overrides);
                problems.addAll(report.problems());
                if (applied.addedMaps() && designs.isEmpty()) {
                    continue; // its path is probably broken by an error of the base: saying so twice helps nobody
                }
                compileOne(changed, name + "+" + variant, " (" + variant + ")", designs);
            }
        }
    }

    private Optional<Section> compileOne(Yaml root, String designName, String suffix, List<Uncertain> designs) {
        Report report = new Report(source);
        if (!(root instanceof Yaml.Mapping mapping)) {
            String message = root instanceof Yaml.Scalar scalar && scalar.isEmpty()
                    ? "the file is empty"
                    : "not a scenario: " + root.describe() + " instead of keys";
            report.add(Code.WRONG_SHAPE, root.place(), message, "", "`nines init` writes one to start from");
            problems.addAll(report.problems());
            return Optional.empty();
        }
        ConfigKeys config = new ConfigKeys(attachments, report);
        Tree tree = new Tree(config.expand(mapping), config.used());
        problems.addAll(report.problems());
        if (report.hasErrors()) {
            return Optional.empty();
        }
        Section[] file = new Section[1];
        Uncertain.Compiled middle = compileAt(tree, designName, suffix, Map.of(), file);
        problems.addAll(middle.problems());
        if (middle.design().isPresent()) {
            Function<Map<String, Double>, Uncertain.Compiled> compiler =
                    positions -> compileAt(tree, designName, suffix, positions, new Section[1]);
            problems.addAll(Ends.check(compiler, middle.unknowns()));
            int draws = withAllSections(file[0]).sub("run").orElseThrow().count("unknowns");
            designs.add(new Uncertain(middle.design().get(), middle.unknowns(), draws, compiler));
        }
        return Optional.of(file[0]);
    }

    /** @param configs files that were put into it, by name */
    private record Tree(Yaml root, Map<String, Source> configs) {
        /** With files of measured values. */
        Map<String, Source> files(Map<String, Source> samples) {
            Map<String, Source> files = new TreeMap<>(configs);
            files.putAll(samples);
            return files;
        }
    }

    /** @param read takes the tables that were read */
    private Uncertain.Compiled compileAt(
            Tree tree, String designName, String suffix, Map<String, Double> positions, Section[] read) {
        Report report = new Report(source);
        Unknowns unknowns = Unknowns.at(positions);
        Samples samples = new Samples(attachments::read);
        Checker checker = new Checker(report, unknowns, samples);
        Section file = checker.read(tree.root, Vocabulary.FILE);
        read[0] = file;
        Directory directory = new Directory(file);
        if (!isTooLarge(file, unknowns, report)) {
            ReferenceChecks references = new ReferenceChecks(directory, report);
            references.check(checker.references());
            new ServiceChecks(file, directory, report).check();
            new PartChecks(directory, report).check(file);
            new FaultChecks(file, directory, references, report).check();
            new RunChecks(file, directory, report).check();
        }
        Optional<Design> design = report.hasErrors()
                ? Optional.empty()
                : Optional.of(build(
                        file, directory, designName, title(file) + suffix, source.hash(tree.files(samples.used()))));
        return new Uncertain.Compiled(design, unknowns.found(), report.problems());
    }

    /** Some checks look at all pairs of names. */
    private static boolean isTooLarge(Section file, Unknowns unknowns, Report report) {
        boolean large = unknowns.found().size() > UNKNOWNS_MAX;
        if (large) {
            String message = "the file does not know " + unknowns.found().size() + " values";
            report.add(Code.OUT_OF_RANGE, file.place(), message, "at most " + UNKNOWNS_MAX, "");
        }
        for (String key : List.of("hosts", "services")) {
            int entries = file.map(key).size();
            if (entries > NAMES_MAX) {
                String message = "`" + key + "` has " + entries + " entries";
                report.add(Code.OUT_OF_RANGE, file.get(key).key(), message, "at most " + NAMES_MAX, "");
                large = true;
            }
        }
        return large;
    }

    private String title(Section file) {
        String title = file.text("title");
        return title.isEmpty() ? name : title;
    }

    private Design build(Section file, Directory directory, String designName, String title, String hash) {
        List<HostSpec> hosts = new ArrayList<>();
        directory
                .hosts()
                .forEach((host, h) -> hosts.add(new HostSpec(host, h.text("zone"), h.flag("managed"), h.law("boot"))));
        ServiceBuilder services = new ServiceBuilder(directory);
        List<ServiceSpec> specs = new ArrayList<>();
        directory.services().forEach(s -> specs.add(services.build(s)));
        List<ClientSpec> clients = new ArrayList<>();
        file.sections("clients").forEach((client, c) -> clients.add(client(client, c)));
        FaultBuilder faults = new FaultBuilder(directory);
        var laws = new ArrayList<>(faults.laws(file.list("faults"), false));
        laws.addAll(faults.laws(file.list("planned"), true));
        LinkedHashSet<String> expected = new LinkedHashSet<>();
        file.list("expect").forEach(v -> expected.add((String) v.object()));
        Section whole = withAllSections(file);
        return new Design(
                designName,
                title,
                hash,
                hosts,
                network(whole.sub("network").orElseThrow()),
                specs,
                clients,
                probe(whole.sub("probe").orElseThrow(), clients, PartChecks.measured(directory)),
                faults.drills(file.map("drills")),
                laws,
                file.list("objectives").stream().map(Compiler::objective).toList(),
                java.util.Collections.unmodifiableSet(expected),
                run(whole.sub("run").orElseThrow()),
                Assumptions.of(directory.onlyParts() ? file.withEmpty(List.of("run")) : whole));
    }

    /** Sections of parameters that are not written count as empty ones, so that their defaults apply. */
    private static Section withAllSections(Section file) {
        return file.withEmpty(List.of("network", "probe", "run"));
    }

    private static ClientSpec client(String name, Section c) {
        Optional<Section> slo = c.sub("slo");
        return new ClientSpec(
                name,
                c.text("calls"),
                c.has("port") ? c.count("port") : 0,
                c.number("rate"),
                c.number("writes"),
                c.number("uploads"),
                c.nanos("timeout"),
                c.count("retries"),
                ServiceBuilder.word(ClientSpec.Connections.class, c.text("connections")),
                c.count("addresses"),
                slo.map(s -> s.nanos("latency.p99")).orElse(0L),
                slo.map(s -> s.number("errors")).orElse(1.0));
    }

    private static NetworkSpec network(Section n) {
        return new NetworkSpec(
                n.law("within-zone"),
                n.law("between-zones"),
                n.law("between-regions"),
                n.number("loss"),
                ServiceBuilder.word(NetworkSpec.SynSchedule.class, n.text("syn-retransmission")),
                n.nanos("base_reachable_time"),
                n.nanos("delay_first_probe_time"),
                n.count("ucast_solicit"),
                n.nanos("retrans_time"));
    }

    private static ProbeSpec probe(Section p, List<ClientSpec> clients, List<String> parts) {
        List<String> services = p.has("services")
                ? p.list("services").stream()
                        .map(v -> (String) v.object())
                        .distinct()
                        .toList()
                : Stream.concat(clients.stream().map(ClientSpec::calls), parts.stream())
                        .distinct()
                        .toList();
        return new ProbeSpec(
                services,
                p.nanos("interval"),
                p.count("addresses"),
                p.nanos("timeout"),
                p.number("outage.threshold"),
                ServiceBuilder.word(ClientSpec.Connections.class, p.text("connections")));
    }

    private static ObjectiveSpec objective(Value value) {
        Objective.Parsed o = (Objective.Parsed) value.object();
        return new ObjectiveSpec(o.text(), o.service(), o.path(), o.window(), o.comparison(), o.limit());
    }

    private static RunSpec run(Section r) {
        return new RunSpec(r.nanos("horizon"), r.nanos("warm-up"), r.count("trials"), r.count("seed"));
    }
}
