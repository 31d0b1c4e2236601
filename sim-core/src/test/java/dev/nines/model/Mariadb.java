package dev.nines.model;

import static dev.nines.model.Specs.MS;
import static dev.nines.model.Specs.S;

import dev.nines.fault.Fault;
import dev.nines.kernel.Law;
import dev.nines.model.spec.ClientSpec;
import dev.nines.model.spec.ClientSpec.Connections;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.DrillSpec;
import dev.nines.model.spec.MysqlSpec;
import dev.nines.model.spec.MysqlSpec.Promotion;
import dev.nines.model.spec.MysqlSpec.Replication;
import dev.nines.model.spec.MysqlSpec.Topology;
import dev.nines.model.spec.MysqlSpec.WaitPoint;
import dev.nines.model.spec.ServiceSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The MariaDB 10.11 pair of the measurements, and clients that write to it: a ping each second with a time-out of one,
 * three failures, 100 ms to act; commits of 1 ms; 200 writes per second. Each setter returns the same object.
 */
final class Mariadb {
    static final String NAME = "db";
    static final long ACT = 100 * MS;
    static final long SEMI_SYNC_TIMEOUT = 10 * S;
    static final long RESEED = 1_800 * S;
    /** Of a transaction in the binlog: a link of 800 bit/s carries one per second. */
    static final long TRANSACTION_BYTES = 100;

    static final long BITS_PER_TRANSACTION = 8 * TRANSACTION_BYTES;

    private List<String> nodes = List.of("a", "b");
    private Replication replication = Replication.ASYNC;
    private WaitPoint waitPoint = WaitPoint.AFTER_SYNC;
    private long semiSyncTimeout = SEMI_SYNC_TIMEOUT;
    private Topology topology = Topology.PRIMARY_REPLICA;
    private int increment = 1;
    private int connections = 10_000;
    private long applyDelay;
    private int failures = 3;
    private double writesPerSecond = 200;
    private long clientTimeout = 30 * S;
    private int retries;
    private String calls = NAME;
    private Connections clientConnections = Connections.NEW;
    private final List<ServiceSpec> before = new ArrayList<>();

    static Mariadb async() {
        return new Mariadb();
    }

    static Mariadb semiSync() {
        Mariadb pair = new Mariadb();
        pair.replication = Replication.SEMI_SYNC;
        return pair;
    }

    /** Both are masters; nobody promotes. */
    static Mariadb twoMasters(int increment) {
        Mariadb pair = new Mariadb();
        pair.topology = Topology.TWO_WAY;
        pair.increment = increment;
        return pair;
    }

    Mariadb nodes(String... names) {
        nodes = List.of(names);
        return this;
    }

    Mariadb waitPoint(WaitPoint point) {
        waitPoint = point;
        return this;
    }

    Mariadb semiSyncTimeout(long nanos) {
        semiSyncTimeout = nanos;
        return this;
    }

    Mariadb connections(int most) {
        connections = most;
        return this;
    }

    Mariadb applyDelay(long nanos) {
        applyDelay = nanos;
        return this;
    }

    Mariadb failures(int inARow) {
        failures = inARow;
        return this;
    }

    Mariadb writesPerSecond(double rate) {
        writesPerSecond = rate;
        return this;
    }

    Mariadb clientTimeout(long nanos) {
        clientTimeout = nanos;
        return this;
    }

    Mariadb retries(int times) {
        retries = times;
        return this;
    }

    Mariadb clientConnections(Connections kind) {
        clientConnections = kind;
        return this;
    }

    /** Clients call this service, which calls the database. */
    Mariadb behind(ServiceSpec front) {
        before.add(front);
        calls = front.name();
        return this;
    }

    private MysqlSpec spec() {
        Promotion promotion = topology == Topology.TWO_WAY
                ? new Promotion(false, S, S, failures, ACT, 2 * S, RESEED)
                : new Promotion(true, S, S, failures, ACT, 2 * S, RESEED);
        return new MysqlSpec(
                NAME,
                nodes,
                MysqlSpec.Product.MARIADB,
                replication,
                waitPoint,
                semiSyncTimeout,
                true,
                topology,
                increment,
                increment > 1,
                Law.constant(MS),
                Law.constant(MS),
                connections,
                TRANSACTION_BYTES,
                applyDelay,
                0,
                60 * S,
                S,
                Law.constant(S),
                promotion);
    }

    /** Faults at the same instant or one after another; none is repaired. */
    Design drill(Fault... faults) {
        return drill(Arrays.stream(faults).map(fault -> step(0, fault, -1)).toArray(DrillSpec.Step[]::new));
    }

    static DrillSpec.Step step(long at, Fault fault, long repair) {
        return new DrillSpec.Step(at, fault, repair, false);
    }

    Design drill(DrillSpec.Step... steps) {
        List<ServiceSpec> services = new ArrayList<>(List.of(spec()));
        services.addAll(before);
        ClientSpec writers = new ClientSpec(
                "writers", calls, 0, writesPerSecond, 1, 0, clientTimeout, retries, clientConnections, 16, 0, 1);
        List<ClientSpec> clients = writesPerSecond == 0 ? List.of() : List.of(writers);
        return Specs.design(
                services, clients, Specs.probe(10 * MS, S, 0.9, calls), new DrillSpec("drill", List.of(steps)));
    }
}
