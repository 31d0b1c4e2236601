package dev.nines.scenario.vocabulary;

import static dev.nines.scenario.language.Quantities.duration;

import dev.nines.scenario.language.Block;
import dev.nines.scenario.language.Default;
import dev.nines.scenario.language.Key;
import dev.nines.scenario.language.Quantities.Count;
import dev.nines.scenario.language.Quantities.Measure;
import dev.nines.scenario.language.Quantities.Option;
import dev.nines.scenario.language.Quantities.Share;
import dev.nines.scenario.language.Type;
import dev.nines.scenario.language.Words.Choice;
import dev.nines.scenario.language.Words.FileName;
import dev.nines.scenario.language.Words.Flag;
import dev.nines.scenario.language.Words.Ref;
import dev.nines.scenario.language.Words.Text;
import java.util.List;

/** HAProxy configuration manual; source files defaults.h, check.c, server.c, proxy.c, stream.h. */
public final class HaproxyTable {
    private static final String MANUAL = "HAProxy configuration manual";
    private static final Measure INTERVAL = duration("1ms", "1d");
    private static final Measure TIMEOUT = duration("1ms", "24d").or("unlimited", 0);

    static final Block TIMEOUTS = Block.of(
            "haproxy-timeout",
            "The `timeout` lines.",
            Key.of(
                    "connect",
                    TIMEOUT,
                    Default.documented("unlimited", MANUAL + " (HAProxy warns)"),
                    "How long one attempt to connect to a server may take."),
            Key.of(
                    "server",
                    TIMEOUT,
                    Default.documented("unlimited", MANUAL + " (HAProxy warns)"),
                    "Silence of a server."),
            Key.of(
                    "client",
                    TIMEOUT,
                    Default.documented("unlimited", MANUAL + " (HAProxy warns)"),
                    "Silence of a client."),
            Key.of("queue", TIMEOUT, Default.sameAs("connect", MANUAL), "Waiting for a free server; then 503."),
            Key.of(
                    "check",
                    duration("1ms", "24d").or("unset", 0),
                    Default.documented("unset", MANUAL),
                    "Reading a check's answer. Unset: the whole check has `inter`."));

    static final Block SERVER = Block.of(
            "haproxy-server",
            "Options of one `server` line.",
            Key.of(
                    "weight",
                    new Count(0, 256),
                    Default.documented("1", MANUAL),
                    "Share of the requests; 0: only those that stick."),
            Key.of("backup", new Flag(), Default.documented("false", MANUAL), "Used when no other server is usable."),
            Key.of(
                    "maxconn",
                    new Count(0, 1_000_000),
                    Default.documented("0", MANUAL),
                    "Requests at a time, the rest is queued; 0: unlimited."));

    static final Block BLOCK = Block.of(
            "haproxy",
            "HAProxy instances with one backend.",
            Key.required("nodes", new Type.ListOf(Ref.host(), 1, true), "Hosts that run it."),
            Key.required("servers", Ref.service(Kinds.BACKENDS), "The service whose nodes are the backend's servers."),
            Key.optional(
                    "config",
                    new FileName(),
                    "An `haproxy.cfg`, relative to this file: read at each run. What is written beside it wins. Its `server` "
                            + "lines are matched to the nodes of `servers` by name, or by order where no name fits."),
            Key.optional("backend", new Text(), "Which backend or listen of `config`; needed when it has several."),
            Key.optional(
                    "behind",
                    Ref.service(Kinds.ADDRESSES),
                    "The service whose address it binds; without it, its hosts' own addresses."),
            Key.of(
                    "bind",
                    new Count(1, 65535),
                    Default.documented("80", "RFC 9110: http"),
                    "Port of the `bind` line, on which clients call it."),
            Key.of("mode", Choice.of("tcp", "http"), Default.documented("tcp", MANUAL), "Layer 4 or layer 7."),
            Key.of(
                    "balance",
                    new Choice(
                            List.of("roundrobin", "static-rr", "leastconn", "first", "source", "random"),
                            "random\\([1-9][0-9]?\\)"),
                    Default.documented("roundrobin", "HAProxy 2.6 manual; newer versions: random(2)"),
                    "How servers are chosen; `random(3)` draws three and takes the least loaded (`random` alone: 2)."),
            Key.of(
                    "check",
                    Choice.of("none", "tcp", "http"),
                    Default.computed(MANUAL + ": tcp when any check option is written, else none"),
                    "How servers are checked. HAProxy checks nothing unless told to: without `inter`, `fall`, `rise` "
                            + "and the like the default is `none`."),
            Key.of(
                    "inter",
                    INTERVAL,
                    Default.fromSource("2s", "HAProxy defaults.h"),
                    "From the end of a check to the start of the next."),
            Key.of(
                    "fastinter",
                    INTERVAL,
                    Default.sameAs("inter", "HAProxy server.c"),
                    "`inter` while a server is changing its state."),
            Key.of(
                    "downinter",
                    INTERVAL,
                    Default.sameAs("inter", "HAProxy server.c"),
                    "`inter` while a server is down."),
            Key.of(
                    "fall",
                    new Count(1, 10_000),
                    Default.fromSource("3", "HAProxy defaults.h"),
                    "Failed checks in a row until a server is down."),
            Key.of(
                    "rise",
                    new Count(1, 10_000),
                    Default.fromSource("2", "HAProxy defaults.h"),
                    "Good checks in a row until it is up."),
            Key.of(
                    "spread-checks",
                    new Share(0, 0.5),
                    Default.fromSource("0%", "HAProxy check.c"),
                    "Random part of the interval."),
            Key.of(
                    "observe",
                    Choice.of("off", "layer4", "layer7"),
                    Default.documented("off", MANUAL),
                    "Counts errors of live traffic."),
            Key.of(
                    "error-limit",
                    new Count(1, 10_000),
                    Default.fromSource("10", "HAProxy defaults.h"),
                    "Observed errors in a row until `on-error`."),
            Key.of(
                    "on-error",
                    Choice.of("fastinter", "fail-check", "sudden-death", "mark-down"),
                    Default.fromSource("fail-check", "HAProxy defaults.h"),
                    "What `error-limit` observed errors do."),
            Key.of(
                    "on-marked-down",
                    Choice.of("none", "shutdown-sessions"),
                    Default.documented("none", MANUAL),
                    "Whether live streams are cut."),
            Key.of(
                    "retries",
                    new Count(0, 100),
                    Default.fromSource("3", "HAProxy defaults.h"),
                    "Further attempts to connect."),
            Key.of(
                    "redispatch",
                    new Option(-1, 0, -100, 100),
                    Default.documented("false", MANUAL),
                    "`option redispatch`: true: the last retry may go to another server; N: every N-th retry."),
            Key.of(
                    "slowstart",
                    duration("0s", "24d"),
                    Default.documented("0s", MANUAL),
                    "Until a server that came back has its full share."),
            Key.of(
                    "stick",
                    Choice.of("none", "src"),
                    Default.documented("none", MANUAL),
                    "`stick on src`: a client's address stays with its server."),
            Key.optional("timeout", new Type.Sub(TIMEOUTS), "`timeout` lines."),
            Key.optional(
                    "server-options",
                    new Type.MapOf(Ref.host(), new Type.Sub(SERVER), 0),
                    "Options of single servers, by host."));

    /** Writing one of them switches checks on. */
    public static final List<String> CHECK_OPTIONS = List.of(
            "inter", "fastinter", "downinter", "fall", "rise", "spread-checks", "observe", "error-limit", "on-error");

    private HaproxyTable() {}
}
