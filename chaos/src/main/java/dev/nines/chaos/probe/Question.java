package dev.nines.chaos.probe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.regex.Pattern;

/** What a probe asks, and which answer is good. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Question.Http.class, name = "http"),
    @JsonSubTypes.Type(value = Question.TcpConnect.class, name = "tcp-connect"),
    @JsonSubTypes.Type(value = Question.TcpEcho.class, name = "tcp-echo"),
    @JsonSubTypes.Type(value = Question.UdpEcho.class, name = "udp-echo"),
    @JsonSubTypes.Type(value = Question.SqlRead.class, name = "sql-read"),
    @JsonSubTypes.Type(value = Question.SqlWrite.class, name = "sql-write")
})
public sealed interface Question {
    /**
     * {@code GET} of a page. Good: this status and, unless it is empty, this text in the first 64 KiB of the body; the whole answer
     * has come.
     *
     * @param host of the Host header
     * @param path begins with a slash
     */
    record Http(String host, String path, int status, String body) implements Question {
        private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]_-]{1,255}");
        private static final Pattern PATH = Pattern.compile("/[!-~]{0,2000}");

        public Http {
            if (!HOST.matcher(host).matches()) {
                throw new IllegalArgumentException("not a host name: " + host);
            }
            if (!PATH.matcher(path).matches()) {
                throw new IllegalArgumentException("not a path: " + path);
            }
            if (status < 100 || status > 599) {
                throw new IllegalArgumentException("not an HTTP status: " + status);
            }
        }
    }

    /** Good: the connection is established. A frozen process passes: the kernel accepts for it. */
    record TcpConnect() implements Question {}

    /** Good: a line comes back as it was sent. */
    record TcpEcho() implements Question {}

    /** Good: a datagram comes back as it was sent. */
    record UdpEcho() implements Question {}

    /** Needs a login to a database of MariaDB or MySQL. */
    sealed interface Sql extends Question {
        String database();

        String user();

        String password();
    }

    /** Good: logged in, and {@code SELECT 1} is answered. What simulated probes ask of a database. */
    record SqlRead(String database, String user, String password) implements Sql {
        public SqlRead {
            if (!SqlWrite.NAME.matcher(database).matches()) {
                throw new IllegalArgumentException("not a name: " + database);
            }
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "SqlRead[" + user + "@" + database + "]";
        }
    }

    /**
     * Inserts one row into table {@code nines_writes}, which is made if it is missing, and commits. Good: acknowledged.
     *
     * @param run tells the rows of this run from those of others
     * @param ledger file on the client's host, for the ids that were answered; made anew
     */
    record SqlWrite(String database, String user, String password, String run, String ledger) implements Sql {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");

        public SqlWrite {
            if (!NAME.matcher(database).matches() || !NAME.matcher(run).matches()) {
                throw new IllegalArgumentException("not a name: " + database + ", " + run);
            }
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "SqlWrite[" + user + "@" + database + ", run=" + run + "]";
        }
    }
}
