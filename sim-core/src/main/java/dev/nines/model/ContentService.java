package dev.nines.model;

import dev.nines.model.spec.ClientSpec;
import dev.nines.model.spec.ContentSyncSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Files that web servers write locally. Where an address decides who serves, one job copies from the node in charge to
 * its standby and turns round with the address; where all nodes serve, each copies to the next one.
 */
final class ContentService implements Service {
    private final World world;
    private final ContentSyncSpec spec;
    private final double uploadsPerSecond;
    private final List<HostModel> nodes = new ArrayList<>();
    private final List<ContentJob> jobs = new ArrayList<>();
    private boolean allWrite;

    ContentService(World world, ContentSyncSpec spec) {
        this.world = world;
        this.spec = spec;
        double rate = 0;
        for (ClientSpec client : world.design.clients()) {
            rate += client.ratePerSecond() * client.uploadShare();
        }
        uploadsPerSecond = rate;
        for (String host : spec.nodes()) {
            nodes.add(world.host(host));
        }
    }

    /** The holder of an address serves, the last node stands by. */
    void oneWrites(AddressOwner address) {
        HostModel standby = nodes.get(nodes.size() - 1);
        jobs.add(new ContentJob(world, spec, nodes.get(0), standby, uploadsPerSecond));
        address.onMaster(jobs.get(0)::takeOver);
    }

    /** All nodes serve and write, each an equal share. */
    void allWrite() {
        allWrite = true;
        for (int i = 0; i < nodes.size() && nodes.size() > 1; i++) {
            HostModel next = nodes.get((i + 1) % nodes.size());
            jobs.add(new ContentJob(world, spec, nodes.get(i), next, uploadsPerSecond / nodes.size()));
        }
    }

    /** False while an archive is being unpacked there. */
    boolean usableOn(HostModel host) {
        for (int i = 0; i < jobs.size(); i++) {
            if (!jobs.get(i).usableOn(host)) {
                return false;
            }
        }
        return true;
    }

    void hostChanged() {
        for (ContentJob job : jobs) {
            job.hostChanged(allWrite);
        }
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public int address() {
        return nodes.get(0).index;
    }

    @Override
    public int port() {
        return 0;
    }

    @Override
    public List<? extends Process> processes() {
        return List.of();
    }

    @Override
    public List<Service> needs() {
        return List.of();
    }

    @Override
    public boolean protectedNow() {
        for (int i = 0; i < jobs.size(); i++) {
            if (!jobs.get(i).copying()) {
                return false;
            }
        }
        return true;
    }
}
