package dev.nines.network;

import dev.nines.kernel.Group;
import java.util.Arrays;

/** The pool of connection objects. */
final class Connections {
    private final IndexPool pool = new IndexPool();
    private Connection[] all = new Connection[0];

    Connection take() {
        int index = pool.take();
        if (index == all.length) {
            all = Arrays.copyOf(all, Math.max(16, index * 2));
        }
        Connection c = all[index];
        if (c == null) {
            c = new Connection(index);
            all[index] = c;
        }
        return c;
    }

    /** The object may be taken again from now on; what still refers to its old life is void. */
    void give(Connection c) {
        c.generation++;
        c.user = null;
        c.socket = null;
        c.group = null;
        pool.give(c.index);
    }

    Connection get(int index) {
        return all[index];
    }

    /** The connection at a place of the pool, or null. For the rare searches, from 0 to {@link #limit}. */
    Connection alive(int index) {
        return pool.taken(index) ? all[index] : null;
    }

    boolean isAlive(Connection c) {
        return pool.taken(c.index);
    }

    int limit() {
        return pool.limit();
    }

    int count() {
        return pool.count();
    }

    long fingerprint(long hash) {
        long h = Group.mix(hash, pool.count());
        for (int i = 0; i < pool.limit(); i++) {
            if (pool.taken(i)) {
                h = fingerprint(Group.mix(h, i), all[i]);
            }
        }
        return h;
    }

    /**
     * What the connections of one group still have to send again. Their places in the pool depend on others, so they are
     * mixed in any order.
     */
    long fingerprint(long hash, Group group) {
        long sum = 0;
        for (int i = 0; i < pool.limit(); i++) {
            if (pool.taken(i) && all[i].group == group) {
                sum += waiting(all[i]);
            }
        }
        return Group.mix(hash, sum);
    }

    /** Its state, and for how long what it has sent has not been answered. */
    private static long waiting(Connection c) {
        long h = Group.mix(c.client * 8L + c.server, c.client == Connection.SYN_SENT ? c.group.now() - c.synSentAt : 0);
        return fingerprint(fingerprint(h, c, c.toServer), c, c.toClient);
    }

    private static long fingerprint(long hash, Connection c) {
        long h = Group.mix(hash, waiting(c));
        h = Group.mix(h, ((long) c.clientHost << 32) ^ (c.serverHost & 0xFFFFFFFFL));
        h = Group.mix(h, ((long) c.address << 32) ^ c.port);
        h = Group.mix(h, ((long) c.viaHost << 32) ^ c.targetPort);
        h = Group.mix(h, (c.held ? 1 : 0) + (c.waiting ? 2 : 0) + (c.resetByForwarder ? 4 : 0));
        return Group.mix(h, c.opening);
    }

    private static long fingerprint(long hash, Connection c, Half half) {
        long h = Group.mix(hash, half.unacknowledged.size() * 2L + (half.stalled ? 1 : 0));
        return Group.mix(h, half.lost() ? c.group.now() - half.firstSent : 0);
    }
}
