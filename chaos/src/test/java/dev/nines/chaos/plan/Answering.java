package dev.nines.chaos.plan;

import dev.nines.chaos.target.Location;
import dev.nines.chaos.target.Outcome;
import dev.nines.chaos.target.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Targets that answer questions, and remember what they were asked. */
public final class Answering {
    private final Map<String, String> capabilities =
            new TreeMap<>(Map.of("allow", "yes", "production", "no", "netem", "no", "nft", "yes"));
    private final Set<String> masters = new TreeSet<>();
    private final List<String> asked = new ArrayList<>();
    private final Map<String, String> files = new TreeMap<>();
    private final Map<String, String> modes = new TreeMap<>();

    public Target of(String name) {
        return new One(name);
    }

    public void says(String capability, String word) {
        capabilities.put(capability, word);
    }

    /** A file that every target has, owned by root. */
    public void file(String path, String mode, String text) {
        files.put(path, text);
        modes.put(path, "0 " + mode + "\n");
    }

    public void master(String host) {
        masters.add(host);
    }

    /** First words of commands, verbs of the helper. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private final class One implements Target {
        private final String name;

        One(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Location location() {
            return new Location.Local();
        }

        @Override
        public Outcome run(List<String> command, String input, Duration deadline, Consumer<String> lines) {
            if (command.get(0).equals("ip")) {
                asked.add("ip");
                return new Outcome(0, masters.contains(name) ? "2: eth0 inet 10.77.0.100/24 scope global" : "", "");
            }
            if (command.get(0).equals("cat") || command.get(0).equals("stat")) {
                asked.add(command.get(0));
                Map<String, String> from = command.get(0).equals("cat") ? files : modes;
                String said = from.get(command.get(command.size() - 1));
                return said == null ? new Outcome(1, "", "No such file") : new Outcome(0, said, "");
            }
            if (command.contains("-c")) {
                return new Outcome(0, "", ""); // the helper is brought
            }
            asked.add(command.get(command.size() - 1));
            StringBuilder text = new StringBuilder();
            capabilities.forEach(
                    (key, word) -> text.append(key).append('=').append(word).append('\n'));
            return new Outcome(0, text.toString(), "");
        }

        @Override
        public Process start(List<String> command) throws IOException {
            throw new IOException("nothing is started here");
        }
    }
}
