package dev.nines.scenario.vocabulary;

import static dev.nines.scenario.language.Quantities.duration;

import dev.nines.scenario.language.Block;
import dev.nines.scenario.language.Default;
import dev.nines.scenario.language.Key;
import dev.nines.scenario.language.Laws;
import dev.nines.scenario.language.Quantities.Count;
import dev.nines.scenario.language.Type;
import dev.nines.scenario.language.Words.Ref;
import java.util.List;

/** Servers of finite capacity. */
final class WebTable {
    private static final Type PORTS = new Type.ListOf(new Count(1, 65535), 1, true);

    private static final Key NODES = Key.required("nodes", new Type.ListOf(Ref.host(), 1, true), "Hosts that run it.");
    private static final Key BEHIND = Key.optional(
            "behind",
            Ref.service(Kinds.ADDRESSES),
            "The service whose address it binds; without it, its hosts' own addresses.");
    private static final Key CAPACITY = Key.of(
            "capacity",
            new Count(1, 1_000_000),
            Default.guess("8", "one worker per core of a small server"),
            "Requests served at a time by each node; the rest waits.");
    private static final Key QUEUE = Key.of(
            "queue",
            new Count(0, 1_000_000),
            Default.documented("511", "backlog of nginx (listen) and Apache (ListenBacklog)"),
            "Requests that wait beyond `capacity`; connections that the kernel still accepts when the process hangs.");
    private static final Key SERVICE_TIME = Key.of(
            "service-time", Laws.any(), Default.guess("exponential(20ms)", "a dynamic page"), "Work of one request.");
    private static final Key START = Key.of(
            "start", Laws.any(), Default.guess("5s", "a small application server"), "From process start to listening.");
    private static final Key AUTO_RESTART = Key.of(
            "auto-restart",
            duration("0s", "30d").or("never", -1),
            Default.guess("never", "no supervisor is assumed"),
            "A supervisor starts a dead process again after this.");

    static final Block WEB_SERVER = Block.of(
                    "web-server",
                    "A web or application server.",
                    NODES,
                    Key.of("ports", PORTS, Default.documented("80", "RFC 9110: http"), "On which it listens."),
                    BEHIND,
                    Key.optional(
                            "calls",
                            Ref.service(
                                    Kinds.MYSQL,
                                    Kinds.MARIADB,
                                    Kinds.HAPROXY,
                                    Kinds.NLB,
                                    Kinds.UNIT,
                                    Kinds.K_OF_N,
                                    Kinds.STANDBY),
                            "The database, or the balancer before it, that each request asks; or a part without a"
                                    + " product: while it is down requests fail."),
                    Key.of(
                            "call-timeout",
                            duration("1ms", "1d"),
                            Default.guess("10s", "usual in connection pools"),
                            "How long a request waits for the database."))
            .plus(List.of(CAPACITY, QUEUE, SERVICE_TIME, START, AUTO_RESTART))
            .plus(List.of(
                    Key.optional("content", Ref.service(Kinds.CONTENT_SYNC), "The service that copies its files.")));

    static final Block TCP_SERVICE = Block.of(
                    "tcp-service",
                    "Any other TCP or HTTP service, such as an RPC node.",
                    NODES,
                    Key.required("ports", PORTS, "On which it listens."),
                    BEHIND)
            .plus(List.of(CAPACITY, QUEUE, SERVICE_TIME, START, AUTO_RESTART));

    private WebTable() {}
}
