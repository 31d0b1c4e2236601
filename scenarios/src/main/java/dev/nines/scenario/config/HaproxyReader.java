package dev.nines.scenario.config;

import dev.nines.scenario.config.HaproxyCfg.Kind;
import dev.nines.scenario.config.HaproxyCfg.Proxy;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Nearest;
import dev.nines.scenario.yaml.Place;
import dev.nines.scenario.yaml.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Walks through the sections of an {@code haproxy.cfg}. */
final class HaproxyReader {
    private static final List<String> SECTIONS = List.of("global", "defaults", "frontend", "backend", "listen");

    private final Reading reading;
    private final ProxyReader proxyReader;
    private final Map<String, Given> global = new TreeMap<>();
    private final Map<String, ProxyBuilder> namedDefaults = new TreeMap<>();
    private final Map<String, Place> names = new TreeMap<>();
    private final List<ProxyBuilder> proxies = new ArrayList<>();
    private ProxyBuilder defaults;
    private ProxyBuilder current;
    private String section = "";

    HaproxyReader(Source source) {
        ConfigKind.HAPROXY.expect(source);
        reading = new Reading(source, Keywords.HAPROXY);
        proxyReader = new ProxyReader(reading);
        Word none = new Word("", new Place(1, 1, 1), false);
        defaults = new ProxyBuilder(Kind.DEFAULTS, none);
        current = defaults;
    }

    HaproxyCfg read() {
        HaproxyLexer.lines(reading).forEach(this::line);
        List<Proxy> built = proxies.stream().map(ProxyBuilder::build).toList();
        built.forEach(proxy -> checkTargets(proxy, built));
        return new HaproxyCfg(reading.source, java.util.Collections.unmodifiableMap(global), built, reading.findings());
    }

    private void line(List<Word> words) {
        Word first = words.get(0);
        words.stream()
                .filter(Word::environment)
                .forEach(w -> reading.finding(Finding.Kind.NOTE, w, "an environment variable: its value is not known"));
        Keywords.Section others = reading.keywords.section("sections");
        if (first.text().startsWith(".")) {
            reading.error(
                    Code.CONFIG_VALUE,
                    first.place(),
                    "conditional blocks are not read",
                    "",
                    "give the file as it is on the host");
        } else if (SECTIONS.contains(first.text())) {
            section = first.text();
            open(words);
        } else if (others.knows(first.text()) && !(section.equals("global") && first.is("cache"))) {
            section = "other";
            reading.known("sections", first, "");
        } else if (section.isEmpty()) {
            List<String> known = new ArrayList<>(SECTIONS);
            known.addAll(others.all());
            reading.unknown(first, "no section begins with `" + Reading.shorten(first.text()) + "`", known);
        } else if (section.equals("global")) {
            globalLine(words);
        } else if (!section.equals("other")) {
            proxyReader.line(current, words);
        }
    }

    private void open(List<Word> words) {
        Word first = words.get(0);
        if (section.equals("global")) {
            return;
        }
        boolean isDefaults = section.equals("defaults");
        if (words.size() < 2 && !isDefaults) {
            reading.value(first, "`" + section + "` needs a name", "");
        }
        Word name = words.size() < 2 ? first : words.get(1);
        ProxyBuilder from = defaults;
        if (words.size() > 3 && words.get(2).is("from")) {
            Word wanted = words.get(3);
            from = namedDefaults.getOrDefault(wanted.text(), defaults);
            if (!namedDefaults.containsKey(wanted.text())) {
                String help = Nearest.help(wanted.text(), namedDefaults.keySet());
                reading.error(Code.CONFIG_VALUE, wanted.place(), "no defaults `" + wanted.text() + "`", "", help);
            }
        }
        current = new ProxyBuilder(Kind.valueOf(section.toUpperCase(java.util.Locale.ROOT)), name);
        if (isDefaults) {
            if (from != defaults) {
                current.inherit(from);
            }
            defaults = current;
            if (words.size() > 1) {
                namedDefaults.put(name.text(), current);
            }
        } else {
            current.inherit(from);
            proxies.add(current);
            once(name);
        }
    }

    /** A frontend and a backend may share a name; nothing else may. */
    private void once(Word name) {
        String key = name.text();
        List<String> keys = current.kind == Kind.LISTEN
                ? List.of("in " + key, "out " + key)
                : List.of((current.kind == Kind.FRONTEND ? "in " : "out ") + key);
        for (String one : keys) {
            Place before = names.putIfAbsent(one, name.place());
            if (before != null) {
                reading.value(name, "`" + Reading.shorten(key) + "` stands twice", "first on line " + before.line());
                return;
            }
        }
    }

    private void globalLine(List<Word> words) {
        Word first = words.get(0);
        if (first.is("spread-checks")) {
            proxyReader
                    .values
                    .whole(words, 1, 0, 50)
                    .ifPresent(n -> global.put("spread-checks", new Given(n.text() + "%", n.place())));
        } else if (first.is("no") && words.size() > 1) {
            reading.known("global", words.get(1), "no ");
        } else {
            reading.known("global", first, "");
        }
    }

    private void checkTargets(Proxy proxy, List<Proxy> all) {
        List<String> known = all.stream()
                .filter(p -> p.kind() != Kind.FRONTEND)
                .map(p -> p.name().text())
                .toList();
        for (Given target : proxy.targets()) {
            boolean computed = target.text().contains("%[");
            if (!computed && !known.contains(target.text())) {
                String message = "no backend `" + Reading.shorten(target.text()) + "`";
                reading.error(Code.CONFIG_VALUE, target.place(), message, "", Nearest.help(target.text(), known));
            }
        }
    }
}
