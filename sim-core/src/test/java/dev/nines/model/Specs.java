package dev.nines.model;

import dev.nines.fault.Fault;
import dev.nines.kernel.Law;
import dev.nines.model.spec.ClientSpec;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import dev.nines.model.spec.HaproxySpec;
import dev.nines.model.spec.HostSpec;
import dev.nines.model.spec.KeepalivedSpec;
import dev.nines.model.spec.MysqlSpec;
import dev.nines.model.spec.NetworkSpec;
import dev.nines.model.spec.ProbeSpec;
import dev.nines.model.spec.RunSpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.model.spec.WebServerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Small designs for tests, with the products' defaults. */
final class Specs {
    static final long MS = 1_000_000L;
    static final long S = 1_000_000_000L;

    private Specs() {}

    static NetworkSpec lan() {
        return new NetworkSpec(
                Law.constant(MS / 10),
                Law.constant(MS / 10),
                Law.constant(10 * MS),
                0,
                NetworkSpec.SynSchedule.LINEAR,
                30 * S,
                5 * S,
                3,
                S);
    }

    static KeepalivedSpec keepalived(int version, long advertInt, KeepalivedSpec.TrackScript... tracks) {
        return keepalived(version, advertInt, true, 0, tracks);
    }

    static KeepalivedSpec keepalived(
            int version, long advertInt, boolean preempt, long refresh, KeepalivedSpec.TrackScript... tracks) {
        return new KeepalivedSpec(
                "vip",
                version,
                advertInt,
                preempt,
                0,
                3,
                5,
                5 * S,
                refresh,
                1,
                5,
                5 * S,
                false,
                false,
                0,
                false,
                "",
                List.of(new KeepalivedSpec.Instance("a", 150, false), new KeepalivedSpec.Instance("b", 100, false)),
                List.of(tracks),
                true,
                List.of());
    }

    static KeepalivedSpec keepalived(KeepalivedSpec like, List<KeepalivedSpec.Instance> instances) {
        return new KeepalivedSpec(
                like.name(),
                like.version(),
                like.advertIntNanos(),
                like.preempt(),
                like.preemptDelayNanos(),
                like.downTimerAdverts(),
                like.garpMasterRepeat(),
                like.garpMasterDelayNanos(),
                like.garpMasterRefreshNanos(),
                like.garpMasterRefreshRepeat(),
                like.garpLowerPrioRepeat(),
                like.garpLowerPrioDelayNanos(),
                like.lowerPrioNoAdvert(),
                like.higherPrioSendAdvert(),
                like.startupDelayNanos(),
                like.unicast(),
                like.syncGroup(),
                instances,
                like.tracks(),
                like.trackPrimary(),
                like.interfaces());
    }

    static KeepalivedSpec.TrackScript script(long interval, int fall, int weight) {
        return new KeepalivedSpec.TrackScript("alive", "web", interval, interval, 1, fall, weight, false, MS, false);
    }

    /** A web server without database that answers in 1 ms. */
    static WebServerSpec web(String behind, String... nodes) {
        return new WebServerSpec(
                "web", List.of(nodes), List.of(80), behind, "", 0, 64, 128, Law.constant(MS), Law.constant(0), -1, "");
    }

    static HaproxySpec haproxy(
            String behind,
            HaproxySpec.CheckType type,
            long inter,
            long fastinter,
            int retries,
            int redispatch,
            long connect,
            String... nodes) {
        return new HaproxySpec(
                "front",
                List.of(nodes),
                behind,
                80,
                "web",
                HaproxySpec.Mode.HTTP,
                HaproxySpec.Balance.ROUNDROBIN,
                2,
                new HaproxySpec.Check(
                        type,
                        inter,
                        fastinter,
                        0,
                        2,
                        3,
                        0,
                        0,
                        HaproxySpec.Observe.OFF,
                        10,
                        HaproxySpec.OnError.FAIL_CHECK),
                retries,
                redispatch,
                connect,
                30 * S,
                30 * S,
                0,
                0,
                false,
                false,
                List.of());
    }

    /** The same proxy in TCP mode before another service. */
    static HaproxySpec before(String servers, HaproxySpec like) {
        return new HaproxySpec(
                like.name(),
                like.nodes(),
                like.behind(),
                like.port(),
                servers,
                HaproxySpec.Mode.TCP,
                like.balance(),
                like.randomDraws(),
                like.check(),
                like.retries(),
                like.redispatch(),
                like.timeoutConnectNanos(),
                like.timeoutServerNanos(),
                like.timeoutClientNanos(),
                like.timeoutQueueNanos(),
                like.slowstartNanos(),
                like.shutdownSessionsOnDown(),
                like.stickOnSource(),
                like.serverOptions());
    }

    static DrillSpec drill(String name, Fault fault, long repair) {
        return new DrillSpec(name, List.of(new DrillSpec.Step(0, fault, repair, false)));
    }

    static ProbeSpec probe(long interval, long timeout, double threshold, String... services) {
        return new ProbeSpec(List.of(services), interval, 16, timeout, threshold, ClientSpec.Connections.NEW);
    }

    static Design design(List<ServiceSpec> services, ProbeSpec probe, DrillSpec... drills) {
        return design(services, List.of(), probe, drills);
    }

    static Design design(List<ServiceSpec> services, List<ClientSpec> clients, ProbeSpec probe, DrillSpec... drills) {
        List<HostSpec> hosts = new ArrayList<>();
        for (ServiceSpec service : services) {
            for (String node : service.nodes()) {
                if (hosts.stream().noneMatch(host -> host.name().equals(node))) {
                    hosts.add(new HostSpec(node, "r/z", false, Law.constant(20 * S)));
                }
            }
        }
        return new Design(
                "test",
                "test",
                "0",
                hosts,
                lan(),
                services,
                clients,
                probe,
                List.of(drills),
                List.of(),
                List.of(),
                Set.of(),
                new RunSpec(0, 1, 1),
                List.of());
    }

    /** The same design on another network. */
    static Design on(NetworkSpec network, Design design) {
        return new Design(
                design.name(),
                design.title(),
                design.inputHash(),
                design.hosts(),
                network,
                design.services(),
                design.clients(),
                design.probe(),
                design.drills(),
                design.faults(),
                design.objectives(),
                design.expectedViolations(),
                design.run(),
                design.assumptions());
    }

    /** The same design on other hosts. */
    static Design with(Design design, List<HostSpec> hosts) {
        return new Design(
                design.name(),
                design.title(),
                design.inputHash(),
                hosts,
                design.network(),
                design.services(),
                design.clients(),
                design.probe(),
                design.drills(),
                design.faults(),
                design.objectives(),
                design.expectedViolations(),
                design.run(),
                design.assumptions());
    }

    static MysqlSpec.Promotion promotion(long interval, int failures, long extra) {
        return new MysqlSpec.Promotion(true, interval, interval, failures, 100 * MS, extra, 1800 * S);
    }
}
