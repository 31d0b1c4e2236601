package dev.nines.network;

/**
 * The client side of connections. After {@code onRefused}, {@code onReset}, {@code onConnectTimeout} and
 * {@code onClosed} the connection is over and its object may be used for another one: keep no reference.
 */
public interface ConnectionUser {
    /** SYN-ACK arrived. After {@link Network#request} it may be told later. */
    void onConnected(Connection connection);

    /** Whether its process is there to send the first request of {@link Network#request}; if not, {@link Network#open} does later. */
    default boolean ready(Connection connection) {
        return true;
    }

    /** RST answered the SYN: nobody listens on that port. */
    void onRefused(Connection connection);

    /** RST on an established connection, or its kernel gave up retransmitting (ETIMEDOUT). */
    void onReset(Connection connection);

    /** The kernel gave up: last SYN retransmission unanswered (ETIMEDOUT) or no ARP answer (EHOSTUNREACH). */
    void onConnectTimeout(Connection connection);

    /** One message of the server, as it gave it to {@link Network#reply}. */
    void onData(Connection connection, int payload);

    /** The server closed in order; everything it sent before has arrived. */
    void onClosed(Connection connection);
}
