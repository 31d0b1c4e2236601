package dev.nines.scenario.vocabulary;

import dev.nines.scenario.language.Block;
import dev.nines.scenario.language.Key;
import dev.nines.scenario.language.Type;
import java.util.List;

/** The kinds of service. */
public final class Kinds {
    public static final String KEEPALIVED = "keepalived";
    public static final String HAPROXY = "haproxy";
    public static final String NLB = "nlb";
    public static final String WEB_SERVER = "web-server";
    public static final String TCP_SERVICE = "tcp-service";
    public static final String MYSQL = "mysql";
    public static final String MARIADB = "mariadb";
    public static final String CONTENT_SYNC = "content-sync";
    public static final String HEARTBEAT = "heartbeat";

    /** Own an address that others bind. */
    static final String[] ADDRESSES = {KEEPALIVED, HEARTBEAT};

    static final String[] DATABASES = {MYSQL, MARIADB};

    /** Can stand behind a balancer. */
    static final String[] BACKENDS = {WEB_SERVER, TCP_SERVICE, MYSQL, MARIADB, HAPROXY};

    /** Can be called by clients. */
    static final String[] CALLED = {HAPROXY, NLB, WEB_SERVER, TCP_SERVICE, MYSQL, MARIADB};

    /** The table of a service: exactly one kind. */
    public static final Block SERVICE = Block.of(
                    "service",
                    "A product on one or more hosts. Its one key is the kind.",
                    kind(KEEPALIVED, KeepalivedTable.BLOCK),
                    kind(HAPROXY, HaproxyTable.BLOCK),
                    kind(NLB, NlbTable.BLOCK),
                    kind(WEB_SERVER, WebTable.WEB_SERVER),
                    kind(TCP_SERVICE, WebTable.TCP_SERVICE),
                    kind(MYSQL, DatabaseTable.MYSQL),
                    kind(MARIADB, DatabaseTable.MARIADB),
                    kind(CONTENT_SYNC, OtherTables.CONTENT_SYNC),
                    kind(HEARTBEAT, DetectorTables.HEARTBEAT))
            .withExactlyOne(List.of(
                    KEEPALIVED, HAPROXY, NLB, WEB_SERVER, TCP_SERVICE, MYSQL, MARIADB, CONTENT_SYNC, HEARTBEAT));

    private Kinds() {}

    private static Key kind(String name, Block block) {
        return Key.optional(name, new Type.Sub(block), block.meaning());
    }
}
