package dev.nines.chaos.live;

import dev.nines.protocol.replication.PromotionManager;
import dev.nines.protocol.replication.PromotionManager.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a manager must not forget when it is restarted: who is primary and whose data may contradict it. A line for each node, {@code
 * db2 primary}.
 */
final class PromotionRecord {
    private final Path path;
    private final List<String> names;

    PromotionRecord(Path path, List<String> names) {
        this.path = path;
        this.names = names;
    }

    /**
     * The roles of the nodes; without a file the first is the primary.
     *
     * @throws IllegalArgumentException if the file is not a record of these nodes
     */
    List<Role> read() {
        Map<String, Role> roles = new LinkedHashMap<>();
        names.forEach(name -> roles.put(name, roles.isEmpty() ? Role.PRIMARY : Role.REPLICA));
        if (Files.exists(path)) {
            try {
                for (String line : Files.readAllLines(path)) {
                    String[] words = line.split(" ", -1);
                    if (words.length != 2 || !roles.containsKey(words[0])) {
                        throw new IllegalArgumentException(path + " says `" + line + "`, but the nodes are " + names);
                    }
                    roles.put(words[0], Role.valueOf(words[1].toUpperCase(Locale.ROOT)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return List.copyOf(roles.values());
    }

    /** On disk when it returns. */
    void write(List<Role> roles) {
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        try (FileChannel file = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(text(roles).getBytes(StandardCharsets.UTF_8)));
            file.force(true);
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(List<Role> roles) {
        List<String> lines = new ArrayList<>();
        for (int node = 0; node < roles.size(); node++) {
            lines.add(names.get(node) + " " + roles.get(node).name().toLowerCase(Locale.ROOT));
        }
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    static List<Role> of(PromotionManager manager, int nodes) {
        List<Role> roles = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            roles.add(manager.role(node));
        }
        return roles;
    }
}
