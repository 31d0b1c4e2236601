package dev.nines.scenario.yaml;

import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.problem.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Reads a file of at most 1 MiB of UTF-8 text and refuses everything else, without reading more than that. */
public final class SourceReader {
    /** A scenario of a thousand hosts has some 100 KiB. */
    public static final int BYTES_MAX = 1 << 20;

    private SourceReader() {}

    /** @throws Problems when it is no regular file, too large, unreadable, binary or not UTF-8 */
    public static Source read(Path path) {
        String file = path.toString();
        if (!Files.exists(path)) {
            throw refuse(Code.NO_FILE, file, "no such file", "`nines examples` lists the designs that come with Nines");
        }
        if (!Files.isRegularFile(path)) {
            throw refuse(Code.NOT_READABLE, file, "not a regular file", "give the path of a scenario file");
        }
        try {
            refuseSize(file, Files.size(path));
            try (InputStream in = Files.newInputStream(path)) {
                byte[] bytes = in.readNBytes(BYTES_MAX + 1);
                refuseSize(file, bytes.length);
                return decode(file, bytes);
            }
        } catch (IOException e) {
            throw refuse(Code.NOT_READABLE, file, "cannot be read: " + reason(e), "check its permissions");
        }
    }

    /** The text in {@code bytes} as if they stood in {@code file}. */
    public static Source decode(String file, byte[] bytes) {
        refuseSize(file, bytes.length);
        if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
            throw refuse(Code.NOT_TEXT, file, "is UTF-16, not UTF-8", "save it as UTF-8");
        }
        for (byte b : bytes) {
            if (b == 0) {
                throw refuse(Code.NOT_TEXT, file, "is a binary file", "a scenario is a YAML text in UTF-8");
            }
        }
        CharBuffer chars = CharBuffer.allocate(bytes.length + 1);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(in, chars, true);
        chars.flip();
        if (result.isError()) {
            throw notUtf8(file, chars.toString(), bytes[in.position()] & 0xff);
        }
        String text = chars.toString();
        return new Source(file, text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private static Problems notUtf8(String file, String before, int wrong) {
        Source good = new Source(file, before);
        int line = good.lines().size();
        int column = good.lines().get(line - 1).length() + 1;
        String message = String.format(Locale.ROOT, "byte 0x%02x is not UTF-8", wrong);
        Problem problem = good.problem(
                Code.NOT_TEXT, new Place(line, column, 1), message, "the text ends here", "save the file as UTF-8");
        return new Problems(List.of(problem));
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
    }

    private static void refuseSize(String file, long bytes) {
        if (bytes > BYTES_MAX) {
            String size = bytes >= 1 << 30
                    ? String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1 << 30))
                    : String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
            String message = "too large: " + size + ", a file of a scenario has at most 1 MiB";
            throw refuse(Code.TOO_LARGE, file, message, "is it really a scenario file?");
        }
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.AccessDeniedException ? "access denied" : String.valueOf(e.getMessage());
    }

    private static Problems refuse(Code code, String file, String message, String help) {
        return new Problems(List.of(Problem.ofFile(code, file, message, help)));
    }
}
