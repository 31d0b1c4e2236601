package dev.nines.model;

import dev.nines.network.Connection;
import dev.nines.network.ConnectionUser;
import dev.nines.network.Network;

/** One short connection that asks a process whether it is well: a health check or a manager's ping. */
final class CheckCall implements ConnectionUser {
    /** Told how the call goes; after {@code answered} and {@code failed}, and after {@code connected} if nothing is asked, it is over. */
    interface Caller {
        void connected();

        void answered(boolean well);

        /** Refused, broken or given up by the kernel. */
        void failed();
    }

    private final Network network;
    private final boolean asks;
    private final long patienceNanos;
    private final Caller caller;
    private Connection connection;

    /**
     * @param asks whether it sends a request and waits for the answer, or is content with a connection
     * @param patienceNanos how late the caller may learn that it is connected
     */
    CheckCall(Network network, boolean asks, long patienceNanos, Caller caller) {
        this.network = network;
        this.asks = asks;
        this.patienceNanos = patienceNanos;
        this.caller = caller;
    }

    void start(int from, int to, int port) {
        connection = asks
                ? network.request(from, 0, to, port, this, 0, Load.CHECK, patienceNanos)
                : network.connect(from, 0, to, port, this, 0);
    }

    /** No event of it arrives afterwards. */
    void abort() {
        if (connection != null) {
            network.close(connection);
            connection = null;
        }
    }

    /** The caller's process is gone; with its kernel there is nothing left to close. */
    void drop(boolean powerLost) {
        if (powerLost) {
            connection = null;
        } else {
            abort();
        }
    }

    @Override
    public void onConnected(Connection c) {
        if (!asks) {
            abort();
        }
        caller.connected();
    }

    @Override
    public void onData(Connection c, int status) {
        abort();
        caller.answered(status == Load.OK);
    }

    @Override
    public void onRefused(Connection c) {
        over();
    }

    @Override
    public void onReset(Connection c) {
        over();
    }

    @Override
    public void onConnectTimeout(Connection c) {
        over();
    }

    @Override
    public void onClosed(Connection c) {
        over();
    }

    private void over() {
        connection = null;
        caller.failed();
    }
}
