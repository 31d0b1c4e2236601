package dev.nines.chaos.probe;

import java.nio.ByteBuffer;

/** What is said on one connection. Answers come in the order of the questions. */
interface Dialogue {
    /** What is to be sent for probe {@code k}: nothing if the connection itself is the answer. */
    ByteBuffer question(long k);

    /** More has come. Bytes are consumed up to the end of one answer: what is left belongs to the next. */
    Answer read(ByteBuffer bytes);

    /** The other side has closed: some answers end so. */
    default Answer closed() {
        return Answer.INCOMPLETE;
    }

    /** Whether the next question may go out on the same connection. */
    default boolean mayGoOn() {
        return true;
    }

    /** @param reason one word, when it is not good */
    record Answer(boolean complete, boolean good, String reason) {
        static final Answer INCOMPLETE = new Answer(false, false, "");
        static final Answer GOOD = new Answer(true, true, "-");

        static Answer bad(String reason) {
            return new Answer(true, false, reason);
        }
    }
}
