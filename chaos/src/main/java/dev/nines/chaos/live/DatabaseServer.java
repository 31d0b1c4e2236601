package dev.nines.chaos.live;

import java.sql.SQLException;

/** One database server as its manager sees it. All calls wait for the answer. */
interface DatabaseServer {
    /**
     * What a server says of its replication.
     *
     * @param source host that it replicates from; empty: from nobody
     * @param sourcePort of that host
     * @param fit its threads have no error, and its positions are GTIDs, which other servers understand
     * @param received the last transaction that it has received, see {@link MariadbServer#position}
     */
    record Replication(String source, int sourcePort, boolean fit, long received) {}

    /** A sign of life: whether the server refuses writes. */
    boolean readOnly() throws SQLException;

    Replication replication() throws SQLException;

    /** STOP SLAVE IO_THREAD. */
    void stopReceiver() throws SQLException;

    /**
     * Returns when everything received is applied.
     *
     * @throws SQLException also if the applier has stopped with an error
     */
    void awaitApplied() throws SQLException;

    /** Forgets its source and takes writes. */
    void makePrimary() throws SQLException;

    void setReadOnly(boolean on) throws SQLException;

    /** Replicates from another source with the same account, from the position that it has. */
    void follow(Endpoint source) throws SQLException;
}
