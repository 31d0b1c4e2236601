package dev.nines.result;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A run as JSON; {@link RunResultReader} is its inverse. */
final class RunResultWriter {
    private RunResultWriter() {}

    static ObjectNode node(RunResult r) {
        ObjectNode root = Json.object();
        root.put("nines", RunResult.SHAPE);
        root.put("version", r.version());
        root.put("scenario", r.scenario());
        root.put("title", r.title());
        root.put("mainService", r.mainService());
        root.put("inputHash", r.inputHash());
        root.put("seed", r.seed());
        root.put("trials", r.trials());
        root.put("complete", r.complete());
        root.put("stopped", r.stopped());
        if (!r.precision().isEmpty()) {
            ArrayNode precision = root.putArray("precision");
            r.precision().forEach(p -> precision.add(precision(p)));
        }
        root.put("events", r.events());
        root.set("definitions", definitions(r.definitions()));
        ObjectNode services = root.putObject("services");
        r.services().forEach((name, service) -> services.set(name, service(service)));
        ObjectNode detectors = root.putObject("detectors");
        r.detectors().forEach((name, detector) -> detectors.set(name, DetectorJson.node(detector)));
        ArrayNode violations = root.putArray("violations");
        r.violations().forEach(v -> violations.add(violation(v)));
        ArrayNode objectives = root.putArray("objectives");
        r.objectives().forEach(o -> objectives.add(objective(o)));
        ArrayNode assumptions = root.putArray("assumptions");
        r.assumptions().forEach(a -> assumptions.add(assumption(a)));
        if (!r.ignorance().isEmpty()) {
            root.set("ignorance", IgnoranceJson.node(r.ignorance()));
        }
        return root;
    }

    private static ObjectNode precision(PrecisionResult p) {
        ObjectNode node = Json.object();
        node.put("measure", p.measure());
        node.set("target", Json.number(p.target()));
        node.set("reached", ValueJson.node(p.reached()));
        node.put("outages", p.outages());
        node.set("trialsToReach", ValueJson.node(p.trialsToReach()));
        return node;
    }

    private static ObjectNode definitions(Definitions d) {
        ObjectNode node = Json.object();
        node.set("probeIntervalSeconds", Json.number(d.probeIntervalSeconds()));
        node.set("outageThreshold", Json.number(d.outageThreshold()));
        node.set("probeTimeoutSeconds", Json.number(d.probeTimeoutSeconds()));
        node.put("probeAddresses", d.addresses());
        return node;
    }

    private static ObjectNode service(ServiceResult s) {
        ObjectNode node = Json.object();
        ObjectNode drills = node.putObject("drills");
        s.drills().forEach((name, drill) -> drills.set(name, drill(drill)));
        node.set("years", years(s.years()));
        node.set("requests", requests(s.requests()));
        ArrayNode byCause = node.putArray("byCause");
        s.byCause().forEach(c -> byCause.add(cause(c)));
        return node;
    }

    private static ObjectNode drill(DrillResult d) {
        ObjectNode node = Json.object();
        node.put("count", d.count());
        node.put("unnoticed", d.unnoticed());
        node.put("infinite", d.infinite());
        node.put("censored", d.censored());
        node.set("outageSeconds", distribution(d.outageSeconds()));
        node.putObject("downtimeSeconds").set("mean", ValueJson.node(d.downtimeSeconds()));
        ObjectNode phases = node.putObject("phases");
        phases.putObject("detect").set("p50", ValueJson.node(d.phases().detect()));
        phases.putObject("decide").set("p50", ValueJson.node(d.phases().decide()));
        phases.putObject("act").set("p50", ValueJson.node(d.phases().act()));
        phases.putObject("converge").set("p50", ValueJson.node(d.phases().converge()));
        node.set("lostTransactions", spread(d.lostTransactions()));
        node.set("lostSeconds", spread(d.lostSeconds()));
        node.set("failedShare", ValueJson.node(d.failedShare()));
        return node;
    }

    static ObjectNode distribution(Distribution d) {
        ObjectNode node = Json.object();
        node.set("min", ValueJson.node(d.min()));
        node.set("p50", ValueJson.node(d.p50()));
        node.set("p90", ValueJson.node(d.p90()));
        node.set("p95", ValueJson.node(d.p95()));
        node.set("p99", ValueJson.node(d.p99()));
        node.set("max", ValueJson.node(d.max()));
        node.set("mean", ValueJson.node(d.mean()));
        return node;
    }

    private static ObjectNode spread(Spread s) {
        ObjectNode node = Json.object();
        node.set("p50", ValueJson.node(s.p50()));
        node.set("max", ValueJson.node(s.max()));
        return node;
    }

    private static ObjectNode years(YearsResult y) {
        ObjectNode node = Json.object();
        node.set("horizonSeconds", Json.number(y.horizonSeconds()));
        node.set("availability", ValueJson.node(y.availability()));
        node.set("unavailability", ValueJson.node(y.unavailability()));
        node.set("downtimePerYearSeconds", perYear(y.downtime()));
        node.set("yearlyDowntime", yearly(y.yearlyDowntime()));
        node.set("degradedPerYearSeconds", perYear(y.degraded()));
        node.set("unprotectedPerYearSeconds", perYear(y.unprotected()));
        node.set("plannedPerYearSeconds", perYear(y.planned()));
        node.set("outageTimePerYearSeconds", perYear(y.outageTime()));
        node.set("outagesPerYear", ValueJson.node(y.outagesPerYear()));
        node.set("outageSeconds", distribution(y.outageSeconds()));
        node.set("lostTransactionsPerYear", perYear(y.lostTransactions()));
        node.put("infinite", y.infinite());
        node.put("censored", y.censored());
        node.putObject("firstOutageSeconds").set("mean", ValueJson.node(y.firstOutageSeconds()));
        node.set("trialsWithoutOutage", ValueJson.node(y.trialsWithoutOutage()));
        y.queue().ifPresent(queue -> node.set("queue", queue(queue)));
        return node;
    }

    private static ObjectNode queue(QueueResult q) {
        ObjectNode node = Json.object();
        node.put("arrivals", q.arrivals());
        node.set("lost", ValueJson.node(q.lost()));
        node.putObject("waitSeconds").set("mean", ValueJson.node(q.waitSeconds()));
        ObjectNode response = node.putObject("responseSeconds");
        response.set("mean", ValueJson.node(q.responseSeconds()));
        response.set("p99", ValueJson.node(q.responseP99Seconds()));
        node.putObject("inSystem").set("mean", ValueJson.node(q.inSystem()));
        node.set("utilisation", ValueJson.node(q.utilisation()));
        return node;
    }

    private static ObjectNode yearly(YearlyDowntime y) {
        ObjectNode node = Json.object();
        node.put("years", y.years());
        node.set("maxSeconds", ValueJson.node(y.max()));
        ArrayNode beyond = node.putArray("beyond");
        for (YearlyDowntime.Beyond b : y.beyond()) {
            ObjectNode row = beyond.addObject();
            row.set("seconds", Json.number(b.seconds()));
            row.set("share", ValueJson.node(b.share()));
        }
        return node;
    }

    private static ObjectNode perYear(PerYear p) {
        ObjectNode node = Json.object();
        node.set("mean", ValueJson.node(p.mean()));
        node.set("p50", ValueJson.node(p.p50()));
        node.set("p95", ValueJson.node(p.p95()));
        node.set("p99", ValueJson.node(p.p99()));
        return node;
    }

    private static ObjectNode requests(RequestsResult r) {
        ObjectNode node = Json.object();
        node.put("total", r.total());
        node.put("failed", r.failed());
        node.put("extrapolated", r.extrapolated());
        ObjectNode latency = node.putObject("latencySeconds");
        latency.set("p50", ValueJson.node(r.latencyP50()));
        latency.set("p99", ValueJson.node(r.latencyP99()));
        return node;
    }

    private static ObjectNode cause(CauseResult c) {
        ObjectNode node = Json.object();
        node.put("fault", c.fault());
        node.put("component", c.component());
        node.set("downtimeShare", ValueJson.node(c.downtimeShare()));
        node.set("outages", ValueJson.node(c.outages()));
        node.set("lostTransactions", ValueJson.node(c.lostTransactions()));
        return node;
    }

    private static ObjectNode violation(ViolationResult v) {
        ObjectNode node = Json.object();
        node.put("name", v.name());
        node.put("trials", v.trials());
        if (v.replay().isPresent()) {
            node.put("replay", v.replay().get());
        } else {
            node.putNull("replay");
        }
        node.put("expected", v.expected());
        node.set("shareUpperBound", ValueJson.node(v.upperBound()));
        return node;
    }

    private static ObjectNode objective(ObjectiveResult o) {
        ObjectNode node = Json.object();
        node.put("text", o.text());
        node.put("service", o.service());
        ValueJson.put(node, o.value());
        node.put("verdict", o.verdict().word());
        node.set("trialsToSettle", ValueJson.node(o.trialsToSettle()));
        return node;
    }

    private static ObjectNode assumption(AssumptionResult a) {
        ObjectNode node = Json.object();
        node.put("parameter", a.parameter());
        node.put("value", a.value());
        node.put("source", a.source());
        node.put("from", a.from());
        return node;
    }
}
