package dev.nines.network;

/** A layer-4 balancer behind an address: it picks a target for each connection and passes segments on. */
public interface Forwarder {
    /** The segment is dropped: the client's kernel retransmits. */
    int DROP = -1;
    /** The client gets RST. */
    int REFUSE = -2;

    /**
     * A SYN arrived. For a retransmitted SYN {@code connection.serverHost} is the target chosen before, otherwise −1.
     * May set {@code connection.targetPort} (otherwise the port that the client asked for).
     *
     * @return host index of the target, {@link #DROP} or {@link #REFUSE}
     */
    int target(Connection connection);

    /**
     * A segment of an established connection arrived that this balancer has no flow for: the address moved here, or
     * the balancer's host restarted. A target that does not know the connection answers with RST;
     * {@code connection.serverHost} is the one that does.
     *
     * @return host index of the target, {@link #DROP} or {@link #REFUSE}
     */
    int onUnknownFlow(Connection connection);

    /** The flow ended, or this balancer lost it to another one: once per flow that {@code target} was asked for. */
    void onFlowEnd(Connection connection);

    /** The target of this flow ({@code connection.serverHost}) answered with RST, refusing or breaking it. */
    default void onRefused(Connection connection) {
        // most balancers do not look
    }
}
