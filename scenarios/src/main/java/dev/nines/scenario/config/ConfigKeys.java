package dev.nines.scenario.config;

import dev.nines.scenario.language.Report;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.problem.Problems;
import dev.nines.scenario.vocabulary.Kinds;
import dev.nines.scenario.yaml.Attachments;
import dev.nines.scenario.yaml.Place;
import dev.nines.scenario.yaml.Source;
import dev.nines.scenario.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts what the files behind {@code config:} say into a scenario's tree, before anything of it is checked. */
public final class ConfigKeys {
    static final String CONFIG = "config";
    private static final int SHOWN_MAX = 12;

    private final Attachments attachments;
    private final Report report;
    private final Map<String, Source> used = new TreeMap<>();

    /** @param report takes what is wrong with the files, and warnings */
    public ConfigKeys(Attachments attachments, Report report) {
        this.attachments = attachments;
        this.report = report;
    }

    /** The files that were read, by name. */
    public Map<String, Source> used() {
        return Map.copyOf(used);
    }

    /** The tree with every section that has {@code config} filled in. */
    public Yaml.Mapping expand(Yaml.Mapping root) {
        Optional<Yaml.Entry> services = root.entry("services");
        if (services.isEmpty() || !(services.get().value() instanceof Yaml.Mapping all)) {
            return root;
        }
        Yaml.Mapping changed = all;
        for (Yaml.Entry service : all.entries()) {
            if (service.value() instanceof Yaml.Mapping kinds) {
                for (String kind : List.of(Kinds.HAPROXY, Kinds.KEEPALIVED)) {
                    Optional<Yaml.Entry> entry = kinds.entry(kind);
                    if (entry.isPresent() && entry.get().value() instanceof Yaml.Mapping body) {
                        Yaml.Mapping filled = filled(kind, body, new Services(all));
                        kinds = kinds.with(new Yaml.Entry(entry.get().key(), filled));
                    }
                }
                changed = changed.with(new Yaml.Entry(service.key(), kinds));
            }
        }
        return changed.equals(all)
                ? root
                : root.with(new Yaml.Entry(services.get().key(), changed));
    }

    private Yaml.Mapping filled(String kind, Yaml.Mapping body, Services services) {
        Optional<Yaml.Entry> config = body.entry(CONFIG);
        if (config.isEmpty()) {
            return body;
        }
        try {
            Optional<Fragment> fragment = kind.equals(Kinds.HAPROXY)
                    ? new HaproxyConfigKey(this, services)
                            .read(body, config.get().value())
                    : new KeepalivedConfigKey(this, services)
                            .read(body, config.get().value());
            if (fragment.isEmpty()) {
                return body;
            }
            fragment.get().warnings().forEach(report::add);
            warn(config.get().value().place(), fragment.get().findings());
            return merge(fragment.get().section(), body, "");
        } catch (Problems e) {
            e.all().forEach(report::add);
            return body;
        }
    }

    /** Written values win over the file's; maps are laid over each other. */
    private Yaml.Mapping merge(Yaml.Mapping file, Yaml.Mapping written, String path) {
        List<Yaml.Entry> entries = new ArrayList<>();
        for (Yaml.Entry of : file.entries()) {
            Optional<Yaml.Entry> own = written.entry(of.name());
            if (own.isEmpty()) {
                entries.add(of);
            } else if (of.value() instanceof Yaml.Mapping below && own.get().value() instanceof Yaml.Mapping more) {
                entries.add(new Yaml.Entry(own.get().key(), merge(below, more, path + of.name() + ".")));
            } else if (!(of.value() instanceof Yaml.Mapping)) {
                overridden(of, own.get(), path);
            }
        }
        for (Yaml.Entry own : written.entries()) {
            boolean merged = entries.stream().anyMatch(e -> e.name().equals(own.name()));
            if (!merged) {
                entries.add(own);
            }
        }
        return new Yaml.Mapping(written.place(), entries);
    }

    private void overridden(Yaml.Entry file, Yaml.Entry own, String path) {
        if (file.value() instanceof Yaml.Scalar value
                && !(own.value() instanceof Yaml.Scalar same && same.text().equals(value.text()))) {
            String message = "`" + path + own.name() + "` hides what the file says";
            String label = value.place().shown() + ": " + value.text();
            report.add(Code.OVERRIDDEN, own.key().place(), message, label, "");
        }
    }

    private void warn(Place place, List<Finding> findings) {
        List<String> lines = Finding.lines(findings, Finding.Kind.MAY_AFFECT_FAILOVER);
        if (!lines.isEmpty()) {
            List<String> shown = lines.size() > SHOWN_MAX ? lines.subList(0, SHOWN_MAX) : lines;
            String more = lines.size() > SHOWN_MAX ? " … and " + (lines.size() - SHOWN_MAX) + " more" : "";
            report.add(
                    Code.NOT_MODELLED,
                    place,
                    "not modelled, may affect failover: " + lines.size() + (lines.size() == 1 ? " thing" : " things"),
                    String.join("; ", shown) + more,
                    "");
        }
    }

    /** A problem of the scenario itself, which ends the reading of this section. */
    Problems wrong(Place place, String message, String label, String help) {
        report.add(Code.CONFIG_MATCH, place, message, label, help);
        return new Problems(List.of());
    }

    void warning(Code code, Place place, String message, String label) {
        report.add(code, place, message, label, "");
    }

    /** The file that a value names. */
    Source source(Yaml.Scalar name) {
        try {
            Source source = attachments.read(name.text(), Secrets::hidden);
            used.put(name.text(), source);
            return source;
        } catch (Problems e) {
            Problem first = e.all().get(0);
            if (first.length() > 0) {
                throw e;
            }
            String message = "`" + Reading.shorten(name.text()) + "`: " + first.message();
            report.add(Code.CONFIG_UNREADABLE, name.place(), message, "relative to the scenario's folder", "");
            throw new Problems(List.of());
        }
    }
}
