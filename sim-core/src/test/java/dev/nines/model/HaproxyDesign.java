package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;

import dev.nines.kernel.Law;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import dev.nines.model.spec.HaproxySpec;
import dev.nines.model.spec.HaproxySpec.Balance;
import dev.nines.model.spec.HaproxySpec.Check;
import dev.nines.model.spec.HaproxySpec.CheckType;
import dev.nines.model.spec.HaproxySpec.Observe;
import dev.nines.model.spec.HaproxySpec.OnError;
import dev.nines.model.spec.HaproxySpec.Server;
import dev.nines.model.spec.ProbeSpec;
import dev.nines.model.spec.WebServerSpec;
import java.util.List;

/** {@code front}, HAProxy on lb1, before {@code web} on web1 and web2; with HAProxy's defaults until changed. */
final class HaproxyDesign {
    private HaproxySpec.Mode mode = HaproxySpec.Mode.HTTP;
    private Balance balance = Balance.ROUNDROBIN;
    private CheckType type = CheckType.HTTP;
    private long inter = 2 * S;
    private long fastinter;
    private long downinter;
    private long timeoutCheck;
    private int rise = 2;
    private int fall = 3;
    private Observe observe = Observe.OFF;
    private int retries = 3;
    private int redispatch;
    private long timeoutConnect = 5 * S;
    private long timeoutServer = 30 * S;
    private long timeoutQueue;
    private long slowstart;
    private boolean shutdownSessions;
    private boolean stickOnSource;
    private List<Server> options = List.of();
    private Law serviceTime = Law.constant(MS);
    private int capacity = 64;
    private int queue = 128;

    HaproxyDesign tcpMode() {
        mode = HaproxySpec.Mode.TCP;
        return this;
    }

    HaproxyDesign balance(Balance algorithm) {
        balance = algorithm;
        return this;
    }

    HaproxyDesign check(CheckType checkType, long interNanos, int riseChecks, int fallChecks) {
        type = checkType;
        inter = interNanos;
        rise = riseChecks;
        fall = fallChecks;
        return this;
    }

    HaproxyDesign intervals(long fastinterNanos, long downinterNanos) {
        fastinter = fastinterNanos;
        downinter = downinterNanos;
        return this;
    }

    HaproxyDesign timeoutCheck(long nanos) {
        timeoutCheck = nanos;
        return this;
    }

    /** {@code observe layer4 error-limit 10 on-error mark-down}. */
    HaproxyDesign observing() {
        observe = Observe.LAYER4;
        return this;
    }

    HaproxyDesign retries(int most) {
        retries = most;
        return this;
    }

    /** {@code option redispatch}. */
    HaproxyDesign redispatching() {
        redispatch = -1;
        return this;
    }

    HaproxyDesign timeouts(long connectNanos, long serverNanos, long queueNanos) {
        timeoutConnect = connectNanos;
        timeoutServer = serverNanos;
        timeoutQueue = queueNanos;
        return this;
    }

    HaproxyDesign slowstart(long nanos) {
        slowstart = nanos;
        return this;
    }

    HaproxyDesign shutdownSessions() {
        shutdownSessions = true;
        return this;
    }

    HaproxyDesign stickOnSource() {
        stickOnSource = true;
        return this;
    }

    HaproxyDesign servers(Server... servers) {
        options = List.of(servers);
        return this;
    }

    HaproxyDesign web(Law serviceTimes, int workers, int waiting) {
        serviceTime = serviceTimes;
        capacity = workers;
        queue = waiting;
        return this;
    }

    WebServerSpec web() {
        return new WebServerSpec(
                "web",
                List.of("web1", "web2"),
                List.of(80),
                "",
                "",
                0,
                capacity,
                queue,
                serviceTime,
                Law.constant(0),
                -1,
                "");
    }

    HaproxySpec front(String behind, String... nodes) {
        return new HaproxySpec(
                "front",
                List.of(nodes),
                behind,
                80,
                "web",
                mode,
                balance,
                2,
                new Check(
                        type,
                        inter,
                        fastinter,
                        downinter,
                        rise,
                        fall,
                        timeoutCheck,
                        0,
                        observe,
                        10,
                        observe == Observe.OFF ? OnError.FAIL_CHECK : OnError.MARK_DOWN),
                retries,
                redispatch,
                timeoutConnect,
                timeoutServer,
                30 * S,
                timeoutQueue,
                slowstart,
                shutdownSessions,
                stickOnSource,
                options);
    }

    Design probed(ProbeSpec probe, DrillSpec... drills) {
        return Specs.design(List.of(web(), front("", "lb1")), probe, drills);
    }

    /** Probed once a second: for what the machines do, not for what clients see. */
    Design drilled(DrillSpec drill) {
        return probed(Specs.probe(S, S, 0.9, "front"), drill);
    }

    /** Without probes; requests come from {@link Requests}. */
    Design quiet() {
        return probed(Specs.probe(S, S, 0.9));
    }
}
