package dev.nines.protocol.vrrp;

import dev.nines.protocol.vrrp.VirtualRouter.State;
import java.util.ArrayList;
import java.util.List;

/**
 * vrrp_sync_group: routers on one node that are MASTER together or not at all (keepalived vrrp_sync.c).
 *
 * <p>Wiring: create the routers, {@link #add} each, then start each. The routers tell the group themselves; the driver
 * calls nothing here.
 */
public final class SyncGroup {

    private final List<VirtualRouter> members = new ArrayList<>();
    private State state = State.INIT;

    /** Adds a router that has not been started. A router belongs to at most one group. */
    public void add(VirtualRouter router) {
        router.join(this);
        members.add(router);
    }

    public State state() {
        return state;
    }

    /** True while a member has a fault reason of its own. */
    boolean anyFault() {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).hasFault()) {
                return true;
            }
        }
        return false;
    }

    /** True while a member waits for the first result of an unweighted script. */
    boolean anyAwaiting() {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).awaitsFirstResult()) {
                return true;
            }
        }
        return false;
    }

    /** Only if every other member wants MASTER, which avoids thrashing (vrrp_sync_can_goto_master). */
    boolean canGoMaster(VirtualRouter router) {
        for (int i = 0; i < members.size(); i++) {
            VirtualRouter member = members.get(i);
            if (member != router && !member.wantsMaster()) {
                return false;
            }
        }
        return true;
    }

    void becameMaster(VirtualRouter router) {
        state = State.MASTER;
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i) != router) {
                members.get(i).pulledToMaster();
            }
        }
    }

    void becameBackup(VirtualRouter router) {
        state = State.BACKUP;
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i) != router) {
                members.get(i).pulledToBackup();
            }
        }
    }

    void becameFault(VirtualRouter router) {
        state = State.FAULT;
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i) != router) {
                members.get(i).pulledToFault();
            }
        }
    }

    /** GARP bursts of the other members after one member heard a lower advert as MASTER. */
    void lowerAdvertHeard(VirtualRouter router) {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i) != router) {
                members.get(i).refreshNeighboursAfterLowerAdvert();
            }
        }
    }

    /** Mixes the state of the group itself into the hash; the members have their own fingerprints. */
    public long fingerprint(long h) {
        return Mix.in(h, state.ordinal());
    }
}
