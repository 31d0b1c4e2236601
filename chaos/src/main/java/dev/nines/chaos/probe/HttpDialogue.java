package dev.nines.chaos.probe;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * As much of HTTP/1.1 as a probe needs (RFC 9112): one GET, an answer with a length, in chunks, or up to the end of the connection.
 * The JDK's client is not used since it keeps connections, retries and resolves as it likes.
 */
final class HttpDialogue implements Dialogue {
    private static final int HEAD_BYTES_MAX = 32_768;
    private static final int BODY_BYTES_KEPT = 65_536;

    private enum Part {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        BODY_TO_CLOSE
    }

    private final Question.Http asked;
    private final boolean keepAlive;

    private Part part = Part.HEAD;
    private final StringBuilder line = new StringBuilder();
    private int headBytes;
    private int status;
    private long length = -1;
    private boolean chunked;
    private boolean closes;
    private long left;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    HttpDialogue(Question.Http asked, boolean keepAlive) {
        this.asked = asked;
        this.keepAlive = keepAlive;
    }

    @Override
    public ByteBuffer question(long k) {
        closes |= !keepAlive;
        String request = "GET " + asked.path() + " HTTP/1.1\r\nHost: " + asked.host()
                + "\r\nUser-Agent: nines-probe\r\nAccept: */*\r\nConnection: " + (keepAlive ? "keep-alive" : "close")
                + "\r\n\r\n";
        return ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
    }

    private void startHead() {
        part = Part.HEAD;
        line.setLength(0);
        headBytes = 0;
        status = 0;
        length = -1;
        chunked = false;
        body.reset();
    }

    @Override
    public Answer read(ByteBuffer bytes) {
        Answer answer = Answer.INCOMPLETE;
        while (bytes.hasRemaining() && !answer.complete()) {
            answer = switch (part) {
                case HEAD -> headByte(bytes.get());
                case CHUNK_SIZE, CHUNK_END, TRAILER -> chunkByte(bytes.get());
                case BODY, CHUNK, BODY_TO_CLOSE -> bodyBytes(bytes);
            };
        }
        return answer;
    }

    @Override
    public Answer closed() {
        return part == Part.BODY_TO_CLOSE ? judge() : Answer.INCOMPLETE;
    }

    @Override
    public boolean mayGoOn() {
        return !closes;
    }

    private Answer headByte(byte b) {
        if (++headBytes > HEAD_BYTES_MAX) {
            return broken("head-too-long");
        }
        if (b != '\n') {
            line.append((char) (b & 0xff));
            return Answer.INCOMPLETE;
        }
        String text = line.toString().strip();
        line.setLength(0);
        if (status == 0) {
            return statusLine(text);
        }
        return text.isEmpty() ? endOfHead() : header(text.toLowerCase(Locale.ROOT));
    }

    private Answer statusLine(String text) {
        if (!text.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) {
            return broken("not-http");
        }
        status = Integer.parseInt(text.substring(9, 12));
        closes |= text.startsWith("HTTP/1.0");
        return Answer.INCOMPLETE;
    }

    private Answer header(String text) {
        if (text.startsWith("content-length:")) {
            String value = text.substring(15).strip();
            if (!value.matches("\\d{1,15}")) {
                return broken("not-http");
            }
            length = Long.parseLong(value);
        } else if (text.startsWith("transfer-encoding:")) {
            chunked = text.endsWith("chunked");
        } else if (text.startsWith("connection:")) {
            closes |= text.contains("close");
        }
        return Answer.INCOMPLETE;
    }

    private Answer endOfHead() {
        if (status < 200) { // an interim answer: the real one follows
            startHead();
            return Answer.INCOMPLETE;
        }
        if (status == 204 || status == 304 || (length == 0 && !chunked)) {
            return judge();
        }
        left = length;
        part = chunked ? Part.CHUNK_SIZE : length > 0 ? Part.BODY : Part.BODY_TO_CLOSE;
        closes |= part == Part.BODY_TO_CLOSE;
        return Answer.INCOMPLETE;
    }

    private Answer bodyBytes(ByteBuffer bytes) {
        long most = part == Part.BODY_TO_CLOSE ? bytes.remaining() : Math.min(left, bytes.remaining());
        byte[] some = new byte[(int) most];
        bytes.get(some);
        body.write(some, 0, Math.min(some.length, BODY_BYTES_KEPT - body.size()));
        if (part == Part.BODY_TO_CLOSE) {
            return Answer.INCOMPLETE;
        }
        left -= most;
        if (left == 0 && part == Part.BODY) {
            return judge();
        }
        part = left == 0 ? Part.CHUNK_END : part;
        return Answer.INCOMPLETE;
    }

    private Answer chunkByte(byte b) {
        if (line.length() > HEAD_BYTES_MAX) {
            return broken("not-http");
        }
        if (b != '\n') {
            line.append((char) (b & 0xff));
            return Answer.INCOMPLETE;
        }
        String text = line.toString().strip();
        line.setLength(0);
        if (part == Part.CHUNK_SIZE) {
            return chunkSize(text);
        }
        if (part == Part.CHUNK_END) {
            part = Part.CHUNK_SIZE;
            return text.isEmpty() ? Answer.INCOMPLETE : broken("not-http");
        }
        return text.isEmpty() ? judge() : Answer.INCOMPLETE;
    }

    private Answer chunkSize(String text) {
        String size = text.replaceFirst(";.*", "").strip();
        if (!size.matches("[0-9a-fA-F]{1,12}")) {
            return broken("not-http");
        }
        left = Long.parseLong(size, 16);
        part = left == 0 ? Part.TRAILER : Part.CHUNK;
        return Answer.INCOMPLETE;
    }

    private Answer broken(String reason) {
        closes = true;
        return Answer.bad(reason);
    }

    /** The answer is complete. The next one, if any, begins with a head. */
    private Answer judge() {
        int answered = status;
        boolean found =
                asked.body().isEmpty() || body.toString(StandardCharsets.UTF_8).contains(asked.body());
        startHead();
        if (answered != asked.status()) {
            return Answer.bad("status-" + answered);
        }
        return found ? Answer.GOOD : Answer.bad("body");
    }
}
