package dev.nines.chaos.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What only this controller can put on a line: HMAC-SHA256 with a key of its own. A line that another hand has written, or taken
 * from the journal of another run, does not bear it.
 */
final class Seal {
    static final String FILE = "key";

    private static final int KEY_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final int DIGITS = 32;

    private final SecretKeySpec key;

    private Seal(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * The key in that folder, which only its owner can read; made at the first call.
     *
     * @throws Unwritable if there is none and none can be made
     */
    static Seal in(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            byte[] key = Files.readAllBytes(file);
            if (key.length != KEY_BYTES) {
                throw new IOException(file + " is no key of " + KEY_BYTES + " bytes");
            }
            return new Seal(key);
        } catch (IOException e) {
            throw new Unwritable(file.toString(), e);
        }
    }

    /** Whole or not at all: a key that was cut short would make every journal a stranger's. */
    private static void make(Path file) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Path draft = Files.createTempFile(file.getParent(), "key", ".new", Journal.permissions("rw-------"));
        try {
            try (FileChannel channel = FileChannel.open(draft, Set.of(StandardOpenOption.WRITE))) {
                ByteBuffer bytes = ByteBuffer.wrap(key);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // another controller was faster: its key holds
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** @param run whose journal the line is of */
    String of(String run, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((run + "\n").getBytes(StandardCharsets.UTF_8));
            byte[] sum = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum).substring(0, DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
