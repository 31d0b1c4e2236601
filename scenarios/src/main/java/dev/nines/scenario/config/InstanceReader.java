package dev.nines.scenario.config;

import dev.nines.scenario.config.KeepalivedConf.Instance;
import dev.nines.scenario.config.KeepalivedConf.Script;
import dev.nines.scenario.config.KeepalivedConf.Tracked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The lines of one vrrp_instance. */
final class InstanceReader {
    final Map<String, Given> settings;
    private final Reading reading;
    private final KeepalivedValues values;
    private final Map<String, Script> known;
    private final List<Given> addresses = new ArrayList<>();
    private final List<Given> peers = new ArrayList<>();
    private final Map<String, Tracked> scripts = new LinkedHashMap<>();
    private final Map<String, Tracked> interfaces = new LinkedHashMap<>();
    private Optional<Given> virtualRouterId = Optional.empty();
    private Optional<Given> unicastSource = Optional.empty();

    /** @param known vrrp_scripts by name */
    InstanceReader(Reading reading, KeepalivedValues values, Map<String, Given> global, Map<String, Script> known) {
        this.reading = reading;
        this.values = values;
        this.known = known;
        settings = new TreeMap<>(global);
    }

    void line(Directive line) {
        Word first = line.first();
        switch (first.text()) {
            case "state" -> values.choice(settings, "state", line, List.of("MASTER", "BACKUP"));
            case "interface" -> values.interfaceName(line, 1).ifPresent(w -> settings.put("interface", w.given()));
            case "virtual_router_id" -> {
                Map<String, Given> id = new TreeMap<>();
                values.whole(id, "id", line, 1, 255);
                virtualRouterId = Optional.ofNullable(id.get("id"));
            }
            case "priority" -> values.whole(settings, "priority", line, 1, 255);
            case "nopreempt", "dont_track_primary" -> settings.put(first.text(), first.given(true));
            case "preempt" -> settings.remove("nopreempt");
            case "preempt_delay" -> values.seconds(settings, line, 0, 1000);
            case "advert_int" -> values.seconds(settings, line, 0.01, 255);
            case "strict_mode" -> reading.notModelled(first, "strict_mode");
            case "unicast_src_ip" -> unicastSource = values.word(line, 1).map(Word::given);
            case "unicast_peer" -> {
                settings.put("unicast", first.given(true));
                line.body().forEach(peer -> peers.add(peer.first().given()));
            }
            case "virtual_ipaddress", "virtual_ipaddress_excluded" ->
                line.body()
                        .forEach(a ->
                                addresses.add(a.first().given(a.first().text().replaceFirst("/.*", ""))));
            case "track_script" -> line.body().forEach(this::trackScript);
            case "track_interface" ->
                line.body().stream()
                        .filter(entry -> values.interfaceName(entry, 0).isPresent())
                        .forEach(entry -> track(interfaces, entry));
            case "version" -> values.read(settings, "vrrp_version", line);
            default -> {
                if (!values.read(settings, first.text(), line)) {
                    reading.known("vrrp_instance", first, "");
                }
            }
        }
    }

    private void trackScript(Directive entry) {
        Word name = entry.first();
        if (!known.containsKey(name.text())) {
            String message = "no vrrp_script `" + Reading.shorten(name.text()) + "`: keepalived ignores this";
            String help = KeepalivedReader.nearest(name.text(), known.keySet());
            reading.error(dev.nines.scenario.problem.Code.CONFIG_VALUE, name.place(), message, "", help);
            return;
        }
        track(scripts, entry);
        if (scripts.get(name.text()).settings().containsKey("reverse")) {
            reading.notModelled(name, "track_script … reverse");
        }
    }

    private void track(Map<String, Tracked> tracked, Directive entry) {
        Map<String, Given> own = new TreeMap<>();
        if (entry.words().size() > 1) {
            values.weight(own, entry, 2);
        }
        tracked.putIfAbsent(entry.first().text(), new Tracked(entry.first().given(), own));
    }

    Instance build(Word name) {
        return new Instance(
                name.given(),
                settings,
                virtualRouterId,
                addresses,
                unicastSource,
                peers,
                List.copyOf(scripts.values()),
                List.copyOf(interfaces.values()));
    }
}
