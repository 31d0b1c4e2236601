package dev.nines.chaos.inject;

import dev.nines.chaos.inject.Injection.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which messages of a target are meant.
 *
 * @param peers addresses or networks of the other side; empty: any
 * @param ports of TCP and UDP; empty: all
 * @param side whose ports: the target's own, or the peers'
 * @param port the interface that messages leave by, needed unless the direction is {@code IN}
 */
public record Traffic(
        Direction direction, List<String> peers, Protocol protocol, List<Integer> ports, Side side, String port) {

    /** Seen from the target. What arrives is dropped on arrival, what is sent behind the sender's back: nobody is told. */
    public enum Direction {
        IN,
        OUT,
        BOTH
    }

    public enum Protocol {
        ANY,
        TCP,
        UDP,
        VRRP
    }

    public enum Side {
        LOCAL,
        REMOTE
    }

    public Traffic {
        peers = List.copyOf(peers);
        ports = List.copyOf(ports);
        Form.range("number of peers", peers.size(), 0, 40);
        Form.range("number of ports", ports.size(), 0, 15);
        peers.forEach(Form.NETWORK::require);
        ports.forEach(number -> Form.range("port", number, 1, 65_535));
        if (direction != Direction.IN) {
            Form.INTERFACE.require(port);
        }
    }

    /** Everything that arrives. */
    public static Traffic all() {
        return with(List.of());
    }

    /** Everything that arrives from these. */
    public static Traffic with(List<String> peers) {
        return new Traffic(Direction.IN, peers, Protocol.ANY, List.of(), Side.LOCAL, "");
    }

    public Traffic of(Protocol only) {
        return new Traffic(direction, peers, only, ports, side, port);
    }

    /** Only what comes to these ports of the target. */
    public Traffic toPorts(Integer... numbers) {
        return new Traffic(direction, peers, protocol, List.of(numbers), Side.LOCAL, port);
    }

    /** Only what comes from these ports of the peers: answers of servers. */
    public Traffic fromPorts(Integer... numbers) {
        return new Traffic(direction, peers, protocol, List.of(numbers), Side.REMOTE, port);
    }

    /** @param leaving the interface that messages leave by */
    public Traffic going(Direction way, String leaving) {
        return new Traffic(way, peers, protocol, ports, side, leaving);
    }

    List<String> parameters() {
        List<String> all = new ArrayList<>();
        all.add("direction=" + word(direction));
        all.add("peers=" + (peers.isEmpty() ? "any" : String.join(",", peers)));
        all.add("protocol=" + word(protocol));
        if (!ports.isEmpty()) {
            all.add("ports=" + ports.stream().map(String::valueOf).collect(Collectors.joining(",")));
            all.add("side=" + word(side));
        }
        if (direction != Direction.IN) {
            all.add("interface=" + port);
        }
        return all;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
