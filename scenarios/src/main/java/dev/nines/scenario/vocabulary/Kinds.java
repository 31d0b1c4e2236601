package dev.nines.scenario.vocabulary;

import dev.nines.scenario.language.Block;
import dev.nines.scenario.language.Key;
import dev.nines.scenario.language.Type;
import java.util.List;
import java.util.stream.Stream;

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
    public static final String UNIT = "unit";
    public static final String REPAIR_CREW = "repair-crew";
    public static final String K_OF_N = "k-of-n";
    public static final String STANDBY = "standby";
    public static final String QUEUE = "queue";

    /** Parts without a product: they run on no host. */
    public static final List<String> PARTS = List.of(UNIT, REPAIR_CREW, K_OF_N, STANDBY, QUEUE);

    /** Parts that are up or down. */
    static final String[] UP_OR_DOWN = {UNIT, K_OF_N, STANDBY};

    /** Own an address that others bind. */
    static final String[] ADDRESSES = {KEEPALIVED, HEARTBEAT};

    static final String[] DATABASES = {MYSQL, MARIADB};

    /** Can stand behind a balancer. */
    static final String[] BACKENDS = {WEB_SERVER, TCP_SERVICE, MYSQL, MARIADB, HAPROXY};

    /** Products that can be called by clients. */
    private static final String[] PRODUCTS_CALLED = {HAPROXY, NLB, WEB_SERVER, TCP_SERVICE, MYSQL, MARIADB};

    /** Can be called by clients. A queue has customers of its own. */
    static final String[] CALLED =
            Stream.of(PRODUCTS_CALLED, UP_OR_DOWN).flatMap(Stream::of).toArray(String[]::new);

    /** Can be named under {@code probe}. */
    static final String[] MEASURED =
            Stream.of(CALLED, new String[] {QUEUE}).flatMap(Stream::of).toArray(String[]::new);

    /** The table of a service: exactly one kind. */
    public static final Block SERVICE = Block.of(
                    "service",
                    "A product on one or more hosts, or a part without a product. Its one key is the kind.",
                    kind(KEEPALIVED, KeepalivedTable.BLOCK),
                    kind(HAPROXY, HaproxyTable.BLOCK),
                    kind(NLB, NlbTable.BLOCK),
                    kind(WEB_SERVER, WebTable.WEB_SERVER),
                    kind(TCP_SERVICE, WebTable.TCP_SERVICE),
                    kind(MYSQL, DatabaseTable.MYSQL),
                    kind(MARIADB, DatabaseTable.MARIADB),
                    kind(CONTENT_SYNC, OtherTables.CONTENT_SYNC),
                    kind(HEARTBEAT, DetectorTables.HEARTBEAT),
                    kind(UNIT, PartTables.UNIT),
                    kind(REPAIR_CREW, PartTables.REPAIR_CREW),
                    kind(K_OF_N, PartTables.K_OF_N),
                    kind(STANDBY, PartTables.STANDBY),
                    kind(QUEUE, PartTables.QUEUE))
            .withExactlyOne(Stream.concat(
                            Stream.of(
                                    KEEPALIVED,
                                    HAPROXY,
                                    NLB,
                                    WEB_SERVER,
                                    TCP_SERVICE,
                                    MYSQL,
                                    MARIADB,
                                    CONTENT_SYNC,
                                    HEARTBEAT),
                            PARTS.stream())
                    .toList());

    private Kinds() {}

    private static Key kind(String name, Block block) {
        return Key.optional(name, new Type.Sub(block), block.meaning());
    }
}
