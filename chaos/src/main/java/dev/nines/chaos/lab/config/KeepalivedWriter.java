package dev.nines.chaos.lab.config;

import static dev.nines.chaos.lab.config.ConfigText.SECOND_NANOS;
import static dev.nines.chaos.lab.config.ConfigText.seconds;
import static dev.nines.chaos.lab.config.ConfigText.wholeSeconds;

import dev.nines.model.spec.Design;
import dev.nines.model.spec.KeepalivedSpec;
import dev.nines.model.spec.KeepalivedSpec.Instance;
import dev.nines.model.spec.KeepalivedSpec.TrackScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the keepalived.conf of one host, as keepalived 2.2.7 reads it. */
public final class KeepalivedWriter {
    /** Only root may write there, which keepalived insists on. */
    public static final String SCRIPTS = "/run/lab";
    /** Everybody may write there: keepalived refuses a script in it. */
    public static final String UNTRUSTED_SCRIPTS = "/run/lab-untrusted";

    private static final int FIRST_ROUTER_ID = 51;

    private KeepalivedWriter() {}

    /** The file of a host that runs this service alone. */
    public static String write(Design design, KeepalivedSpec service, String node, Addresses addresses) {
        return write(design, List.of(service), node, addresses);
    }

    /** @param services all of the host's: they share one daemon */
    public static String write(Design design, List<KeepalivedSpec> services, String node, Addresses addresses) {
        ConfigText text = new ConfigText(design, 4);
        global(text, services, node);
        for (KeepalivedSpec service : services) {
            service.tracks().forEach(track -> script(text, service, track));
        }
        syncGroups(services).forEach((group, members) -> {
            text.line("").open("vrrp_sync_group " + group + " {").open("group {");
            members.forEach(text::line);
            text.close("}").close("}");
        });
        for (KeepalivedSpec service : services) {
            instance(text, design, service, node, addresses);
        }
        return text.toString();
    }

    /** Where the script of a track_script lies; it looks at a process of the same host. */
    public static String scriptPath(KeepalivedSpec service, TrackScript track) {
        return (track.untrusted() ? UNTRUSTED_SCRIPTS : SCRIPTS) + "/" + scriptName(service, track);
    }

    /** Names of scripts are the daemon's, names of track_scripts the service's. */
    private static String scriptName(KeepalivedSpec service, TrackScript track) {
        return service.name() + "-" + track.name();
    }

    /** What this product and version cannot say. */
    public static List<Difference> differences(KeepalivedSpec service) {
        List<Difference> found = new ArrayList<>();
        for (TrackScript track : service.tracks()) {
            whole(found, service, "interval of " + track.name(), track.intervalNanos());
            whole(found, service, "timeout of " + track.name(), track.timeoutNanos());
            found.add(new Difference(
                    service.name(),
                    "script " + track.name() + " takes as long as it takes, not " + seconds(track.runTimeNanos())
                            + " s"));
            if (!service.syncGroup().isEmpty() && track.weight() != 0) {
                found.add(new Difference(
                        service.name(), "keepalived ignores " + track.name() + ": it has a weight in a sync group"));
            }
        }
        whole(found, service, "garp_master_delay", service.garpMasterDelayNanos());
        whole(found, service, "garp_master_refresh", service.garpMasterRefreshNanos());
        whole(found, service, "garp_lower_prio_delay", service.garpLowerPrioDelayNanos());
        if (service.garpMasterRepeat() == 0) {
            found.add(new Difference(service.name(), "garp_master_repeat is 1: keepalived accepts no 0"));
        }
        return List.copyOf(found);
    }

    private static void whole(List<Difference> found, KeepalivedSpec service, String parameter, long nanos) {
        if (nanos % SECOND_NANOS != 0) {
            found.add(new Difference(
                    service.name(),
                    parameter + " is " + wholeSeconds(nanos) + " s, not " + seconds(nanos)
                            + " s: keepalived takes whole seconds"));
        }
    }

    private static void global(ConfigText text, List<KeepalivedSpec> services, String node) {
        text.open("global_defs {").line("router_id", node);
        // keepalived refuses a delay of 0, which is its default.
        services.stream()
                .mapToLong(KeepalivedSpec::startupDelayNanos)
                .filter(nanos -> nanos > 0)
                .max()
                .ifPresent(nanos -> text.line("vrrp_startup_delay", seconds(nanos)));
        text.line("script_user root").line("enable_script_security").close("}");
    }

    private static void script(ConfigText text, KeepalivedSpec service, TrackScript track) {
        text.line("").open("vrrp_script " + scriptName(service, track) + " {");
        text.line("script", '"' + scriptPath(service, track) + '"');
        text.line("interval", wholeSeconds(track.intervalNanos()));
        text.line("timeout", wholeSeconds(track.timeoutNanos()));
        text.line("fall", track.fall()).line("rise", track.rise()).line("weight", track.weight());
        if (track.initFail()) {
            text.line("init_fail");
        }
        text.close("}");
    }

    /** A group of one is none, as keepalived warns. */
    private static Map<String, List<String>> syncGroups(List<KeepalivedSpec> services) {
        Map<String, List<String>> groups = new TreeMap<>();
        for (KeepalivedSpec service : services) {
            if (!service.syncGroup().isEmpty()) {
                groups.computeIfAbsent(service.syncGroup(), name -> new ArrayList<>())
                        .add(service.name());
            }
        }
        groups.values().removeIf(members -> members.size() < 2);
        return groups;
    }

    private static void instance(
            ConfigText text, Design design, KeepalivedSpec service, String node, Addresses addresses) {
        Instance instance = service.instances().stream()
                .filter(candidate -> candidate.host().equals(node))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(service.name() + " does not run on " + node));
        text.line("").open("vrrp_instance " + service.name() + " {");
        text.line("state", instance.stateMaster() ? "MASTER" : "BACKUP").line("interface", Addresses.INTERFACE);
        text.line("virtual_router_id", routerId(design, service)).line("priority", instance.priority());
        text.line("version", service.version()).line("advert_int", seconds(service.advertIntNanos()));
        if (service.preempt()) {
            text.line("preempt_delay", seconds(service.preemptDelayNanos()));
        } else {
            text.line("nopreempt");
        }
        text.line("down_timer_adverts", service.downTimerAdverts());
        neighbours(text, service);
        text.line("lower_prio_no_advert", service.lowerPrioNoAdvert());
        text.line("higher_prio_send_advert", service.higherPrioSendAdvert());
        if (service.unicast()) {
            peers(text, service, node, addresses);
        }
        if (!service.tracks().isEmpty()) {
            text.open("track_script {");
            service.tracks().forEach(track -> text.line(scriptName(service, track)));
            text.close("}");
        }
        text.open("virtual_ipaddress {");
        text.line(addresses.virtual().get(service.name()) + "/" + Addresses.PREFIX_LENGTH + " dev "
                + Addresses.INTERFACE);
        text.close("}").close("}");
    }

    private static void neighbours(ConfigText text, KeepalivedSpec service) {
        text.line("garp_master_delay", wholeSeconds(service.garpMasterDelayNanos()));
        text.line("garp_master_repeat", Math.max(1, service.garpMasterRepeat()));
        text.line("garp_master_refresh", wholeSeconds(service.garpMasterRefreshNanos()));
        text.line("garp_master_refresh_repeat", service.garpMasterRefreshRepeat());
        text.line("garp_lower_prio_delay", wholeSeconds(service.garpLowerPrioDelayNanos()));
        text.line("garp_lower_prio_repeat", service.garpLowerPrioRepeat());
    }

    private static void peers(ConfigText text, KeepalivedSpec service, String node, Addresses addresses) {
        text.line("unicast_src_ip", addresses.host(node)).open("unicast_peer {");
        service.nodes().stream().filter(peer -> !peer.equals(node)).forEach(peer -> text.line(addresses.host(peer)));
        text.close("}");
    }

    /** In order of the design's addresses, the same on every host. */
    private static int routerId(Design design, KeepalivedSpec service) {
        List<String> names = design.services().stream()
                .filter(KeepalivedSpec.class::isInstance)
                .map(other -> other.name())
                .toList();
        return FIRST_ROUTER_ID + names.indexOf(service.name());
    }
}
