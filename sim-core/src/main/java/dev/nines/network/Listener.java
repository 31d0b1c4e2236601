package dev.nines.network;

/**
 * The server side of connections. After {@code onPeerClosed} and {@code onReset} the connection is over and its object
 * may be used for another one: keep no reference.
 */
public interface Listener {
    /** The handshake is complete and the process has accepted. */
    void onAccept(Connection connection);

    /** One message of the client, as it gave it to {@link Network#send}. */
    void onData(Connection connection, int payload);

    /** The client closed, in order or because it lost patience; whatever is still sent to it goes nowhere. */
    void onPeerClosed(Connection connection);

    /** RST from the client's host, or the own kernel gave up retransmitting. */
    void onReset(Connection connection);

    /**
     * Whether it is all the same to the process if the client closes now: it has answered, and {@link #onPeerClosed} would
     * change nothing. Then it is not called.
     *
     * @param accepted whether the process has accepted the connection; if not, {@link #onAccept} is not called either
     */
    default boolean indifferent(Connection connection, boolean accepted) {
        return false;
    }
}
