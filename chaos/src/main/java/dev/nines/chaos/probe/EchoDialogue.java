package dev.nines.chaos.probe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/** Each line comes back as it was sent. */
final class EchoDialogue implements Dialogue {
    private final ArrayDeque<byte[]> expected = new ArrayDeque<>();
    private int seen;
    private boolean astray;

    static byte[] line(long k) {
        return ("nines " + k + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public ByteBuffer question(long k) {
        byte[] line = line(k);
        expected.add(line);
        return ByteBuffer.wrap(line);
    }

    @Override
    public Answer read(ByteBuffer bytes) {
        byte[] line = expected.peek();
        while (bytes.hasRemaining()) {
            if (line == null || bytes.get() != line[seen]) {
                bytes.position(bytes.limit());
                astray = true;
                return Answer.bad("other-echo");
            }
            seen++;
            if (seen == line.length) {
                seen = 0;
                expected.remove();
                return Answer.GOOD;
            }
        }
        return Answer.INCOMPLETE;
    }

    @Override
    public boolean mayGoOn() {
        return !astray;
    }
}
