package dev.nines.model;

import dev.nines.kernel.EventHandler;
import dev.nines.kernel.Group;
import dev.nines.model.spec.MysqlSpec;
import dev.nines.model.spec.MysqlSpec.Topology;
import dev.nines.network.Retransmission;
import java.util.ArrayList;
import java.util.List;

/** MySQL or MariaDB servers that replicate to each other, with or without a manager that promotes. */
final class MysqlService implements Service, EventHandler {
    static final int PORT = 3306;
    private static final int RESEED = 0;

    final World world;
    final MysqlSpec spec;
    final Group group;
    final List<MysqlNode> nodes = new ArrayList<>();
    private final int address;
    private final PromotionDriver manager;
    private final int[] reseedTimers;
    private final boolean[] contradictory;
    private int primary;
    private boolean forced;

    MysqlService(World world, MysqlSpec spec) {
        this.world = world;
        this.spec = spec;
        group = world.sim.group(spec.name());
        for (String host : spec.nodes()) {
            nodes.add(new MysqlNode(this, world.host(host), nodes.size()));
        }
        // Of many equal retransmissions one is the last, so their number is part of the state.
        group.add(h -> world.network.fingerprintOfConnections(h, group));
        long silence = spec.slaveNetTimeoutNanos();
        long memory = Retransmission.GIVE_UP_NANOS + 2 * silence;
        Routine.Times times = new Routine.Times(1, false, silence / 2, memory, 2 * silence);
        group.stationary(new Routine(world, times, false, this::settled));
        boolean managed = spec.promotion().enabled();
        address = managed ? world.network.addAddress(spec.name()) : nodes.get(0).host.index;
        manager = managed ? new PromotionDriver(this) : null;
        reseedTimers = new int[nodes.size()];
        contradictory = new boolean[nodes.size()];
        for (int i = 0; i < reseedTimers.length; i++) {
            reseedTimers[i] =
                    world.sim.timer(world.hostsGroup, this, RESEED, i); // one shot after hours: no part of what repeats
        }
    }

    /** Every server that runs has its source, and nothing is on the way. */
    private boolean settled() {
        boolean settled = !busy();
        for (int i = 0; settled && i < nodes.size(); i++) {
            MysqlNode node = nodes.get(i);
            settled = node.state() == Process.State.DOWN
                    || (node.running() && (sourceOf(i) < 0 || node.replica.follows()));
        }
        return settled;
    }

    boolean twoWay() {
        return spec.topology() == Topology.TWO_WAY;
    }

    int primary() {
        return primary;
    }

    /** What a starting server finds in its configuration: only the primary of record takes writes. */
    boolean startsWritable(int node) {
        return forced || twoWay() || (node == primary && !contradictory[node]);
    }

    /** The node that a replica replicates from, or −1. */
    int sourceOf(int node) {
        if (twoWay()) {
            return nodes.size() == 2 ? 1 - node : -1;
        }
        return node == primary || contradictory[node] || contradictory[primary] ? -1 : primary;
    }

    /** A node has started: the primary takes the address, the others replicate. */
    void started(MysqlNode node) {
        if (manager != null && node.index == primary && !contradictory[node.index]) {
            giveAddress(node.index);
        }
        if (contradictory[node.index]) {
            world.sim.arm(reseedTimers[node.index], spec.promotion().reseedNanos());
        }
        checkWriters();
    }

    void giveAddress(int node) {
        HostModel to = nodes.get(node).host;
        world.network.own(to.index, address);
        world.network.gratuitousArp(to.index, address);
    }

    /**
     * The manager made a replica the primary and told the other replicas to follow it; writes that it has not received
     * are gone.
     */
    void promoted(int node) {
        MysqlNode old = nodes.get(primary);
        long survives = nodes.get(node).replica.receivedFrom(primary);
        world.ledger.lost(old.ledgerLog(), survives, old.durableEnd());
        old.abandonHistory();
        primary = node;
        nodes.get(node).takeOver(survives);
        for (MysqlNode other : nodes) {
            if (other != old && other.index != node && world.network.reachable(managerHost(), other.host.index)) {
                other.replica.followAnother();
            }
        }
        checkWriters();
        world.note();
    }

    /** Writes that clients were acknowledged while none was simulated; the primary has them. */
    void writesSkipped(long count, long fromNanos, long toNanos) {
        MysqlNode writer = nodes.get(primary);
        world.ledger.skipped(writer.ledgerLog(), writer.durableEnd(), count, fromNanos, toNanos);
    }

    /** The manager tells the old primary to let go, if it can hear. */
    void takeAddressFrom(int node) {
        MysqlNode old = nodes.get(node);
        if (old.host.up() && world.network.reachable(managerHost(), old.host.index)) {
            world.network.disown(old.host.index, address);
        }
    }

    /** The manager's own host; it does not fail. */
    int managerHost() {
        return world.managerHost(name());
    }

    /** The node's data may contradict the primary's: an operator copies it anew. */
    void contradictory(int node) {
        contradictory[node] = true;
        world.sim.arm(reseedTimers[node], spec.promotion().reseedNanos());
    }

    @Override
    public void onEvent(int op, int node) {
        MysqlNode stale = nodes.get(node);
        boolean reachable = stale.host.up() && world.network.reachable(nodes.get(primary).host.index, stale.host.index);
        if (!stale.running() || !reachable) {
            world.sim.arm(reseedTimers[node], spec.promotion().reseedNanos());
            return;
        }
        contradictory[node] = false;
        world.network.disown(stale.host.index, address);
        world.say(stale.name(), "data copied anew");
        stale.reseed(nodes.get(primary).durableEnd());
        manager.reseeded(node);
        world.note();
    }

    /** Two servers that take writes and do not replicate both ways are a violation. */
    void checkWriters() {
        int writers = 0;
        for (MysqlNode node : nodes) {
            writers += node.running() && node.writable() ? 1 : 0;
        }
        if (writers > 1 && !twoWay()) {
            world.violate("single-writer", spec.name() + " has " + writers + " writable servers");
        }
    }

    // --- Service ---

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public int address() {
        return address;
    }

    @Override
    public int port() {
        return PORT;
    }

    @Override
    public List<MysqlNode> processes() {
        return nodes;
    }

    @Override
    public List<Service> needs() {
        return List.of();
    }

    @Override
    public boolean protectedNow() {
        for (int i = 0; i < nodes.size(); i++) {
            MysqlNode node = nodes.get(i);
            if (node.running() && node.replica.following()) {
                return nodes.get(primary).running();
            }
        }
        return false;
    }

    @Override
    public boolean busy() {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).busy()) {
                return true;
            }
        }
        return manager != null && manager.acting();
    }

    @Override
    public int inCharge() {
        return nodes.get(primary).host.index;
    }

    @Override
    public void bothMasters(boolean on) {
        forced = on;
        for (MysqlNode node : nodes) {
            if (node.running()) {
                if (on) {
                    node.becomeWritable();
                } else if (node.index != primary) {
                    node.becomeReadOnly();
                }
            }
        }
        checkWriters();
        world.note();
    }

    /** The number of the node on a host. */
    int nodeOn(int host) {
        for (MysqlNode node : nodes) {
            if (node.host.index == host) {
                return node.index;
            }
        }
        throw new IllegalStateException("no node of " + name() + " on host " + host);
    }

    void drained(int node) {
        if (manager != null) {
            manager.nodeDrained(node);
        }
    }

    void stopped(int node) {
        if (manager != null) {
            manager.nodeDied(node);
        }
    }

    void replicasLag(long nanos) {
        for (MysqlNode node : nodes) {
            node.replica.extraDelay(nanos);
        }
    }
}
