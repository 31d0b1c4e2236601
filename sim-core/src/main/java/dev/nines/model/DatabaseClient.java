package dev.nines.model;

import dev.nines.network.Connection;
import dev.nines.network.ConnectionUser;
import dev.nines.network.Network;
import java.util.Arrays;

/**
 * A pool of kept connections from one process to a service, one call on each at a time. A broken connection fails its
 * call, and the next call opens a new one.
 */
final class DatabaseClient implements ConnectionUser {
    /** Told how a call ended. */
    @FunctionalInterface
    interface Caller {
        void answered(int job, int status);
    }

    private static final int NOBODY = -1;

    private final Network network;
    private final HostModel host;
    private final int address;
    private final int port;
    private final Caller caller;
    private final Connection[] connections;
    private final int[] jobOn;
    private final int[] connectionOf;
    private final int[] payload;

    DatabaseClient(World world, HostModel host, Service target, int size, int jobs, Caller caller) {
        network = world.network;
        this.host = host;
        address = target.address();
        port = target.port();
        this.caller = caller;
        connections = new Connection[size];
        jobOn = new int[size];
        connectionOf = new int[jobs];
        payload = new int[jobs];
        Arrays.fill(jobOn, NOBODY);
        Arrays.fill(connectionOf, NOBODY);
    }

    /** Asks; {@link Caller#answered} follows unless the call is abandoned. */
    void call(int job, int request) {
        payload[job] = request;
        int slot = freeSlot();
        jobOn[slot] = job;
        connectionOf[job] = slot;
        if (connections[slot] == null) {
            connections[slot] = network.connect(host.index, slot, address, port, this, slot);
        } else {
            network.send(connections[slot], request);
        }
    }

    /** An idle connection if there is one; there are as many places as jobs at work. */
    private int freeSlot() {
        int empty = NOBODY;
        for (int i = 0; i < connections.length; i++) {
            if (jobOn[i] == NOBODY) {
                if (connections[i] != null) {
                    return i;
                }
                if (empty == NOBODY) {
                    empty = i;
                }
            }
        }
        return empty;
    }

    /** The caller gave up: the connection is of no use any more. */
    void abandon(int job) {
        int slot = connectionOf[job];
        if (slot != NOBODY) {
            free(slot);
            network.close(connections[slot]);
            connections[slot] = null;
        }
    }

    /** @param powerLost the process is gone with its kernel: there is nothing left to close */
    void closeAll(boolean powerLost) {
        for (int i = 0; i < connections.length; i++) {
            if (connections[i] != null && !powerLost) {
                network.close(connections[i]);
            }
            connections[i] = null;
        }
        Arrays.fill(jobOn, NOBODY);
        Arrays.fill(connectionOf, NOBODY);
    }

    private int free(int slot) {
        int job = jobOn[slot];
        jobOn[slot] = NOBODY;
        if (job != NOBODY) {
            connectionOf[job] = NOBODY;
        }
        return job;
    }

    @Override
    public void onConnected(Connection c) {
        if (jobOn[c.token] != NOBODY) {
            network.send(c, payload[jobOn[c.token]]);
        }
    }

    @Override
    public void onData(Connection c, int status) {
        int job = free(c.token);
        if (job != NOBODY) {
            caller.answered(job, status);
        }
    }

    @Override
    public void onRefused(Connection c) {
        broken(c, Load.ERROR);
    }

    @Override
    public void onReset(Connection c) {
        broken(c, Load.BAD_GATEWAY);
    }

    @Override
    public void onConnectTimeout(Connection c) {
        broken(c, Load.ERROR);
    }

    @Override
    public void onClosed(Connection c) {
        broken(c, Load.BAD_GATEWAY);
    }

    private void broken(Connection c, int status) {
        int slot = c.token;
        connections[slot] = null;
        int job = free(slot);
        if (job != NOBODY) {
            caller.answered(job, status);
        }
    }
}
