package dev.nines.chaos.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks the agents on the nodes' hosts, see {@link AddressMain}. */
final class AddressAgents implements ServiceAddress {
    private final List<Endpoint> agents;
    private final int timeoutMillis;

    AddressAgents(List<Endpoint> agents, long timeoutNanos) {
        this.agents = List.copyOf(agents);
        timeoutMillis = (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos));
    }

    @Override
    public void take(int node) throws IOException {
        tell(node, "take");
    }

    @Override
    public void release(int node) throws IOException {
        tell(node, "release");
    }

    private void tell(int node, String what) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(timeoutMillis);
            socket.connect(agents.get(node).socket(), timeoutMillis);
            socket.getOutputStream().write((what + "\n").getBytes(StandardCharsets.US_ASCII));
            String answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            if (!"ok".equals(answer)) {
                throw new IOException("agent " + agents.get(node) + ": " + answer);
            }
        }
    }
}
