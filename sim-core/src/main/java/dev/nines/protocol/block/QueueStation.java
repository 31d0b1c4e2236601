package dev.nines.protocol.block;

import java.util.ArrayList;
import java.util.List;

/**
 * Servers with one queue, first come first served. While a part that it needs is down, service stops and goes on later
 * where it was; customers come all the same.
 */
public final class QueueStation extends Part implements Part.Dependent {
    /** What a queue asks of the world. Customers are known by a number that the world gives them. */
    public interface Effects {
        /** {@link QueueStation#served(int)} after the time that service takes. */
        void beginService(int server, long customer);

        void pause(int server);

        void resume(int server);

        void left(long customer);
    }

    private final Effects effects;
    private final int capacity;
    private final long[] inService;
    private final int[] freeServers;
    private final boolean[] busy;
    private final CustomerRing waiting = new CustomerRing();
    private final List<Part> needed = new ArrayList<>();
    private int free;
    private int needsDown;
    private int needsUnprotected;

    /**
     * @param capacity customers waiting and in service; 0: no bound
     */
    public QueueStation(Plant plant, String name, int servers, int capacity, Effects effects) {
        super(plant, name);
        this.capacity = capacity;
        this.effects = effects;
        inService = new long[servers];
        busy = new boolean[servers];
        freeServers = new int[servers];
        for (int i = 0; i < servers; i++) {
            freeServers[free++] = servers - 1 - i;
        }
        become(true, true);
    }

    /** It serves only while the other part is up. */
    public void needs(Part part) {
        part.addDependent(this);
        needed.add(part);
        needsUnprotected += part.isProtected() ? 0 : 1;
        become(true, needsUnprotected == 0);
    }

    public int inSystem() {
        return busyServers() + waiting.size();
    }

    public int busyServers() {
        return inService.length - free;
    }

    /** A customer comes; false when there is no room. */
    public boolean arrived(long customer) {
        if (capacity > 0 && inSystem() >= capacity) {
            return false;
        }
        if (free > 0) {
            serve(freeServers[--free], customer);
        } else {
            waiting.push(customer);
        }
        return true;
    }

    private void serve(int server, long customer) {
        inService[server] = customer;
        busy[server] = true;
        effects.beginService(server, customer);
        if (!up()) {
            effects.pause(server);
        }
    }

    /** A server has done. */
    public void served(int server) {
        busy[server] = false;
        effects.left(inService[server]);
        if (waiting.isEmpty()) {
            freeServers[free++] = server;
        } else {
            serve(server, waiting.pop());
        }
    }

    @Override
    public void onPart(Part part, boolean wasUp, boolean wasProtected) {
        needsDown += (wasUp ? 1 : 0) - (part.up() ? 1 : 0);
        needsUnprotected += (wasProtected ? 1 : 0) - (part.isProtected() ? 1 : 0);
        boolean nowUp = needsDown == 0;
        for (int server = 0; server < busy.length && nowUp != up(); server++) {
            if (busy[server] && nowUp) {
                effects.resume(server);
            } else if (busy[server]) {
                effects.pause(server);
            }
        }
        become(nowUp, needsUnprotected == 0);
    }

    @Override
    public void collectDown(List<Unit> down) {
        for (int i = 0; i < needed.size(); i++) {
            if (!needed.get(i).up()) {
                needed.get(i).collectDown(down);
            }
        }
    }
}
