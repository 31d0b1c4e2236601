package dev.nines.model;

import dev.nines.network.Connection;
import dev.nines.network.Listener;
import java.util.List;

/**
 * A part without a product that clients call themselves: it answers at once while it is up and refuses to while it is down.
 * Nothing between them and the part can fail but the network's chance.
 */
final class PartService implements Service, Listener {
    private static final int PORT = 80;
    /** Nobody waits for what answers at once. */
    private static final int BACKLOG = 1_000_000;

    private final World world;
    private final String name;
    private final int host;
    private final CalledPart called;

    /** @param host of its own, which never fails */
    PartService(World world, String name, int host) {
        this.world = world;
        this.name = name;
        this.host = host;
        called = world.blocks.call(name);
        world.network.listen(host, PORT, BACKLOG, this);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int address() {
        return host;
    }

    @Override
    public int port() {
        return PORT;
    }

    @Override
    public List<Process> processes() {
        return List.of();
    }

    @Override
    public List<Service> needs() {
        return List.of();
    }

    @Override
    public boolean protectedNow() {
        return called.part.isProtected();
    }

    @Override
    public void onAccept(Connection c) {
        // what it asks decides
    }

    @Override
    public void onData(Connection c, int request) {
        world.network.reply(c, called.part.up() ? Load.OK : Load.UNAVAILABLE);
    }

    @Override
    public void onPeerClosed(Connection c) {
        // nothing is kept for it
    }

    @Override
    public void onReset(Connection c) {
        // nothing is kept for it
    }
}
