package dev.nines.chaos.probe;

import java.nio.ByteBuffer;

/** The connection is the answer. */
final class ConnectDialogue implements Dialogue {
    @Override
    public ByteBuffer question(long k) {
        return ByteBuffer.allocate(0);
    }

    @Override
    public Answer read(ByteBuffer bytes) {
        bytes.position(bytes.limit());
        return Answer.INCOMPLETE;
    }
}
