package dev.nines.chaos.table;

import static dev.nines.chaos.table.Figure.AT_HEAL;
import static dev.nines.chaos.table.Figure.LOST;
import static dev.nines.chaos.table.Figure.OUTAGE;
import static dev.nines.chaos.table.Figure.RETURN;
import static dev.nines.chaos.table.Row.Test.COUNT;
import static dev.nines.chaos.table.Row.Test.DISTRIBUTION;
import static dev.nines.chaos.table.Row.Test.PHASE;

import dev.nines.model.Ticks;
import dev.nines.model.spec.ClientSpec.Connections;
import java.util.ArrayList;
import java.util.List;

/** The rows of the table: what was measured before, see the facts about each product, and what the worked designs rest on. */
public final class Rows {
    private static final double SKEW_V2 = 156 / 256.0;
    private static final double ADVERT_V3 = 0.2;
    private static final double SKEW_V3 = ADVERT_V3 * 156 / 256.0;
    private static final String PAIR = "keepalived-pair";
    private static final String KEEPALIVED = "keepalived";
    private static final String HAPROXY = "HAProxy";
    private static final String BOTH = "HAProxy and keepalived";
    private static final String MARIADB = "MariaDB pair with promotion";
    private static final Ticks ADVERTS = new Ticks.Adverts("vip");
    private static final Ticks CHECKS = new Ticks.Checks("front", "lb1", "web1");

    private Rows() {}

    /** All of them, in the order of the table. */
    public static List<Row> all() {
        List<Row> rows = new ArrayList<>();
        keepalived(rows);
        scripts(rows);
        returns(rows);
        haproxy(rows);
        both(rows);
        databases(rows);
        return List.copyOf(rows);
    }

    private static Experiment pair(String name, String variant, String drill, double holdSeconds) {
        return Experiment.of(name, PAIR + variant, drill, "web", holdSeconds);
    }

    private static void keepalived(List<Row> rows) {
        String takeover = "3·advert_int + skew − φ";
        Experiment crash = pair("vrrp-crash", "", "crash", 5).by(ADVERTS).headline();
        Experiment fast =
                pair("vrrp-crash-v3", "+fast-v3", "crash", 2).by(ADVERTS).headline();
        Experiment silent =
                pair("vrrp-silent-cut", "", "silent-cut", 6).by(ADVERTS).headline();
        Experiment vrrp = pair("vrrp-only-cut", "", "vrrp-cut", 6).by(ADVERTS);
        rows.add(Row.of(KEEPALIVED, "master's host crashes, advert_int 1 s, v2", crash, OUTAGE, PHASE)
                .law(takeover, (phi, hold) -> 3 + SKEW_V2 - phi)
                .inShort());
        rows.add(Row.of(KEEPALIVED, "master's host crashes, advert_int 0.2 s, v3", fast, OUTAGE, PHASE)
                .law(takeover, (phi, hold) -> 3 * ADVERT_V3 + SKEW_V3 - phi));
        rows.add(Row.of(
                        KEEPALIVED,
                        "master gets SIGTERM",
                        pair("vrrp-sigterm", "", "stop", 3).by(ADVERTS).headline(),
                        OUTAGE,
                        PHASE)
                .law("skew", (phi, hold) -> SKEW_V2));
        rows.add(Row.of(
                        KEEPALIVED,
                        "master's cable cut",
                        pair("vrrp-cable-cut", "", "cable-cut", 5).by(ADVERTS).headline(),
                        OUTAGE,
                        PHASE)
                .law(takeover, (phi, hold) -> 3 + SKEW_V2 - phi));
        rows.add(Row.of(KEEPALIVED, "master cut off silently", silent, OUTAGE, PHASE)
                .law(takeover, (phi, hold) -> 3 + SKEW_V2 - phi));
        rows.add(Row.of(KEEPALIVED, "… and the cut healed: a black hole or not", silent, AT_HEAL, COUNT)
                .law("in 0.39 of heals")
                .inShort());
        rows.add(Row.of(KEEPALIVED, "only VRRP cut: both become master", vrrp, OUTAGE, COUNT));
        rows.add(Row.of(KEEPALIVED, "… and the cut healed: a black hole or not", vrrp, AT_HEAL, COUNT)
                .law("in 0.39 of heals"));
        rows.add(Row.of(
                KEEPALIVED,
                "keepalived killed with its child: the address stays",
                pair("vrrp-kill", "", "kill", 5),
                OUTAGE,
                COUNT));
        rows.add(Row.of(
                        KEEPALIVED,
                        "keepalived's parent alone killed: the child resigns",
                        pair("vrrp-kill-parent", "", "kill-parent", 3).by(ADVERTS),
                        OUTAGE,
                        PHASE)
                .law("skew", (phi, hold) -> SKEW_V2));
    }

    private static void scripts(List<Row> rows) {
        rows.add(Row.of(
                        KEEPALIVED,
                        "script with weight −60 fails (2 s × 2)",
                        pair("script-weight", "+script-weight", "web-kill", 9),
                        OUTAGE,
                        DISTRIBUTION)
                .law("(interval − φ) + interval + [0 … advert_int] + 2·advert_int + skew"));
        rows.add(Row.of(
                        KEEPALIVED,
                        "script without weight fails (2 s × 2)",
                        pair("script-fault", "+script-fault", "web-kill", 7),
                        OUTAGE,
                        DISTRIBUTION)
                .law("(interval − φ) + interval + skew"));
    }

    private static void returns(List<Row> rows) {
        String back = "crashed host returns, ";
        rows.add(Row.of(
                        KEEPALIVED,
                        back + "preempts, advert_int 1 s, v2",
                        pair("vrrp-crash", "", "crash", 5).by(ADVERTS).headline(),
                        AT_HEAL,
                        COUNT)
                .law("no outage"));
        rows.add(Row.of(
                        KEEPALIVED,
                        back + "preempts, advert_int 0.2 s, v3",
                        pair("vrrp-crash-v3", "+fast-v3", "crash", 2)
                                .by(ADVERTS)
                                .headline(),
                        AT_HEAL,
                        COUNT)
                .law("no outage"));
        rows.add(Row.of(
                        KEEPALIVED,
                        back + "nopreempt, advert_int 1 s, v2",
                        pair("nopreempt", "+nopreempt", "crash", 5),
                        AT_HEAL,
                        COUNT)
                .law("no outage"));
        rows.add(Row.of(
                        KEEPALIVED,
                        back + "nopreempt, advert_int 0.2 s, v3",
                        pair("nopreempt-v3", "+fast-v3-nopreempt", "crash", 2),
                        AT_HEAL,
                        COUNT)
                .law("no outage"));
    }

    private static Experiment one(String name, String variant, String drill, double holdSeconds) {
        return Experiment.of(name, "haproxy-one" + variant, drill, "front", holdSeconds);
    }

    private static void haproxy(List<Row> rows) {
        String refused = "(inter − φ) + (fall − 1)·inter";
        String silent = "(inter − φ) + fall·inter + (fall − 1)·inter";
        rows.add(Row.of(
                        HAPROXY,
                        "server killed, 1 s × 3, no retries",
                        one("haproxy-kill", "", "web-kill", 5).by(CHECKS).headline(),
                        OUTAGE,
                        PHASE)
                .law(refused, (phi, hold) -> 3 - phi)
                .inShort());
        rows.add(Row.of(
                        HAPROXY,
                        "server killed, fastinter 500 ms, 2 s × 3",
                        one("haproxy-fastinter", "+fastinter", "web-kill", 5).by(CHECKS),
                        OUTAGE,
                        PHASE)
                .law("(inter − φ) + (fall − 1)·fastinter", (phi, hold) -> 3 - phi));
        rows.add(Row.of(
                HAPROXY,
                "server killed, 3 retries, no redispatch",
                one("haproxy-retries", "+retries", "web-kill", 5).by(CHECKS),
                OUTAGE,
                PHASE));
        rows.add(Row.of(
                        HAPROXY,
                        "server killed, redispatch",
                        one("haproxy-redispatch", "+redispatch", "web-kill", 5),
                        OUTAGE,
                        COUNT)
                .law("no outage"));
        rows.add(Row.of(
                        HAPROXY,
                        "server frozen, HTTP check, 1 s × 3",
                        one("haproxy-hang", "", "web-hang", 9).by(CHECKS).headline(),
                        OUTAGE,
                        PHASE)
                .law(silent, (phi, hold) -> 6 - phi)
                .inShort());
        rows.add(Row.of(
                        HAPROXY,
                        "server frozen, TCP check",
                        one("haproxy-hang-tcp", "+tcp-check", "web-hang", 9),
                        OUTAGE,
                        PHASE)
                .law("until the undo: such a check never sees it"));
        rows.add(Row.of(
                        HAPROXY,
                        "server falls silent, 1 s × 3",
                        one("haproxy-silent", "", "web-silent", 9).by(CHECKS),
                        OUTAGE,
                        PHASE)
                .law(silent, (phi, hold) -> 6 - phi));
        rows.add(Row.of(
                HAPROXY,
                "server falls silent, redispatch",
                one("haproxy-silent-redispatch", "+redispatch", "web-silent", 9).by(CHECKS),
                OUTAGE,
                PHASE));
        rows.add(Row.of(
                        HAPROXY,
                        "the only server comes back",
                        Experiment.of("haproxy-return", "haproxy-single", "web-kill", "front", 5)
                                .by(CHECKS),
                        RETURN,
                        PHASE)
                .law("φ' + (rise − 1)·inter"));
    }

    private static void both(List<Row> rows) {
        rows.add(Row.of(
                        BOTH,
                        "balancer's host crashes",
                        balancers("pair-crash", "", "lb-crash", 5).by(ADVERTS).headline(),
                        OUTAGE,
                        PHASE)
                .law("3·advert_int + skew − φ", (phi, hold) -> 3 + SKEW_V2 - phi));
        rows.add(Row.of(
                        BOTH,
                        "HAProxy killed, script with weight",
                        balancers("pair-haproxy-kill", "", "haproxy-kill", 9),
                        OUTAGE,
                        DISTRIBUTION)
                .law("as the script with weight"));
        rows.add(Row.of(
                        BOTH,
                        "balancer's host crashes under 200 requests/s",
                        balancers("pair-crash-loaded", "+loaded", "lb-crash", 5)
                                .by(ADVERTS)
                                .load(200),
                        OUTAGE,
                        PHASE)
                .law("3·advert_int + skew − φ", (phi, hold) -> 3 + SKEW_V2 - phi));
        rows.add(Row.of(
                BOTH,
                "HAProxy killed under 200 requests/s",
                balancers("pair-haproxy-kill-loaded", "+loaded", "haproxy-kill", 9)
                        .load(200),
                OUTAGE,
                DISTRIBUTION));
        Experiment kept = balancers("pair-crash-long-lived", "+long-lived", "lb-crash", 10)
                .by(ADVERTS)
                .kept(Connections.LONG_LIVED);
        rows.add(Row.of(BOTH, "balancer's host crashes, long-lived connections", kept, OUTAGE, PHASE)
                .law("next retransmission after the take-over"));
        rows.add(Row.of(BOTH, "… and its return breaks them again", kept, AT_HEAL, COUNT));
    }

    private static void databases(List<Row> rows) {
        Experiment async = mariadb("mariadb-async-crash", "+async", "crash", 12).fresh(1);
        Experiment semiSync = mariadb("mariadb-semi-sync-crash", "", "crash", 12).fresh(1);
        Experiment slow = mariadb("mariadb-slow-link", "+async", "slow-link-crash", 12);
        Experiment replica = mariadb("mariadb-replica-lost", "", "replica-crash", 8).fresh(5);
        Experiment cut = mariadb("mariadb-primary-cut-off", "", "silent-cut", 12).fresh(1);
        rows.add(Row.of(MARIADB, "asynchronous, primary's host crashes, replica promoted", async, OUTAGE, DISTRIBUTION)
                .law("detect + promote + reconnect"));
        rows.add(Row.of(MARIADB, "… acknowledged writes lost", async, LOST, DISTRIBUTION)
                .law("what was not yet sent"));
        rows.add(Row.of(MARIADB, "semi-sync, primary's host crashes, replica promoted", semiSync, OUTAGE, DISTRIBUTION)
                .law("as asynchronous + 2 s in STOP SLAVE")
                .inShort());
        rows.add(Row.of(MARIADB, "… acknowledged writes lost", semiSync, LOST, COUNT)
                .law("none"));
        rows.add(Row.of(MARIADB, "asynchronous, link too slow for ten seconds, then a crash", slow, LOST, DISTRIBUTION)
                .law("load time · (1 − link rate / production rate)"));
        rows.add(Row.of(MARIADB, "semi-sync, replica's host crashes: commits stall", replica, OUTAGE, DISTRIBUTION)
                .law("commits wait rpl_semi_sync_master_timeout once"));
        rows.add(Row.of(MARIADB, "… acknowledged writes lost", replica, LOST, COUNT)
                .law("none"));
        rows.add(Row.of(MARIADB, "primary cut off silently, replica promoted: outage", cut, OUTAGE, DISTRIBUTION));
        rows.add(Row.of(MARIADB, "… two masters: acknowledged writes lost", cut, LOST, COUNT));
    }

    private static Experiment mariadb(String name, String variant, String drill, double holdSeconds) {
        return Experiment.of(name, "mariadb-pair" + variant, drill, "db", holdSeconds);
    }

    private static Experiment balancers(String name, String variant, String drill, double holdSeconds) {
        return Experiment.of(name, "haproxy-pair" + variant, drill, "front", holdSeconds);
    }
}
