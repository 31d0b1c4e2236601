package dev.nines.scenario;

import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One small good scenario, and what happens when one thing in it goes wrong. */
final class ErrorCases {
    static final String GOOD = """
            nines: 1
            title: Two servers
            hosts:
              lb1: {zone: city/a}
              lb2: {zone: city/b}
              web1: {zone: city/a}
              web2: {zone: city/b}
            services:
              vip:
                keepalived:
                  nodes: {lb1: {priority: 150}, lb2: {priority: 100}}
                  advert_int: 1s
                  track_script:
                    alive: {checks: front, weight: -60}
              front:
                haproxy:
                  nodes: [lb1, lb2]
                  behind: vip
                  servers: web
                  check: tcp
                  inter: 2s
                  redispatch: true
                  timeout: {connect: 5s, server: 30s, client: 30s}
              web:
                web-server: {nodes: [web1, web2], capacity: 8, service-time: exponential(20ms)}
            clients:
              shoppers: {calls: front, rate: 100/s, timeout: 2s}
            drills:
              lb-crash: {crash: lb1, repair: 10min}
            faults:
              - {crash: any host, every: exponential(90d), repair: 20min}
            objectives:
              - availability >= 99.9%
              - P(downtime/year > 5m15s) <= 5%
              - error-budget(30d 99.9%) used <= 50%
            variants:
              slow: {services.web.web-server.capacity: 4}
            """;

    /** Files of measured values, by name. */
    static final Map<String, String> FILES = Map.of(
            "many.csv", "5min\n".repeat(60),
            "few.csv", "5min\n10min\n",
            "empty.csv", "# nothing yet\n\n",
            "bad.csv", "5min\n# a remark\n7\n-1s\n12 min\n",
            "table.csv", "host,repair_s\nlb1,12\nlb2,soon\nlb2\n",
            "word.cfg", "backend b\n  server web1 10.0.0.1:80 chek\n  retries many\n",
            "two.cfg", "backend a\n  server web1 10.0.0.1:80\nbackend b\n  server web1 10.0.0.1:80\n",
            "good.cfg",
                    "backend b\n  cookie S insert\n  server s1 10.0.0.1:80 check inter 3s\n"
                            + "  server s2 10.0.0.2:80 check inter 3s\n",
            "k1.conf", "vrrp_instance V {\n  priority 150\n  advert_int 1\n}\n",
            "k2.conf", "vrrp_instance V {\n  advert_int 2\n}\n");

    /** @param code that must be among those reported */
    record Case(String title, Code code, String text) {}

    private final List<Case> cases = new ArrayList<>();

    private ErrorCases() {}

    static List<Case> all() {
        ErrorCases all = new ErrorCases();
        all.keysAndShapes();
        all.values();
        all.unknowns();
        all.samples();
        all.names();
        all.faultsAndObjectives();
        all.windows();
        all.contradictions();
        all.warnings();
        all.parts();
        all.configs();
        return all.cases;
    }

    private void keysAndShapes() {
        replace("unknown key, slip of the pen", Code.UNKNOWN_KEY, "advert_int: 1s", "advert_intt: 1s");
        replace("unknown key, nothing near", Code.UNKNOWN_KEY, "inter: 2s", "colour: red");
        replace("unknown key at the top", Code.UNKNOWN_KEY, "objectives:", "objetives:");
        replace("unknown kind of service", Code.UNKNOWN_KEY, "web-server:", "webserver:");
        replace("duplicate key", Code.DUPLICATE_KEY, "inter: 2s", "inter: 2s\n      inter: 3s");
        replace("duplicate host", Code.DUPLICATE_KEY, "  lb2: {zone: city/b}", "  lb1: {zone: city/b}");
        replace("host twice in a list", Code.DUPLICATE_KEY, "nodes: [web1, web2]", "nodes: [web1, web1, web2]");
        replace("missing key", Code.MISSING_KEY, "      servers: web\n", "");
        replace("no version", Code.MISSING_KEY, "nines: 1\n", "");
        replace(
                "nobody calls",
                Code.MISSING_KEY,
                "clients:\n  shoppers: {calls: front, rate: 100/s, timeout: 2s}\n",
                "");
        replace(
                "a service without a kind",
                Code.MISSING_KEY,
                "    web-server: {nodes: [web1, web2], capacity: 8, service-time: exponential(20ms)}",
                "    {}");
        replace(
                "list instead of map",
                Code.WRONG_SHAPE,
                "  lb-crash: {crash: lb1, repair: 10min}",
                "  lb-crash: 10min");
        replace("map instead of value", Code.WRONG_SHAPE, "inter: 2s", "inter: {seconds: 2}");
        replace("no value", Code.WRONG_SHAPE, "inter: 2s", "inter:");
        replace("a bracket is open", Code.SYNTAX, "nodes: [lb1, lb2]", "nodes: [lb1, lb2");
        replace("tab", Code.SYNTAX, "  lb1: {zone: city/a}", "\tlb1: {zone: city/a}");
        text("empty file", Code.WRONG_SHAPE, "");
        text("a list", Code.WRONG_SHAPE, "- nines: 1\n");
        text("too deep", Code.TOO_DEEP, "nines: " + "[".repeat(100) + "]".repeat(100));
        text("alias bomb", Code.TOO_DEEP, aliasBomb());
        text("an alias inside its own anchor", Code.TOO_DEEP, "nines: &a [*a]\n");
        text("control character", Code.NOT_TEXT, "nines: 1\ntitle: a\u0007b\n");
    }

    private void values() {
        replace("missing unit", Code.UNIT, "inter: 2s", "inter: 2");
        replace("wrong unit", Code.UNIT, "repair: 10min", "repair: 10m");
        replace("unit of another kind", Code.UNIT, "rate: 100/s", "rate: 100ms");
        replace("blank before the unit", Code.UNIT, "inter: 2s", "inter: 2 s");
        replace("negative duration", Code.OUT_OF_RANGE, "advert_int: 1s", "advert_int: -1s");
        replace("duration of 300 years", Code.OUT_OF_RANGE, "repair: 10min", "repair: 300y");
        replace("advert_int too long", Code.OUT_OF_RANGE, "advert_int: 1s", "advert_int: 10min");
        replace("priority 0", Code.OUT_OF_RANGE, "lb2: {priority: 100}", "lb2: {priority: 0}");
        replace("priority 256", Code.OUT_OF_RANGE, "lb1: {priority: 150}", "lb1: {priority: 256}");
        replace("port 70000", Code.OUT_OF_RANGE, "capacity: 8", "ports: 70000");
        replace("huge number", Code.OUT_OF_RANGE, "capacity: 8", "capacity: 99999999999999999999999999");
        replace("share without per cent", Code.OUT_OF_RANGE, "timeout: 2s}", "timeout: 2s, writes: 20}");
        replace("loss of more than everything", Code.OUT_OF_RANGE, "{crash: lb1,", "{loss: {host: lb1, share: 101%},");
        replace("share above 100 %", Code.OUT_OF_RANGE, "timeout: 2s}", "timeout: 2s, writes: 120%}");
        replace("`no` as a boolean", Code.NOT_A_BOOLEAN, "redispatch: true", "redispatch: no");
        replace("`yes` as a boolean", Code.NOT_A_BOOLEAN, "advert_int: 1s", "nopreempt: yes");
        replace("not a number", Code.NOT_A_NUMBER, "capacity: 8", "capacity: eight");
        replace("number in quotes", Code.NOT_A_NUMBER, "capacity: 8", "capacity: \"8\"");
        replace("unknown word", Code.UNKNOWN_WORD, "check: tcp", "check: tpc");
        replace("MASTER in small letters", Code.UNKNOWN_WORD, "{priority: 150}", "{priority: 150, state: master}");
        replace("law with commas", Code.BAD_LAW, "exponential(20ms)", "\"lognormal(20min, 2h)\"");
        replace("no such law", Code.BAD_LAW, "exponential(20ms)", "exponental(20ms)");
        replace("law upside down", Code.BAD_LAW, "exponential(20ms)", "uniform(3s 1s)");
        replace("fault at every instant", Code.OUT_OF_RANGE, "every: exponential(90d)", "every: 0s");
        replace(
                "version 3 of VRRP ends at 40.95 s",
                Code.OUT_OF_RANGE,
                "advert_int: 1s",
                "advert_int: 41s\n      vrrp_version: 3");
        replace("language of the future", Code.OUT_OF_RANGE, "nines: 1", "nines: 2");
        replace(
                "Korean text before the mistake",
                Code.UNIT,
                "{calls: front, rate: 100/s, timeout: 2s}",
                "{calls: front, rate: 100/s, connections: \"새로\", timeout: 2}");
    }

    private void unknowns() {
        String repair = "repair: 20min";
        replace("range upside down", Code.BAD_UNKNOWN, repair, "repair: 30min..10min");
        replace("range with blanks", Code.BAD_UNKNOWN, repair, "repair: 10min .. 30min");
        replace("range without a high end", Code.UNIT, repair, "repair: 10min..");
        replace("low end without a unit", Code.UNIT, "inter: 2s", "inter: 1..3s");
        replace("range of words", Code.BAD_UNKNOWN, "repair: 10min", "repair: 1min..never");
        replace("high end out of range", Code.OUT_OF_RANGE, "advert_int: 1s", "advert_int: 1s..10min");
        replace(
                "guess that may be too large",
                Code.OUT_OF_RANGE,
                "timeout: 2s}",
                "timeout: 2s, writes: guess(60% x2)}");
        replace("law that may be too short", Code.OUT_OF_RANGE, "every: exponential(90d)", "every: guess(5s x10)");
        replace("ends of a law that cross", Code.BAD_LAW, repair, "repair: lognormal(guess(20min x4) p95 1h)");
        replace("factor of 1", Code.BAD_UNKNOWN, repair, "repair: guess(20min x1)");
        replace("factor of a million", Code.BAD_UNKNOWN, repair, "repair: guess(20min x1000000)");
        replace("factor of nothing", Code.BAD_UNKNOWN, repair, "repair: guess(0s x2)");
        replace("factor of a word", Code.BAD_UNKNOWN, "repair: 10min", "repair: guess(never x2)");
        replace("guess in a guess", Code.BAD_UNKNOWN, repair, "repair: guess(exponential(guess(20min x2)) x2)");
        replace("range in a guess with a factor", Code.BAD_UNKNOWN, repair, "repair: guess(10min..20min x2)");
        replace("name that nothing shares", Code.BAD_UNKNOWN, repair, "repair: guess(20min as repairs)");
        replace("ends of different units", Code.BAD_UNKNOWN, repair, "repair: weibull(20min shape 1..2s)");
        replace("range of what is decided", Code.BAD_UNKNOWN, "variants:", "run: {trials: 100..200}\nvariants:");
        replace(
                "keys that contradict each other at an end",
                Code.CONTRADICTION,
                "  vip:",
                "  beats:\n    heartbeat: {nodes: [web1], interval: 1s..3s, timeout: guess(5s x2)}\n  vip:");
    }

    private void samples() {
        String repair = "repair: 20min";
        replace("no such file of values", Code.BAD_SAMPLE, repair, "repair: empirical(none.csv)");
        replace("file without a value", Code.BAD_SAMPLE, repair, "repair: empirical(empty.csv)");
        replace("file with values that are none", Code.UNIT, repair, "repair: empirical(bad.csv)");
        replace("column that is not there", Code.BAD_SAMPLE, repair, "repair: empirical(table.csv column repar_s)");
        replace("column with gaps", Code.BAD_SAMPLE, repair, "repair: empirical(table.csv column repair_s)");
        replace("which column", Code.BAD_SAMPLE, repair, "repair: empirical(table.csv)");
        replace("law by a file without its name", Code.BAD_LAW, repair, "repair: empirical()");
        replace("file of few values", Code.FEW_VALUES, repair, "repair: empirical(few.csv)");
        replace("times nothing", Code.OUT_OF_RANGE, repair, "repair: empirical(many.csv times 0)");
        replace("two factors", Code.BAD_UNKNOWN, repair, "repair: guess(empirical(many.csv times 2) x2)");
    }

    private void names() {
        replace("missing host", Code.UNKNOWN_HOST, "nodes: [web1, web2]", "nodes: [web1, wbe2]");
        replace("service instead of host", Code.UNKNOWN_HOST, "{crash: lb1,", "{crash: web,");
        replace("unknown service", Code.UNKNOWN_SERVICE, "servers: web", "servers: wbe");
        replace("service of the wrong kind", Code.UNKNOWN_SERVICE, "behind: vip", "behind: web");
        replace("circle", Code.CYCLE, "servers: web", "servers: front");
        replace("not a name", Code.BAD_NAME, "  lb-crash:", "  lb crash:");
        replace("variant into nothing", Code.BAD_VARIANT, "services.web.web-server.capacity: 4", "nines.version: 4");
        replace(
                "variant with an unknown key",
                Code.UNKNOWN_KEY,
                "services.web.web-server.capacity: 4",
                "services.web.web-server.capcity: 4");
        replace(
                "variant of an item that is not there",
                Code.BAD_VARIANT,
                "services.web.web-server.capacity: 4",
                "faults.3.every: 4d");
        replace(
                "variant removes what is not there",
                Code.BAD_VARIANT,
                "services.web.web-server.capacity: 4",
                "network:");
    }

    private void faultsAndObjectives() {
        replace("kill of a host", Code.BAD_TARGET, "{crash: lb1,", "{kill: lb1,");
        replace("crash of a process", Code.BAD_TARGET, "{crash: lb1,", "{crash: front@lb1,");
        replace("process on the wrong host", Code.BAD_TARGET, "{crash: lb1,", "{kill: front@web1,");
        replace("drill of any host", Code.BAD_TARGET, "{crash: lb1,", "{crash: any host,");
        replace("unknown zone", Code.BAD_TARGET, "{crash: lb1,", "{zone-outage: city/c,");
        replace("parent of a process that has none", Code.BAD_TARGET, "{crash: lb1,", "{kill-parent: front@lb1,");
        replace("two faults in one", Code.CONTRADICTION, "{crash: lb1,", "{crash: lb1, hang: web@web1,");
        replace("no fault at all", Code.MISSING_KEY, "{crash: lb1,", "{");
        replace("not an objective", Code.BAD_OBJECTIVE, "availability >= 99.9%", "be fast");
        replace("unknown measure", Code.BAD_OBJECTIVE, "availability >= 99.9%", "availibility >= 99.9%");
        replace("comparison", Code.BAD_OBJECTIVE, "availability >= 99.9%", "availability > 99.9%");
        replace("unknown drill", Code.BAD_OBJECTIVE, "availability >= 99.9%", "drills.lb-crsh.outage.p99 <= 10s");
        replace("objective without unit", Code.UNIT, "availability >= 99.9%", "drills.lb-crash.outage.p99 <= 10");
        replace("unknown violation", Code.BAD_OBJECTIVE, "availability >= 99.9%", "violations.vip-owner = 0");
        replace(
                "objective of an unknown service",
                Code.UNKNOWN_SERVICE,
                "availability >= 99.9%",
                "shop: availability >= 99.9%");
    }

    private void windows() {
        String p = "P(downtime/year > 5m15s) <= 5%";
        String budget = "error-budget(30d 99.9%) used <= 50%";
        replace("probability of what", Code.BAD_OBJECTIVE, p, "P(downtim/year > 5m15s) <= 5%");
        replace("probability per what", Code.BAD_OBJECTIVE, p, "P(downtime/yaer > 5m15s) <= 5%");
        replace("probability of less", Code.BAD_OBJECTIVE, p, "P(downtime/year < 5m15s) <= 5%");
        replace("probability of nothing", Code.BAD_OBJECTIVE, p, "P(downtime/year) <= 5%");
        replace("probability from below", Code.BAD_OBJECTIVE, p, "P(downtime/year > 5m15s) >= 5%");
        replace("probability that no trials show", Code.BAD_OBJECTIVE, p, "P(downtime/year > 5m15s) <= 0%");
        replace("probability of a duration without unit", Code.UNIT, p, "P(downtime/year > 315) <= 5%");
        replace("probability that is a duration", Code.UNIT, p, "P(downtime/year > 5m15s) <= 5min");
        replace("probability without a limit", Code.BAD_OBJECTIVE, p, "P(downtime/year > 5m15s)");
        replace("more downtime than time", Code.BAD_OBJECTIVE, p, "P(downtime/30d > 31d) <= 5%");
        replace("budget without a target", Code.BAD_OBJECTIVE, budget, "error-budget(30d) used <= 50%");
        replace("budget of a target of 100 %", Code.BAD_OBJECTIVE, budget, "error-budget(30d 100%) used <= 50%");
        replace("budget that is not used", Code.BAD_OBJECTIVE, budget, "error-budget(30d 99.9%) <= 50%");
        replace("budget of half a day", Code.OUT_OF_RANGE, budget, "error-budget(12h 99.9%) used <= 50%");
        replace("budget of a day and a half", Code.BAD_OBJECTIVE, budget, "error-budget(36h 99.9%) used <= 50%");
        replace(
                "budget by an unknown statistic",
                Code.BAD_OBJECTIVE,
                budget,
                "error-budget(30d 99.9%) used.p59 <= 50%");
        replace("budget with another hyphen", Code.BAD_OBJECTIVE, budget, "error_budget(30d 99.9%) used <= 50%");
        replace("horizon shorter than a year", Code.BAD_OBJECTIVE, "variants:", "run: {horizon: 90d}\nvariants:");
        replace("horizon shorter than a window", Code.BAD_OBJECTIVE, "variants:", "run: {horizon: 0s}\nvariants:");
    }

    private void contradictions() {
        replace("script on another host", Code.CONTRADICTION, "{checks: front,", "{checks: web,");
        heartbeat("detector option of another product", "{product: hazelcast, acceptable-heartbeat-pause: 3s}");
        heartbeat("detector option that the product has not", "{product: cassandra, max-sample-size: 200}");
        heartbeat("version that is not modelled", "{product: pekko, version: 2.6.21}");
        heartbeat("two timers where the product has one", "{product: hazelcast}");
        detector("margin of NFD-S", Code.CONTRADICTION, "detector: {chen: {nfd: S, margin: 1s}}");
        detector("NFD-E without margin", Code.MISSING_KEY, "detector: {chen: {nfd: E}}");
        detector("time-out beside a detector", Code.CONTRADICTION, "timeout: 3s, detector: {fixed: {timeout: 3s}}");
        detector("time-out no longer than the interval", Code.CONTRADICTION, "detector: {fixed: {timeout: 1s}}");
        detector("interval of 0 s", Code.OUT_OF_RANGE, "interval: 0s");
        detector("time-out beyond 292 years", Code.OUT_OF_RANGE, "timeout: 300y");
        detector("unknown product", Code.UNKNOWN_WORD, "detector: {phi-accrual: {product: peko}}");
        detector("unknown detector", Code.UNKNOWN_KEY, "detector: {phi-acrual: {product: pekko}}");
        replace(
                "detection without failure detectors",
                Code.BAD_OBJECTIVE,
                "availability >= 99.9%",
                "drills.lb-crash.detection.p99 <= 5s");
        replace("port that nobody listens on", Code.CONTRADICTION, "{calls: front,", "{calls: web, port: 81,");
        replace("two errors on one line", Code.UNIT, "rate: 100/s, timeout: 2s", "rate: 100, timeout: 2");
    }

    private void heartbeat(String title, String options) {
        detector(title, Code.CONTRADICTION, "detector: {phi-accrual: " + options + "}");
    }

    private void detector(String title, Code code, String body) {
        replace(title, code, "clients:", "  beat:\n    heartbeat: {nodes: [web1, web2], " + body + "}\nclients:");
    }

    private void warnings() {
        replace(
                "keepalived clears",
                Code.CLEARED,
                "{priority: 150}, lb2: {priority: 100}}",
                "{priority: 150, state: MASTER}, lb2: {priority: 100}}\n      preempt_delay: 30s");
        replace("keepalived rounds", Code.ROUNDED, "advert_int: 1s", "advert_int: 200ms");
        replace("weight too small", Code.NEVER_MOVES, "weight: -60", "weight: -20");
        replace("no time-outs", Code.NO_TIMEOUT, "{connect: 5s, server: 30s, client: 30s}", "{connect: 5s}");
        replace("no checks", Code.NOT_CHECKED, "      check: tcp\n      inter: 2s\n", "");
        replace(
                "unused host",
                Code.UNUSED_HOST,
                "  web2: {zone: city/b}",
                "  web2: {zone: city/b}\n  web3: {zone: city/b}");
        replace("equal priorities", Code.EQUAL_PRIORITY, "{priority: 100}", "{priority: 150}");
        replace("never gets the address", Code.WRONG_PLACE, ", lb2: {priority: 100}}", "}");
        replace("horizon shorter than a repair", Code.SHORT_HORIZON, "repair: 20min", "repair: exponential(800d)");
        replace(
                "horizon shorter than long repairs",
                Code.SHORT_HORIZON,
                "repair: 20min",
                "repair: lognormal(10d p95 2y)");
        replace(
                "horizon shorter than the repair of a unit",
                Code.SHORT_HORIZON,
                "clients:",
                "  disk:\n    unit: {fails: exponential(90d), repair: exponential(800d)}\nclients:");
        replace("nobody repairs", Code.NEVER_REPAIRED, ", repair: 20min", "");
        replace(
                "no replica",
                Code.NO_REPLICA,
                "clients:",
                "  db:\n    mysql: {nodes: web1, replication: semi-sync}\nclients:");
    }

    private void parts() {
        part("law with an infinite mean", Code.INFINITE_MEAN, "repair: 4h", "repair: pareto(10min shape 1)");
        part("more work than a queue can do", Code.OVERLOADED, "service: 2min", "service: 4min");
        part("exactly as much work as a queue can do", Code.OVERLOADED, "service: 2min", "service: 180s");
        part("a unit that fails all the time", Code.OUT_OF_RANGE, "fails: exponential(5y)", "fails: 0s");
        part("arrivals without time between", Code.OUT_OF_RANGE, "arrivals: exponential(1min)", "arrivals: 0s");
        part("tests without time between", Code.OUT_OF_RANGE, "every: 30d", "every: 0s");
        part("tests of what is known at once", Code.CONTRADICTION, "found: tests, ", "");
        part("found by tests that nobody does", Code.MISSING_KEY, ", tests: {every: 30d}", "");
        part("k of too few", Code.OUT_OF_RANGE, "k: 2", "k: 4");
        part("a unit that there is not", Code.UNKNOWN_SERVICE, "of: psu", "of: psus");
        part("a member twice", Code.DUPLICATE_KEY, "of: psu", "of: [psu, psu]");
        part("common cause of a law with a memory", Code.CONTRADICTION, "fails: exponential(5y)", "fails: 5y");
        part("common cause of unequal units", Code.CONTRADICTION, "of: psu", "of: [psu, valve2]");
        part("some units under one name are not one part", Code.CONTRADICTION, "needs: power", "needs: psu");
        part("several units measured as one", Code.CONTRADICTION, "services: [power, water, desk]", "services: [psu]");
        part("more at work than there are", Code.OUT_OF_RANGE, "active: 1", "active: 3");
        part("switch-overs that fail, and then", Code.MISSING_KEY, ", uncovered: 1h", "");
        part("dormancy of a law with a memory", Code.CONTRADICTION, "dormancy: 0%", "dormancy: 50%");
        part("a circle of needs", Code.CYCLE, "valve2: {unit: {", "valve2: {unit: {needs: water, ");
        part("a crew that is none", Code.UNKNOWN_SERVICE, "crew: staff", "crew: power");
        part("a fault that a unit cannot have", Code.BAD_TARGET, "{crash: psu}", "{cable-cut: psu}");
        part("a unit that a drill cannot find", Code.UNKNOWN_HOST, "{crash: psu}", "{crash: pus}");
        part("a process that has no host", Code.BAD_TARGET, "{kill: valve", "{kill: water");
        part(
                "products need hosts",
                Code.MISSING_KEY,
                "  staff: {repair-crew: {size: 1}}",
                "  staff: {repair-crew: {size: 1}}\n  web: {web-server: {nodes: web1}}");
        part("Erlang's shape is whole", Code.NOT_A_NUMBER, "repair: 4h", "repair: erlang(4h shape 1.5)");
        replace(
                "two services listen on one port of a host",
                Code.CONTRADICTION,
                "nodes: [web1, web2], capacity",
                "nodes: [lb1, web2], capacity");
        replace(
                "clients write to a part",
                Code.CONTRADICTION,
                "calls: front, rate",
                "calls: box, writes: 10%, rate",
                BOX);
        replace("clients call a queue", Code.UNKNOWN_SERVICE, "calls: front, rate", "calls: line, rate", BOX);
    }

    private static final String PARTS = """
            nines: 1
            services:
              psu: {unit: {fails: exponential(5y), repair: 4h, crew: staff, count: 3}}
              valve: {unit: {fails: weibull(9y shape 2), repair: 2h, found: tests, tests: {every: 30d}}}
              valve2: {unit: {fails: exponential(9y), repair: 2h}}
              staff: {repair-crew: {size: 1}}
              power: {k-of-n: {k: 2, of: psu, common-cause: {beta: 5%}}}
              water: {standby: {of: [valve, valve2], active: 1, dormancy: 0%, coverage: 95%, uncovered: 1h}}
              desk: {queue: {arrivals: exponential(1min), service: 2min, servers: 3, needs: power}}
            probe: {services: [power, water, desk]}
            drills:
              one: {crash: psu}
              two: {kill: valve, repair: 1h}
            """;

    private void part(String title, Code code, String old, String with) {
        if (!PARTS.contains(old)) {
            throw new IllegalStateException("the parts do not contain " + old);
        }
        text(title, code, PARTS.replace(old, with));
    }

    private static final String BOX = """
            services:
              box: {unit: {fails: exponential(90d), repair: 1h}}
              line: {queue: {arrivals: exponential(2s), service: exponential(1s)}}
            """;

    /** The same with services more. */
    private void replace(String title, Code code, String old, String with, String services) {
        text(title, code, GOOD.replace(old, with).replace("services:\n", services));
    }

    private void replace(String title, Code code, String old, String with) {
        if (!GOOD.contains(old)) {
            throw new IllegalStateException("the good scenario does not contain " + old);
        }
        text(
                title,
                code,
                GOOD.replaceFirst(java.util.regex.Pattern.quote(old), java.util.regex.Matcher.quoteReplacement(with)));
    }

    private void configs() {
        config("an unknown word in haproxy.cfg", Code.CONFIG_WORD, "word.cfg");
        config("a wrong value in haproxy.cfg", Code.CONFIG_VALUE, "word.cfg");
        config("a keepalived.conf for HAProxy", Code.CONFIG_KIND, "k1.conf");
        config("a configuration that is not there", Code.CONFIG_UNREADABLE, "nothere.cfg");
        config("two backends", Code.CONFIG_MATCH, "two.cfg");
        config("words that are not modelled", Code.NOT_MODELLED, "good.cfg");
        config("a key beside config", Code.OVERRIDDEN, "good.cfg");
        config("other names than the hosts", Code.MATCHED_BY_ORDER, "good.cfg");
        String nodes = "nodes: {lb1: {priority: 150}, lb2: {priority: 100}}";
        replace("nodes that differ", Code.NODES_DIFFER, nodes, "config: {lb1: k1.conf, lb2: k2.conf}");
        replace("a host without a file", Code.CONFIG_MATCH, nodes, "config: {lb1: k1.conf}\n      nodes: {lb2: {}}");
        replace("nodes beside config", Code.CONFIG_MATCH, nodes, "config: {lb1: k1.conf}\n      nodes: [lb1]");
        replace(
                "the own interface tracked",
                Code.CLEARED,
                "advert_int: 1s",
                "advert_int: 1s\n      interface: eth0\n      track_interface: {eth0: {}}");
    }

    private void config(String title, Code code, String file) {
        replace(title, code, "check: tcp", "config: " + file);
    }

    private void text(String title, Code code, String text) {
        cases.add(new Case(title, code, text));
    }

    static String aliasBomb() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String before = "*a" + (i - 1);
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(String.join(", ", java.util.Collections.nCopies(10, before)))
                    .append("]\n");
        }
        return bomb.toString();
    }

    /** What the user sees; empty when nothing is wrong. */
    static String render(String text) {
        return new dev.nines.scenario.problem.ProblemPrinter(false).print(problems(text));
    }

    static List<dev.nines.scenario.problem.Problem> problems(String text) {
        try {
            return ScenarioReader.readText("case", "scenario.yaml", text, FILES).warnings();
        } catch (Problems p) {
            return p.all();
        }
    }
}
