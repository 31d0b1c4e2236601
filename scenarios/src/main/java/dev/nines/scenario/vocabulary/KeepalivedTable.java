package dev.nines.scenario.vocabulary;

import static dev.nines.scenario.language.Quantities.duration;

import dev.nines.scenario.language.Block;
import dev.nines.scenario.language.Default;
import dev.nines.scenario.language.Key;
import dev.nines.scenario.language.Quantities.Count;
import dev.nines.scenario.language.Type;
import dev.nines.scenario.language.Words.Choice;
import dev.nines.scenario.language.Words.FileName;
import dev.nines.scenario.language.Words.Flag;
import dev.nines.scenario.language.Words.Interface;
import dev.nines.scenario.language.Words.Name;
import dev.nines.scenario.language.Words.Ref;
import dev.nines.scenario.language.Words.Text;

/** keepalived.conf(5); keepalived 2.2/2.3, files vrrp.h, vrrp.c, vrrp_track.h, vrrp_data.c, global_data.c. */
final class KeepalivedTable {
    private static final Flag FLAG = new Flag();

    static final Block NODE = Block.of(
            "keepalived-node",
            "One VRRP instance.",
            Key.of(
                    "priority",
                    new Count(1, 255),
                    Default.computed("keepalived: 100, or 255 with state MASTER"),
                    "VRRP priority; the live node with the highest owns the address. 0 is only sent when resigning."),
            Key.of(
                    "state",
                    Choice.of("MASTER", "BACKUP"),
                    Default.computed("keepalived: MASTER with priority 255, else BACKUP"),
                    "`MASTER` does not start as master, but clears `preempt_delay` and `nopreempt`."));

    static final Block TRACK_SCRIPT = Block.of(
            "track_script",
            "A vrrp_script with its track_script entry.",
            Key.required(
                    "checks",
                    Ref.service(
                            Kinds.HAPROXY, Kinds.NLB, Kinds.WEB_SERVER, Kinds.TCP_SERVICE, Kinds.MYSQL, Kinds.MARIADB),
                    "The service whose process on the same host the script looks at."),
            Key.of(
                    "interval",
                    duration("10ms", "1h"),
                    Default.fromSource("1s", "keepalived vrrp_track.h"),
                    "From the start of one run to the start of the next."),
            Key.of(
                    "timeout",
                    duration("10ms", "1h"),
                    Default.sameAs("interval", "keepalived vrrp_scheduler.c"),
                    "A run that takes longer has failed and is killed."),
            Key.of(
                    "rise",
                    new Count(1, 1000),
                    Default.fromSource("1", "keepalived vrrp_data.c"),
                    "Good runs in a row until it counts as good."),
            Key.of(
                    "fall",
                    new Count(1, 1000),
                    Default.fromSource("1", "keepalived vrrp_data.c"),
                    "Failed runs in a row until it counts as failed."),
            Key.of(
                    "weight",
                    new Count(-253, 253),
                    Default.fromSource("0", "keepalived vrrp_parser.c"),
                    "0: the instance goes to FAULT when the script fails; negative: added to the priority while it "
                            + "fails; positive: while it is good."),
            Key.of(
                    "init_fail",
                    FLAG,
                    Default.documented("false", "keepalived.conf(5)"),
                    "Counts as failed until the first runs are good."),
            Key.of(
                    "run-time",
                    duration("0s", "1h"),
                    Default.guess("10ms", "a script that asks a local process"),
                    "How long one run takes."),
            Key.of(
                    "untrusted",
                    FLAG,
                    Default.documented("false", "keepalived.conf(5), enable_script_security"),
                    "Lies in a folder that others can write: keepalived refuses it, and tracking is silently off."));

    static final Block TRACK_INTERFACE = Block.of(
            "track_interface",
            "An interface besides the instance's own.",
            Key.of(
                    "weight",
                    new Count(-253, 253),
                    Default.fromSource("0", "keepalived vrrp_track.c"),
                    "0: the instance goes to FAULT while it is down; negative: added to the priority while it is down; "
                            + "positive: while it is up."),
            Key.of(
                    "reverse",
                    FLAG,
                    Default.documented("false", "keepalived.conf(5)"),
                    "Flips the sign of what is added; with weight 0: FAULT while it is up."));

    static final Block BLOCK = Block.of(
            "keepalived",
            "A virtual address kept by keepalived (VRRP).",
            Key.requiredUnless(
                    "config",
                    "nodes",
                    Type.Either.of(
                            new Type.ListOf(Ref.host(), 1, false), new Type.MapOf(Ref.host(), new Type.Sub(NODE), 1)),
                    "Hosts with `priority` and `state`, or a list of hosts."),
            Key.optional(
                    "config",
                    new Type.MapOf(Ref.host(), new FileName(), 1),
                    "The `keepalived.conf` of each host, relative to this file: read at each run. What is written beside it "
                            + "wins."),
            Key.optional("instance", new Text(), "Which vrrp_instance of `config`; needed when it has several."),
            Key.of(
                    "vrrp_version",
                    new Count(2, 3),
                    Default.fromSource("2", "keepalived global_data.c"),
                    "2 (RFC 3768) or 3 (RFC 9568)."),
            Key.of(
                    "advert_int",
                    duration("10ms", "255s"),
                    Default.fromSource("1s", "keepalived vrrp.h"),
                    "Between advertisements. Version 2: whole seconds up to 255 s; version 3: steps of 10 ms up to "
                            + "40.95 s."),
            Key.of(
                    "nopreempt",
                    FLAG,
                    Default.fromSource("false", "keepalived vrrp.c"),
                    "A returning node with the higher priority leaves the address where it is."),
            Key.of(
                    "preempt_delay",
                    duration("0s", "1000s"),
                    Default.fromSource("0s", "keepalived vrrp_parser.c"),
                    "A returning node waits this long before it takes the address back."),
            Key.of(
                    "down_timer_adverts",
                    new Count(1, 100),
                    Default.fromSource("3", "keepalived vrrp.h"),
                    "Missing advertisements until a backup acts."),
            Key.of(
                    "garp_master_repeat",
                    new Count(0, 100),
                    Default.fromSource("5", "keepalived vrrp.h"),
                    "Gratuitous ARPs of the first burst after becoming master."),
            Key.of(
                    "garp_master_delay",
                    duration("0s", "1h"),
                    Default.fromSource("5s", "keepalived vrrp.h"),
                    "A second burst follows after this; 0s: none."),
            Key.of(
                    "garp_master_refresh",
                    duration("0s", "1d"),
                    Default.fromSource("0s", "keepalived vrrp.h"),
                    "Repeats the ARPs while master; 0s: never. Bounds the black hole after a healed partition."),
            Key.of(
                    "garp_master_refresh_repeat",
                    new Count(1, 100),
                    Default.fromSource("1", "keepalived vrrp.h"),
                    "Gratuitous ARPs of a refresh."),
            Key.of(
                    "garp_lower_prio_repeat",
                    new Count(0, 100),
                    Default.sameAs("garp_master_repeat", "keepalived.conf(5)"),
                    "Gratuitous ARPs after an advertisement of a lower priority was heard while master."),
            Key.of(
                    "garp_lower_prio_delay",
                    duration("0s", "1h"),
                    Default.sameAs("garp_master_delay", "keepalived.conf(5)"),
                    "Their second burst."),
            Key.of(
                    "lower_prio_no_advert",
                    FLAG,
                    Default.fromSource("false", "keepalived global_data.c"),
                    "A master does not answer an advertisement of a lower priority."),
            Key.of(
                    "higher_prio_send_advert",
                    FLAG,
                    Default.fromSource("false", "keepalived global_data.c"),
                    "A master sends one last advertisement before it yields."),
            Key.of(
                    "vrrp_startup_delay",
                    duration("0s", "1h"),
                    Default.fromSource("0s", "keepalived vrrp_daemon.c"),
                    "All timers start this much later."),
            Key.of(
                    "unicast",
                    FLAG,
                    Default.documented("false", "keepalived.conf(5), unicast_peer"),
                    "Advertisements go to the peers one by one instead of by multicast."),
            Key.optional(
                    "sync_group",
                    new Name("group"),
                    "Instances of several services with the same group name move together."),
            Key.optional(
                    "track_script",
                    new Type.MapOf(new Name("script"), new Type.Sub(TRACK_SCRIPT), 0),
                    "Scripts that watch a local service."),
            Key.optional(
                    "interface",
                    new Interface(),
                    "The one that carries the advertisements; it is tracked without a word."),
            Key.of(
                    "dont_track_primary",
                    FLAG,
                    Default.documented("false", "keepalived.conf(5)"),
                    "Losing the carrier of `interface` is no fault."),
            Key.optional(
                    "track_interface",
                    new Type.MapOf(new Interface(), new Type.Sub(TRACK_INTERFACE), 0),
                    "Other interfaces whose carrier counts. A host has one cable here, which carries all of them."));

    private KeepalivedTable() {}
}
