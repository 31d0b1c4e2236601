package dev.nines.scenario.design;

import dev.nines.model.spec.ContentSyncSpec;
import dev.nines.model.spec.HaproxySpec;
import dev.nines.model.spec.KeepalivedSpec;
import dev.nines.model.spec.MysqlSpec;
import dev.nines.model.spec.NlbSpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.model.spec.WebServerSpec;
import dev.nines.scenario.design.Directory.Service;
import dev.nines.scenario.language.Section;
import dev.nines.scenario.language.Value;
import dev.nines.scenario.vocabulary.DatabaseTable;
import dev.nines.scenario.vocabulary.DatabaseTable.Role;
import dev.nines.scenario.vocabulary.HaproxyTable;
import dev.nines.scenario.vocabulary.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Specifications of services out of checked tables. */
final class ServiceBuilder {
    private final Directory directory;

    ServiceBuilder(Directory directory) {
        this.directory = directory;
    }

    ServiceSpec build(Service service) {
        Section body = service.body();
        String name = service.name();
        return switch (service.kind()) {
            case Kinds.KEEPALIVED -> keepalived(name, body);
            case Kinds.HAPROXY -> haproxy(name, body);
            case Kinds.NLB -> nlb(name, body);
            case Kinds.WEB_SERVER -> web(name, body);
            case Kinds.TCP_SERVICE -> tcp(name, body);
            case Kinds.MYSQL, Kinds.MARIADB -> database(name, service.kind(), body);
            case Kinds.CONTENT_SYNC -> contentSync(name, body);
            case Kinds.HEARTBEAT -> DetectorBuilder.heartbeat(name, body);
            default -> PartBuilder.build(service);
        };
    }

    private static KeepalivedSpec keepalived(String name, Section b) {
        List<KeepalivedSpec.Instance> instances = KeepalivedChecks.Instance.of(b).stream()
                .map(i -> new KeepalivedSpec.Instance(i.host(), i.priority(), i.stateMaster()))
                .toList();
        List<KeepalivedSpec.TrackScript> scripts = new ArrayList<>();
        b.sections("track_script").forEach((script, s) -> scripts.add(trackScript(script, s)));
        int version = b.count("vrrp_version");
        return new KeepalivedSpec(
                name,
                version,
                KeepalivedChecks.rounded(b.nanos("advert_int"), version == 3),
                !b.flag("nopreempt"),
                b.nanos("preempt_delay"),
                b.count("down_timer_adverts"),
                b.count("garp_master_repeat"),
                b.nanos("garp_master_delay"),
                b.nanos("garp_master_refresh"),
                b.count("garp_master_refresh_repeat"),
                b.count("garp_lower_prio_repeat"),
                b.nanos("garp_lower_prio_delay"),
                b.flag("lower_prio_no_advert"),
                b.flag("higher_prio_send_advert"),
                b.nanos("vrrp_startup_delay"),
                b.flag("unicast"),
                b.text("sync_group"),
                instances,
                scripts,
                !b.flag("dont_track_primary"),
                interfaces(b));
    }

    /** keepalived ignores the own interface there: it is tracked anyway. */
    private static List<KeepalivedSpec.TrackInterface> interfaces(Section b) {
        List<KeepalivedSpec.TrackInterface> interfaces = new ArrayList<>();
        b.sections("track_interface").forEach((name, i) -> {
            if (!name.equals(b.text("interface"))) {
                interfaces.add(new KeepalivedSpec.TrackInterface(name, i.count("weight"), i.flag("reverse")));
            }
        });
        return interfaces;
    }

    private static KeepalivedSpec.TrackScript trackScript(String name, Section s) {
        return new KeepalivedSpec.TrackScript(
                name,
                s.text("checks"),
                s.nanos("interval"),
                s.nanos("timeout"),
                s.count("rise"),
                s.count("fall"),
                s.count("weight"),
                s.flag("init_fail"),
                s.nanos("run-time"),
                s.flag("untrusted"));
    }

    private HaproxySpec haproxy(String name, Section b) {
        String balance = b.text("balance");
        int draws = balance.startsWith("random(") ? Integer.parseInt(balance.substring(7, balance.length() - 1)) : 2;
        Optional<Section> timeout = b.sub("timeout");
        return new HaproxySpec(
                name,
                Directory.nodes(b),
                b.text("behind"),
                b.count("bind"),
                b.text("servers"),
                word(HaproxySpec.Mode.class, b.text("mode")),
                word(HaproxySpec.Balance.class, balance.startsWith("random") ? "random" : balance),
                draws,
                check(b),
                b.count("retries"),
                b.count("redispatch"),
                timeout(timeout, "connect"),
                timeout(timeout, "server"),
                timeout(timeout, "client"),
                timeout(timeout, "queue"),
                b.nanos("slowstart"),
                b.text("on-marked-down").equals("shutdown-sessions"),
                b.text("stick").equals("src"),
                servers(b));
    }

    private static long timeout(Optional<Section> timeout, String key) {
        return timeout.map(t -> t.nanos(key)).orElse(0L);
    }

    private static HaproxySpec.Check check(Section b) {
        boolean asked = HaproxyTable.CHECK_OPTIONS.stream().anyMatch(b::has);
        String type = b.has("check") ? b.text("check") : asked ? "tcp" : "none";
        return new HaproxySpec.Check(
                word(HaproxySpec.CheckType.class, type),
                b.nanos("inter"),
                b.nanos("fastinter"),
                b.nanos("downinter"),
                b.count("rise"),
                b.count("fall"),
                timeout(b.sub("timeout"), "check"),
                b.number("spread-checks"),
                word(HaproxySpec.Observe.class, b.text("observe")),
                b.count("error-limit"),
                word(HaproxySpec.OnError.class, b.text("on-error")));
    }

    /** One entry per server, in the order of the nodes. */
    private List<HaproxySpec.Server> servers(Section b) {
        Map<String, Section> options = b.sections("server-options");
        return directory.nodes(b.text("servers")).stream()
                .map(host -> options.containsKey(host)
                        ? server(host, options.get(host))
                        : new HaproxySpec.Server(host, 1, false, 0))
                .toList();
    }

    private static HaproxySpec.Server server(String host, Section o) {
        return new HaproxySpec.Server(host, o.count("weight"), o.flag("backup"), o.count("maxconn"));
    }

    private NlbSpec nlb(String name, Section b) {
        List<NlbSpec.TargetGroup> groups = new ArrayList<>();
        b.sections("target-groups").forEach((group, g) -> groups.add(targetGroup(group, g)));
        return new NlbSpec(
                name,
                Directory.nodes(b),
                b.text("behind"),
                groups,
                word(NlbSpec.Algorithm.class, b.text("algorithm")),
                word(NlbSpec.FlowPolicy.class, b.text("on-unhealthy")),
                b.flag("fail-open"),
                b.flag("passive-checks"),
                b.nanos("tcp-idle"));
    }

    private NlbSpec.TargetGroup targetGroup(String name, Section g) {
        List<String> registered = g.has("registered")
                ? g.list("registered").stream().map(v -> (String) v.object()).toList()
                : directory.nodes(g.text("targets"));
        return new NlbSpec.TargetGroup(
                name,
                g.count("port"),
                g.text("targets"),
                registered,
                word(NlbSpec.CheckType.class, g.text("protocol")),
                g.nanos("interval"),
                g.nanos("timeout"),
                g.count("healthy-threshold"),
                g.count("unhealthy-threshold"));
    }

    private static WebServerSpec web(String name, Section b) {
        return server(name, b, b.text("calls"), b.nanos("call-timeout"), b.text("content"));
    }

    private static WebServerSpec tcp(String name, Section b) {
        return server(name, b, "", 0, "");
    }

    private static WebServerSpec server(String name, Section b, String calls, long callTimeoutNanos, String content) {
        return new WebServerSpec(
                name,
                Directory.nodes(b),
                b.list("ports").stream().map(v -> (Integer) v.object()).toList(),
                b.text("behind"),
                calls,
                callTimeoutNanos,
                b.count("capacity"),
                b.count("queue"),
                b.law("service-time"),
                b.law("start"),
                b.nanos("auto-restart"),
                content);
    }

    private static MysqlSpec database(String name, String kind, Section b) {
        List<String> nodes = Directory.nodes(b);
        boolean semiSync = b.text("replication").equals("semi-sync");
        return new MysqlSpec(
                name,
                nodes,
                word(MysqlSpec.Product.class, kind),
                word(MysqlSpec.Replication.class, b.text("replication")),
                word(MysqlSpec.WaitPoint.class, b.text(DatabaseTable.name(kind, Role.WAIT_POINT))),
                b.nanos(DatabaseTable.name(kind, Role.TIMEOUT)),
                b.flag(DatabaseTable.name(kind, Role.WAIT_NO_SLAVE)),
                word(MysqlSpec.Topology.class, b.text("topology")),
                b.count("auto_increment_increment"),
                distinctOffsets(b, nodes.size()),
                b.law("commit-time"),
                b.law("read-time"),
                b.count("max_connections"),
                b.amount("bytes-per-transaction"),
                b.nanos("apply-delay"),
                b.amount("link"),
                b.nanos(DatabaseTable.name(kind, Role.NET_TIMEOUT)),
                b.nanos(DatabaseTable.name(kind, Role.CONNECT_RETRY)),
                b.law("start"),
                promotion(b, semiSync));
    }

    private static boolean distinctOffsets(Section b, int nodes) {
        Set<Object> offsets = new TreeSet<>();
        for (Value offset : b.list("auto_increment_offset")) {
            offsets.add(offset.object());
        }
        return nodes > 1 && offsets.size() == nodes;
    }

    private static MysqlSpec.Promotion promotion(Section b, boolean semiSync) {
        if (b.sub("promotion").isEmpty()) {
            return new MysqlSpec.Promotion(false, 0, 0, 0, 0, 0, 0);
        }
        Section p = b.sub("promotion").orElseThrow();
        long interval = p.nanos("check-interval");
        int failures = p.has("after")
                ? (int) Math.max(1, Math.min(1_000_000, (p.nanos("after") + interval - 1) / interval))
                : p.count("failures");
        // Measured under semi-sync only: asynchronous replication stops at once.
        long extra = semiSync || p.has("stop-slave-extra") ? p.nanos("stop-slave-extra") : 0;
        return new MysqlSpec.Promotion(
                true, interval, p.nanos("check-timeout"), failures, p.nanos("act"), extra, p.nanos("reseed"));
    }

    private static ContentSyncSpec contentSync(String name, Section b) {
        return new ContentSyncSpec(
                name,
                Directory.nodes(b),
                word(ContentSyncSpec.Method.class, b.text("method")),
                b.nanos("interval"),
                b.nanos("scan"),
                b.amount("rate"),
                b.amount("content-size"),
                b.amount("bytes-per-write"),
                b.flag("staging"));
    }

    /** {@code static-rr} is {@code STATIC_RR}. */
    static <E extends Enum<E>> E word(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
