package dev.nines.chaos.lab;

import dev.nines.chaos.lab.config.Addresses;
import dev.nines.chaos.lab.config.HaproxyWriter;
import dev.nines.chaos.lab.config.ManagerWriter;
import dev.nines.chaos.target.Namespaces;
import dev.nines.chaos.target.Outcome;
import dev.nines.chaos.target.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Looks at a running lab; changes nothing. */
final class LabView {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int PROXY_NAME = 0;
    private static final int SERVER_NAME = 1;
    private static final int STATUS = 17;

    private final LabState lab;

    LabView(LabState lab) {
        this.lab = lab;
    }

    /** @param state as HAProxy says it: {@code UP}, {@code DOWN 1/2}, {@code no check} … */
    record Server(String backend, String name, String state) {
        boolean isUp() {
            return state.startsWith("UP") || state.equals("no check");
        }
    }

    Target target(String host) {
        return Namespaces.host(host, lab.host(host).process().pid());
    }

    /** The hosts that have the address of a service. */
    List<String> owners(String service) {
        String address = lab.virtual().get(service) + "/" + Addresses.PREFIX_LENGTH;
        List<String> owners = new ArrayList<>();
        for (Daemon daemon : lab.daemons()) {
            if (daemon.product().mayOwn() && daemon.services().contains(service)) {
                Outcome outcome = target(daemon.host())
                        .run(List.of("ip", "-4", "-oneline", "address", "show", "dev", Addresses.INTERFACE), DEADLINE);
                if (outcome.output().contains(" " + address + " ")) {
                    owners.add(daemon.host());
                }
            }
        }
        return owners;
    }

    /** The number of a daemon's process in its host, if it lives. */
    OptionalLong pid(Daemon daemon) {
        long host = lab.host(daemon.host()).process().pid();
        return Proc.read(Proc.seenBy(host, daemon.pidfile()))
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,10}"))
                .filter(text -> Proc.read(Proc.seenBy(host, "/proc/" + text + "/stat"))
                        .filter(stat -> !stat.contains(") Z "))
                        .isPresent())
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }

    /** The servers of an HAProxy, as it sees them; none if it does not answer. */
    List<Server> servers(Daemon daemon) {
        List<Server> servers = new ArrayList<>();
        String socket = HaproxyWriter.statsSocket(daemon.services().get(0));
        String table = ask(UnixDomainSocketAddress.of(
                Proc.seenBy(lab.host(daemon.host()).process().pid(), socket)));
        for (String line : table.split("\n")) {
            String[] cells = line.split(",", -1);
            boolean server = cells.length > STATUS
                    && !line.startsWith("#")
                    && !List.of("FRONTEND", "BACKEND").contains(cells[SERVER_NAME]);
            if (server) {
                servers.add(new Server(cells[PROXY_NAME], cells[SERVER_NAME], cells[STATUS]));
            }
        }
        return servers;
    }

    /** A database as it sees itself: {@code writable} or {@code read-only}, and each of its replication threads. */
    String replication(Daemon daemon) {
        String socket = "--socket=/run/" + daemon.services().get(0) + ".sock";
        String sql = "SELECT IF(@@read_only, 'read-only', 'writable'); SHOW SLAVE STATUS\\G";
        Outcome outcome = target(daemon.host()).run(List.of("mariadb", "--batch", socket, "--execute", sql), DEADLINE);
        List<String> words = new ArrayList<>();
        for (String line : outcome.output().split("\n")) {
            String said = line.strip();
            if (said.equals("writable") || said.equals("read-only") || said.matches("Slave_(IO|SQL)_Running: .*")) {
                words.add(said);
            }
        }
        return words.isEmpty() ? "no answer" : String.join(", ", words);
    }

    /** What the manager of a database knows of the nodes, and what it did last. */
    String manager(Daemon daemon) {
        long host = lab.host(daemon.host()).process().pid();
        String service = daemon.services().get(0).replaceFirst("-manager$", "");
        String record = Proc.read(Proc.seenBy(host, ManagerWriter.record(service)))
                .map(text -> String.join(", ", text.strip().split("\n")))
                .orElse("has promoted nobody");
        String last = Proc.read(Proc.seenBy(host, daemon.log()))
                .map(text -> text.substring(text.strip().lastIndexOf('\n') + 1).strip())
                .orElse("");
        return record + (last.isEmpty() ? "" : "; last said: " + last);
    }

    private static String ask(UnixDomainSocketAddress address) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(address);
            channel.write(ByteBuffer.wrap("show stat\n".getBytes(StandardCharsets.UTF_8)));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(8192);
            while (channel.read(buffer) >= 0 && answer.size() < Target.OUTPUT_BYTES_MAX) {
                answer.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            return answer.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** What the client host gets from an entry: the first line of an HTTP answer, {@code connected}, or {@code no answer}. */
    String answer(Entry entry) {
        String http = "exec 3<>\"/dev/tcp/$0/$1\" && printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3";
        String tcp = "exec 3<>\"/dev/tcp/$0/$1\" && echo connected";
        Outcome outcome = target(LabPlan.CLIENT)
                .run(
                        List.of(
                                "timeout",
                                "2",
                                "bash",
                                "-c",
                                entry.kind() == Entry.Kind.HTTP ? http : tcp,
                                entry.address(),
                                Integer.toString(entry.port())),
                        DEADLINE);
        String line = outcome.output().strip();
        return line.isEmpty() ? "no answer" : line;
    }

    static boolean isGood(String answer) {
        return answer.equals("connected") || answer.contains(" 200 ");
    }
}
