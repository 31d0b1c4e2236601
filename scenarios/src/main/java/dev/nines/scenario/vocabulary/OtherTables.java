package dev.nines.scenario.vocabulary;

import static dev.nines.scenario.language.Quantities.duration;

import dev.nines.scenario.language.Block;
import dev.nines.scenario.language.Default;
import dev.nines.scenario.language.Key;
import dev.nines.scenario.language.Laws;
import dev.nines.scenario.language.Quantities;
import dev.nines.scenario.language.Quantities.Count;
import dev.nines.scenario.language.Quantities.Share;
import dev.nines.scenario.language.Type;
import dev.nines.scenario.language.Words.Choice;
import dev.nines.scenario.language.Words.Flag;
import dev.nines.scenario.language.Words.Ref;
import dev.nines.scenario.language.Words.Zone;

/** Hosts, network, clients, probe, run; content synchronisation. */
final class OtherTables {
    private static final String LINUX = "Linux, arp(7)";
    private static final Choice CONNECTIONS = Choice.of("new", "keep-alive", "long-lived");

    static final Block HOST = Block.of(
            "host",
            "A machine.",
            Key.of(
                    "zone",
                    new Zone(),
                    Default.guess("local/a", "all hosts in one place"),
                    "Where it stands: `region/zone/rack`. Hosts of a zone fail together in a `zone-outage`."),
            Key.of(
                    "managed",
                    new Flag(),
                    Default.documented("false", "this language"),
                    "Somebody else runs it (a cloud's balancer): `any host` does not mean it."),
            Key.of(
                    "boot",
                    Laws.any(),
                    Default.guess("60s", "a physical server takes minutes, a VM seconds"),
                    "From power on to processes being started."));

    static final Block NETWORK = Block.of(
            "network",
            "One-way delays, and what outages depend on in the hosts' kernels.",
            Key.of(
                    "within-zone",
                    Laws.any(),
                    Default.guess("0.2ms", "one data centre"),
                    "Delay between hosts of one zone."),
            Key.of(
                    "between-zones",
                    Laws.any(),
                    Default.guess("1ms", "data centres of one city"),
                    "Delay between zones of one region."),
            Key.of("between-regions", Laws.any(), Default.guess("30ms", "1000 km and more"), "Delay between regions."),
            Key.of(
                    "loss",
                    new Share(0, 1),
                    Default.guess("0%", "a healthy network"),
                    "Any message is lost with this probability."),
            Key.of(
                    "syn-retransmission",
                    Choice.of("linear", "exponential"),
                    Default.measured("linear", "Linux 6.18: 1, 2, 3, 4 s"),
                    "`linear`: Linux 6.5 and newer (tcp_syn_linear_timeouts = 4); `exponential`: 1, 3, 7, 15 s."),
            Key.of(
                    "base_reachable_time",
                    duration("1s", "1d"),
                    Default.documented("30s", LINUX),
                    "Clients trust a neighbour's address for 0.5 to 1.5 times this."),
            Key.of(
                    "delay_first_probe_time",
                    duration("0s", "1h"),
                    Default.documented("5s", LINUX),
                    "Then they wait this long before they ask."),
            Key.of(
                    "ucast_solicit",
                    new Count(1, 100),
                    Default.documented("3", LINUX),
                    "So often they ask the old neighbour."),
            Key.of("retrans_time", duration("10ms", "1h"), Default.documented("1s", LINUX), "Between two questions."));

    static final Block SLO = Block.of(
            "slo",
            "Beyond these the service is degraded, though it is up.",
            Key.of(
                    "latency.p99",
                    duration("0s", "1h").or("none", 0),
                    Default.documented("none", "this language"),
                    "99 % of requests are faster."),
            Key.of(
                    "errors",
                    new Share(),
                    Default.documented("100%", "this language"),
                    "At most this share of requests fails."));

    static final Block CLIENT = Block.of(
            "client",
            "Open-loop clients: they send on schedule, whatever happens.",
            Key.required(
                    "calls",
                    Ref.service(Kinds.CALLED),
                    "The service that they call, or a part that is up or down: it answers at once, or says that it cannot."),
            Key.optional("port", new Count(1, 65535), "Of that service; default: its first."),
            Key.required("rate", Quantities.rate(), "Requests per time, all clients together."),
            Key.of(
                    "writes",
                    new Share(),
                    Default.guess("0%", "readers only"),
                    "Share of requests that write to the database."),
            Key.of("uploads", new Share(), Default.guess("0%", "readers only"), "Share of requests that write a file."),
            Key.of(
                    "timeout",
                    duration("1ms", "1d"),
                    Default.guess("10s", "impatience of people"),
                    "After this a client gives up."),
            Key.of(
                    "retries",
                    new Count(0, 100),
                    Default.guess("0", "each failure counts"),
                    "Further attempts, at once."),
            Key.of(
                    "connections",
                    CONNECTIONS,
                    Default.guess("new", "one request each"),
                    "`new` for each request, `keep-alive` between requests, or `long-lived`."),
            Key.of(
                    "addresses",
                    new Count(1, 65535),
                    Default.guess("16", "so that hashing is sampled"),
                    "Source addresses, used in turn."),
            Key.optional("slo", new Type.Sub(SLO), "When the service counts as degraded."));

    static final Block PROBE = Block.of(
            "probe",
            "What measures availability: a request on a fixed schedule.",
            Key.optional(
                    "services",
                    new Type.ListOf(Ref.service(Kinds.MEASURED), 1, true),
                    "Default: those that clients call, and the parts without a product of which no other is made."),
            Key.of(
                    "interval",
                    duration("100us", "1h"),
                    Default.documented("10ms", "Nines' definitions"),
                    "Between probes."),
            Key.of(
                    "addresses",
                    new Count(1, 65535),
                    Default.documented("16", "Nines' definitions"),
                    "Source addresses of the probe host, used in turn."),
            Key.of(
                    "timeout",
                    duration("1ms", "1h"),
                    Default.documented("1s", "Nines' definitions"),
                    "An answer later than this is a failure."),
            Key.of(
                    "outage.threshold",
                    new Share(0.01, 1),
                    Default.documented("90%", "Nines' definitions"),
                    "An outage opens when the share of good probes in the last second is lower."),
            Key.of("connections", CONNECTIONS, Default.documented("new", "Nines' definitions"), "Of the probe."));

    static final Block RUN = Block.of(
            "run",
            "How much is simulated.",
            Key.of(
                    "horizon",
                    duration("0s", "100y"),
                    Default.documented("1y", "Nines' definitions"),
                    "Of one trial's years; 0s: drills only."),
            Key.of(
                    "warm-up",
                    duration("0s", "100y"),
                    Default.documented("0s", "Nines' definitions"),
                    "Faults strike this long before the horizon begins, and nothing is counted: the years do not start "
                            + "with everything up."),
            Key.of(
                    "trials",
                    new Count(1, 10_000_000),
                    Default.documented("1000", "Nines' definitions"),
                    "Independent repetitions."),
            Key.of(
                    "seed",
                    new Count(0, Integer.MAX_VALUE),
                    Default.documented("1", "Nines' definitions"),
                    "The same seed gives the same result."),
            Key.of(
                    "unknowns",
                    new Count(0, 1000),
                    Default.documented("40", "Nines' definitions"),
                    "What is not known is drawn so often; 0: never."));

    static final Block CONTENT_SYNC = Block.of(
            "content-sync",
            "Files that web servers write locally and a job copies to the others.",
            Key.required("nodes", new Type.ListOf(Ref.host(), 1, true), "Hosts with a copy."),
            Key.required(
                    "method",
                    Choice.of("rsync", "tar"),
                    "`rsync` copies what changed; `tar` packs everything, and is unpacked at a failover."),
            Key.of(
                    "interval",
                    duration("1s", "1y"),
                    Default.guess("1min", "cron's shortest"),
                    "Between starts of two runs."),
            Key.of("scan", duration("0s", "1d"), Default.guess("5s", "some 100,000 files"), "Of one rsync run."),
            Key.of(
                    "rate",
                    Quantities.byteRate(),
                    Default.guess("100MB/s", "disk or 1 Gbit/s link"),
                    "Of copying, packing and unpacking."),
            Key.of(
                    "content-size",
                    Quantities.size(),
                    Default.guess("10GB", "a shop's images"),
                    "The whole content, packed each time by tar."),
            Key.of("bytes-per-write", Quantities.size(), Default.guess("1MB", "an image"), "One uploaded file."),
            Key.of(
                    "staging",
                    new Flag(),
                    Default.guess("false", "rsync's default writes in place"),
                    "A run is swapped in when it is complete; otherwise one cut off half-way leaves mixed versions."));

    private OtherTables() {}
}
