package dev.nines.scenario.trial;

import dev.nines.model.spec.BlockSpec;
import dev.nines.model.spec.ContentSyncSpec;
import dev.nines.model.spec.Design;
import dev.nines.model.spec.HaproxySpec;
import dev.nines.model.spec.HeartbeatSpec;
import dev.nines.model.spec.KeepalivedSpec;
import dev.nines.model.spec.MysqlSpec;
import dev.nines.model.spec.NlbSpec;
import dev.nines.model.spec.ServiceSpec;
import dev.nines.model.spec.WebServerSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the machines of a design leave out, so that nobody takes silence for an answer. */
public final class NotModelled {
    private NotModelled() {}

    /** One sentence each, in the order of the design's services. */
    public static List<String> of(Design design) {
        Set<String> sentences = new LinkedHashSet<>();
        if (!design.hosts().isEmpty()) {
            sentences.add(
                    "Network: switches learn addresses by ARP only; no congestion; hosts' own addresses never age in"
                            + " neighbour tables.");
        }
        for (ServiceSpec spec : design.services()) {
            sentences.addAll(of(spec));
        }
        return List.copyOf(sentences);
    }

    private static List<String> of(ServiceSpec spec) {
        if (spec instanceof KeepalivedSpec) {
            return List.of(
                    "keepalived: scripts look at whether a process exists (killall -0); BFD, track_file, VMAC and"
                            + " vrrp_garp_interval are not modelled.");
        }
        if (spec instanceof HaproxySpec) {
            return List.of(
                    "HAProxy: one backend per frontend; no cookies, no connection reuse to servers, no TLS; a reload is"
                            + " a restart.");
        }
        if (spec instanceof NlbSpec) {
            return List.of(
                    "L4 balancer: flow tables are not shared between nodes; DNS withdrawal of a zone's address is not"
                            + " modelled.");
        }
        if (spec instanceof WebServerSpec) {
            return List.of(
                    "Web servers: requests cost a drawn service time; memory, garbage collection and caches that start"
                            + " cold are not modelled.");
        }
        if (spec instanceof MysqlSpec) {
            return List.of(
                    "Database: the applier keeps up unless it is told to lag; sync_binlog and innodb_flush_log are taken"
                            + " as 1 (nothing committed is lost by a restart); disks do not fill; the promotion manager's"
                            + " own host does not fail; Sentinel and Patroni"
                            + " are not modelled.");
        }
        if (spec instanceof ContentSyncSpec) {
            return List.of(
                    "Content: uploads that only a dead node's disk has count as lost, though somebody may copy them later;"
                            + " deletions and conflicting edits of the same file are not modelled.");
        }
        if (spec instanceof BlockSpec) {
            return List.of(
                    "Parts without a product: they are up or down, never slow; nothing ages because others are down; a"
                            + " crew is not faster with more people at one unit.");
        }
        if (spec instanceof HeartbeatSpec) {
            return List.of(
                    "Heartbeats: each node judges for itself, verdicts do not travel by gossip; every node beats directly to"
                            + " every other; after standing still a node's own timers come before the messages that wait.");
        }
        return List.of();
    }
}
