package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nines.fault.Fault;
import dev.nines.kernel.Law;
import dev.nines.measure.Outage;
import dev.nines.model.Requests.Plan;
import dev.nines.model.Requests.Request;
import dev.nines.model.spec.ClientSpec.Connections;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import dev.nines.model.spec.HostSpec;
import dev.nines.model.spec.NlbSpec;
import dev.nines.model.spec.NlbSpec.Algorithm;
import dev.nines.model.spec.NlbSpec.CheckType;
import dev.nines.model.spec.NlbSpec.FlowPolicy;
import dev.nines.model.spec.NlbSpec.TargetGroup;
import dev.nines.model.spec.ProbeSpec;
import dev.nines.model.spec.WebServerSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** haproxy-nlb.md section 5: an L4 balancer {@code nlb} before {@code web} on web1 and web2. */
class NlbTest {
    private static final int DRILLS = 1_000;
    private static final int[] PORTS = {8551, 8552, 32323, 32324, 61001};
    private static final List<String> BOTH = List.of("web1", "web2");
    private static final String NLB = "nlb@nlb1";
    private static final Fault KILL = new Fault.Kill("web@web1");
    private static final Fault HANG = new Fault.Hang("web@web1");
    private static final double ROUND_TRIPS = 0.003;

    /** AWS: 30 s, 10 s, 5 passes, 2 failures. */
    private static TargetGroup aws(int port, CheckType type, List<String> registered) {
        return new TargetGroup("tg" + port, port, "web", registered, type, 30 * S, 10 * S, 5, 2);
    }

    /** NCP's example: 30 s, 2 passes, 2 failures. */
    private static TargetGroup ncp() {
        return new TargetGroup("tg80", 80, "web", BOTH, CheckType.TCP, 30 * S, 10 * S, 2, 2);
    }

    private static TargetGroup quick(CheckType type) {
        return new TargetGroup("tg80", 80, "web", BOTH, type, 5 * S, 2 * S, 2, 2);
    }

    private static NlbSpec nlb(FlowPolicy flows, boolean failOpen, boolean passive, TargetGroup... groups) {
        return new NlbSpec(
                "nlb", List.of("nlb1"), "", List.of(groups), Algorithm.FLOW_HASH, flows, failOpen, passive, 350 * S);
    }

    private static WebServerSpec web(Integer... ports) {
        return new WebServerSpec(
                "web", BOTH, List.of(ports), "", "", 0, 64, 1024, Law.constant(MS), Law.constant(0), -1, "");
    }

    private static Design design(NlbSpec nlb, ProbeSpec probe, DrillSpec... drills) {
        return Specs.design(List.of(web(80), nlb), probe, drills);
    }

    private static Design quiet(NlbSpec nlb) {
        return design(nlb, Specs.probe(S, S, 0.9));
    }

    private static double[] detection(TargetGroup group, Fault fault) {
        NlbSpec nlb = nlb(FlowPolicy.RESET, true, false, group);
        Design design = design(nlb, Specs.probe(S, S, 0.9, "nlb"), Drilled.never(fault));
        return Drilled.each(design, DRILLS, drilled -> drilled.after(NLB, group.name() + ": web1 unhealthy"));
    }

    @Test
    @DisplayName("AWS default: refused 30..60 s, silent and (HTTP) hung 40..70 s; NCP 30/2/2: 30..60 s")
    void detection() {
        TargetGroup aws = aws(80, CheckType.TCP, BOTH);
        Samples.uniform(detection(aws, KILL), 30, 60 + ROUND_TRIPS);
        Samples.uniform(detection(ncp(), KILL), 30, 60 + ROUND_TRIPS);
        Samples.uniform(detection(aws, new Fault.SilentCut("web1")), 40 - ROUND_TRIPS, 70 + ROUND_TRIPS);
        Samples.uniform(detection(aws(80, CheckType.HTTP, BOTH), HANG), 40 - ROUND_TRIPS, 70 + ROUND_TRIPS);
    }

    @Test
    @DisplayName("recovery: the H-th pass; AWS 120..150 s, NCP 30..60 s")
    void recovery() {
        for (TargetGroup group : List.of(aws(80, CheckType.TCP, BOTH), ncp())) {
            NlbSpec nlb = nlb(FlowPolicy.RESET, true, false, group);
            Design design = design(nlb, Specs.probe(S, S, 0.9, "nlb"), Drilled.repaired(KILL, 100 * S));
            double[] up = Drilled.each(design, DRILLS, drilled -> drilled.after(NLB, "tg80: web1 healthy") - 100);
            double least = (group.healthyThreshold() - 1) * 30;
            Samples.uniform(up, least, least + 30 + ROUND_TRIPS);
        }
    }

    @Test
    @DisplayName("one outage of about half depth until the target is unhealthy")
    void halfOfTheFlowsFail() {
        NlbSpec nlb = nlb(FlowPolicy.RESET, true, false, quick(CheckType.TCP));
        Design design = design(nlb, Specs.probe(10 * MS, S, 0.9, "nlb"), Drilled.never(KILL));
        Drilled.each(design, 60, drilled -> {
            assertThat(drilled.outages()).hasSize(1);
            Outage outage = drilled.outages().get(0);
            assertThat(outage.depth()).isCloseTo(0.5, within(0.1));
            // the edges are failed probes, and each fails by the toss of a coin
            assertThat(drilled.outage() - drilled.after(NLB, "tg80: web1 unhealthy"))
                    .isBetween(-0.3, 0.02);
            return 0;
        });
    }

    @Test
    @DisplayName("passive checks: the first refused flow makes the target unhealthy; not without traffic, not if off")
    void passiveChecks() {
        Plan plan = Plan.of(20 * MS, 10 * S, KILL, 30).to("nlb", 0);
        Design on = quiet(nlb(FlowPolicy.RESET, true, true, aws(80, CheckType.TCP, BOTH)));
        Design off = quiet(nlb(FlowPolicy.RESET, true, false, aws(80, CheckType.TCP, BOTH)));
        IntStream.range(0, 30).parallel().forEach(trial -> {
            Requests passive = Requests.of(on, trial, plan);
            double found = passive.after(NLB, "tg80: web1 unhealthy");
            assertThat(found).as("a flow in %d goes to web1", 2).isBetween(0.0, 0.4);
            assertThat(passive.count(-1, 30, request -> !request.good())).isBetween(1L, 3L);
            Requests active = Requests.of(off, trial, plan);
            assertThat(active.share(0, 29, request -> !request.good())).isCloseTo(0.5, within(0.08));
        });
        double[] alone = Drilled.each(
                design(
                        nlb(FlowPolicy.RESET, true, true, aws(80, CheckType.TCP, BOTH)),
                        Specs.probe(S, S, 0.9),
                        Drilled.never(KILL)),
                50,
                drilled -> drilled.after(NLB, "tg80: web1 unhealthy"));
        Samples.within(alone, 30, 60 + ROUND_TRIPS);
    }

    @Test
    @DisplayName("passive checks see a flow that breaks, and no silence")
    void passiveChecksOfFlows() {
        NlbSpec nlb = nlb(FlowPolicy.RESET, true, true, aws(80, CheckType.TCP, BOTH));
        Plan kept = Plan.of(50 * MS, S, KILL, 5).to("nlb", 0).over(Connections.LONG_LIVED);
        Plan silent = Plan.of(50 * MS, S, new Fault.SilentCut("web1"), 25).to("nlb", 0);
        IntStream.range(0, 20).parallel().forEach(trial -> {
            assertThat(Requests.of(quiet(nlb), trial, kept).after(NLB, "tg80: web1 unhealthy"))
                    .as("a dying process resets its flows")
                    .isLessThan(0.01);
            assertThat(Requests.of(quiet(nlb), trial, silent).never(NLB, "tg80: web1 unhealthy"))
                    .isTrue();
        });
    }

    @Test
    @DisplayName("invariant 9: with all targets unhealthy it forwards to all of them, unless told not to")
    void failOpen() {
        Plan plan = Plan.of(50 * MS, S, new Fault.ZoneOutage("r/z"), 60).to("nlb", 0);
        for (boolean failOpen : new boolean[] {true, false}) {
            Design design = quiet(nlb(FlowPolicy.RESET, failOpen, false, quick(CheckType.TCP)));
            Design apart = elsewhere(design);
            IntStream.range(0, 10).parallel().forEach(trial -> {
                Requests requests = Requests.of(apart, trial, plan.repaired(30));
                assertThat(requests.after(NLB, "tg80: web1 unhealthy")).isLessThan(13);
                assertThat(requests.after(NLB, "tg80: web2 unhealthy")).isLessThan(13);
                double boot = requests.after(30, "web@web1", "started");
                double first = Math.min(
                        requests.after(boot, NLB, "tg80: web1 healthy"),
                        requests.after(boot, NLB, "tg80: web2 healthy"));
                assertThat(first)
                        .as("a check whose SYN was lost may pass a little later, but not two")
                        .isGreaterThan(boot + 3.9);
                double share = requests.share(boot, first - 1.1, Request::good);
                assertThat(share).isEqualTo(failOpen ? 1.0 : 0.0);
                assertThat(requests.sent(first, 58)).allMatch(Request::good);
            });
        }
    }

    /** The balancer's host outside the zone of its targets. */
    private static Design elsewhere(Design design) {
        return Specs.with(
                design,
                design.hosts().stream()
                        .map(host -> host.name().equals("nlb1") ? new HostSpec("nlb1", "r/y", true, host.boot()) : host)
                        .toList());
    }

    @Test
    @DisplayName("flows of an unhealthy target: reset on the next packet, here a retransmission, or kept")
    void flowsOfAnUnhealthyTarget() {
        ProbeSpec kept = new ProbeSpec(List.of("nlb"), 50 * MS, 16, S, 0.9, Connections.LONG_LIVED);
        DrillSpec cut = Drilled.repaired(new Fault.SilentCut("web1"), 60 * S);
        // unhealthy after 7..12 s; the client's kernel sends again 6.72, 13.44, 53.76 and 107.52 s after a request
        Design reset = design(nlb(FlowPolicy.RESET, true, false, quick(CheckType.TCP)), kept, cut);
        double[] until = Drilled.each(reset, 40, drilled -> {
            assertThat(drilled.outage()).isGreaterThan(drilled.after(NLB, "tg80: web1 unhealthy") - 0.5);
            return drilled.outage();
        });
        Samples.within(until, 6.5, 14.5);
        assertThat(Arrays.stream(until).filter(outage -> outage > 11).count()).isGreaterThan(30);
        Design keep = design(nlb(FlowPolicy.KEEP, true, false, quick(CheckType.TCP)), kept, cut);
        Samples.within(Drilled.each(keep, 40, Drilled::outage), 105, 108.5);
    }

    @Test
    @DisplayName("five target groups have a health each; a port whose second target was forgotten has no spare")
    void fiveTargetGroups() {
        TargetGroup[] groups = Arrays.stream(PORTS)
                .mapToObj(port -> aws(port, CheckType.TCP, port == 61001 ? List.of("web1") : BOTH))
                .toArray(TargetGroup[]::new);
        NlbSpec nlb = nlb(FlowPolicy.RESET, true, false, groups);
        Design design = Specs.design(
                List.of(web(Arrays.stream(PORTS).boxed().toArray(Integer[]::new)), nlb), Specs.probe(S, S, 0.9));
        IntStream.range(0, 10).parallel().forEach(trial -> {
            for (int port : PORTS) {
                Plan plan = Plan.of(50 * MS, S, KILL, 90).to("nlb", port);
                Requests requests = Requests.of(design, trial, plan);
                double[] found = Arrays.stream(groups)
                        .mapToDouble(group -> requests.after(NLB, group.name() + ": web1 unhealthy"))
                        .toArray();
                Samples.within(found, 30, 60 + ROUND_TRIPS);
                assertThat(Arrays.stream(found).distinct().count()).isEqualTo(5);
                boolean spare = port != 61001;
                assertThat(requests.share(0, 25, Request::good)).isCloseTo(spare ? 0.5 : 0, within(0.12));
                assertThat(requests.share(61, 88, Request::good)).isEqualTo(spare ? 1.0 : 0.0);
            }
        });
    }

    @Test
    @DisplayName("a balancer that was restarted knows no flow; its targets start anew, and it fails open meanwhile")
    void restartedBalancer() {
        NlbSpec nlb = nlb(FlowPolicy.RESET, true, false, quick(CheckType.TCP));
        Plan plan = Plan.of(50 * MS, S, new Fault.Restart("nlb@nlb1"), 20)
                .to("nlb", 0)
                .over(Connections.LONG_LIVED);
        IntStream.range(0, 10).parallel().forEach(trial -> {
            Requests requests = Requests.of(quiet(nlb), trial, plan);
            assertThat(requests.count(-1, 19, request -> !request.good())).isBetween(0L, 17L);
            assertThat(requests.sent(2, 19)).allMatch(Request::good);
        });
    }
}
