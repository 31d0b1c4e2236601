package dev.nines.model;

import dev.nines.model.spec.WebServerSpec;
import java.util.ArrayList;
import java.util.List;

/** A TCP/HTTP service of finite capacity on its nodes, with or without a database behind it. */
final class WebService implements Service {
    final World world;
    final WebServerSpec spec;
    final Service database;
    /** What it stands on in place of a database; null: nothing without a product. */
    private final CalledPart part;

    final ContentService content;
    private final AddressOwner vip;
    private final List<WebNode> nodes = new ArrayList<>();

    WebService(World world, WebServerSpec spec) {
        this.world = world;
        this.spec = spec;
        part = world.blocks.isPart(spec.calls()) ? world.blocks.call(spec.calls()) : null;
        database = spec.calls().isEmpty() || part != null ? null : world.service(spec.calls());
        content = spec.content().isEmpty() ? null : (ContentService) world.service(spec.content());
        vip = spec.behind().isEmpty() ? null : (AddressOwner) world.service(spec.behind());
        for (String host : spec.nodes()) {
            nodes.add(new WebNode(this, world.host(host)));
        }
        if (content != null && vip != null) {
            content.oneWrites(vip);
        } else if (content != null) {
            content.allWrite();
        }
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public int address() {
        return vip == null ? nodes.get(0).host.index : vip.address();
    }

    @Override
    public int port() {
        return spec.ports().get(0);
    }

    @Override
    public List<WebNode> processes() {
        return nodes;
    }

    @Override
    public List<Service> needs() {
        List<Service> needs = new ArrayList<>();
        if (vip != null) {
            needs.add(vip);
        }
        if (database != null) {
            needs.add(database);
        }
        return needs;
    }

    @Override
    public boolean protectedNow() {
        int running = 0;
        for (int i = 0; i < nodes.size(); i++) {
            running += nodes.get(i).inReach() ? 1 : 0;
        }
        return running >= 2 && (part == null || part.part.isProtected());
    }

    /** Requests fail while what it stands on is down. */
    boolean partUp() {
        return part == null || part.part.up();
    }
}
