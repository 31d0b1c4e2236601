package dev.nines.scenario.config;

import dev.nines.scenario.config.KeepalivedConf.Instance;
import dev.nines.scenario.config.KeepalivedConf.Script;
import dev.nines.scenario.problem.Nearest;
import dev.nines.scenario.yaml.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Walks through the blocks of a {@code keepalived.conf}. */
final class KeepalivedReader {
    private static final List<String> BLOCKS =
            List.of("global_defs", "vrrp_script", "vrrp_sync_group", "vrrp_instance");

    private final Reading reading;
    private final KeepalivedValues values;
    private final Map<String, Given> global = new TreeMap<>();
    private final Map<String, Given> syncGroups = new TreeMap<>();
    private final Map<String, Script> scripts = new TreeMap<>();
    private final List<Script> scriptsInOrder = new ArrayList<>();
    private final List<Instance> instances = new ArrayList<>();
    private Optional<Given> routerId = Optional.empty();

    KeepalivedReader(Source source) {
        ConfigKind.KEEPALIVED.expect(source);
        reading = new Reading(source, Keywords.KEEPALIVED);
        values = new KeepalivedValues(reading);
    }

    KeepalivedConf read() {
        List<Directive> top = KeepalivedLexer.read(reading);
        for (String kind : BLOCKS) { // what is global counts wherever it stands
            top.stream().filter(d -> d.first().is(kind)).forEach(this::block);
        }
        top.stream().filter(d -> !BLOCKS.contains(d.first().text())).forEach(d -> reading.known("top", d.first(), ""));
        return new KeepalivedConf(reading.source, routerId, scriptsInOrder, instances, reading.findings());
    }

    private void block(Directive block) {
        Word kind = block.first();
        if (!block.block()) {
            reading.value(kind, "`" + kind.text() + "` needs a block", "`{` is missing");
        } else if (kind.is("global_defs")) {
            block.body().forEach(this::global);
        } else if (block.words().size() < 2) {
            reading.value(kind, "`" + kind.text() + "` needs a name", "");
        } else if (kind.is("vrrp_script")) {
            script(block);
        } else if (kind.is("vrrp_sync_group")) {
            syncGroup(block);
        } else {
            instance(block);
        }
    }

    private void global(Directive line) {
        Word first = line.first();
        String key = first.text().replaceFirst("^vrrp_(?!version|startup_delay)", "");
        if (first.is("router_id")) {
            routerId = values.word(line, 1).map(Word::given);
        }
        if (first.is("vrrp_strict")) {
            global.put("lower_prio_no_advert", first.given(true));
            reading.notModelled(first, "vrrp_strict");
        } else if (!first.text().startsWith("vrrp_") || !values.read(global, key, line)) {
            reading.known("global_defs", first, "");
        }
    }

    private void script(Directive block) {
        Map<String, Given> settings = new TreeMap<>();
        String command = "";
        for (Directive line : block.body()) {
            Word first = line.first();
            switch (first.text()) {
                case "script" ->
                    command = String.join(
                            " ", line.words().stream().skip(1).map(Word::text).toList());
                case "interval", "timeout" -> values.seconds(settings, line, 0.01, 3600);
                case "rise", "fall" -> values.whole(settings, first.text(), line, 1, 1000);
                case "weight" -> weight(settings, line, 1);
                case "init_fail" -> settings.put("init_fail", first.given(true));
                default -> reading.known("vrrp_script", first, "vrrp_script … ");
            }
        }
        Word name = block.words().get(1);
        Script script = new Script(name.given(), command, settings);
        if (scripts.putIfAbsent(name.text(), script) != null) {
            reading.value(name, "vrrp_script `" + Reading.shorten(name.text()) + "` stands twice", "");
        } else {
            scriptsInOrder.add(script);
        }
    }

    private void weight(Map<String, Given> settings, Directive line, int at) {
        values.weight(settings, line, at);
        Given reverse = settings.remove("reverse");
        if (reverse != null) {
            reading.notModelled(line.first(), "weight … reverse");
        }
    }

    private void syncGroup(Directive block) {
        Word name = block.words().get(1);
        for (Directive line : block.body()) {
            if (line.first().is("group")) {
                line.body()
                        .forEach(member -> member.words()
                                .forEach(word -> syncGroups.put(word.text(), word.given(Names.of(name.text())))));
            } else {
                reading.known("vrrp_sync_group", line.first(), "vrrp_sync_group … ");
            }
        }
    }

    private void instance(Directive block) {
        Word name = block.words().get(1);
        InstanceReader reader = new InstanceReader(reading, values, global, scripts);
        block.body().forEach(reader::line);
        Given group = syncGroups.get(name.text());
        if (group != null) {
            reader.settings.put("sync_group", group);
        }
        if (instances.stream().anyMatch(i -> i.name().text().equals(name.text()))) {
            reading.value(name, "vrrp_instance `" + Reading.shorten(name.text()) + "` stands twice", "");
        }
        instances.add(reader.build(name));
    }

    /** For messages about a name that should be one of these. */
    static String nearest(String word, java.util.Collection<String> known) {
        return Nearest.help(word, known);
    }
}
