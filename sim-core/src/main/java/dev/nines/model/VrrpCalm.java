package dev.nines.model;

/** A virtual address is calm when one router advertises and every other that runs hears it and waits. */
final class VrrpCalm extends LossyBeats {
    private final KeepalivedService vip;

    VrrpCalm(KeepalivedService vip) {
        super(vip.world, vip.nodes.get(0).advertIntNanos(), 0);
        this.vip = vip;
    }

    @Override
    boolean settled() {
        if (!vip.spec.syncGroup().isEmpty()) {
            return refuse("its addresses move together");
        }
        KeepalivedNode master = null;
        int masters = 0;
        for (int i = 0; i < vip.nodes.size(); i++) {
            if (vip.nodes.get(i).isMaster()) {
                master = vip.nodes.get(i);
                masters++;
            }
        }
        return masters <= 1 && !vip.twoOwners() && others(master);
    }

    /** @param master null: nobody advertises */
    private boolean others(KeepalivedNode master) {
        if (master != null && !master.onlyAdvertises()) {
            return false;
        }
        for (int i = 0; i < vip.nodes.size(); i++) {
            KeepalivedNode node = vip.nodes.get(i);
            if (node != master && node.state() != Process.State.DOWN) {
                if (master == null || !node.waitsFor(master)) {
                    return false;
                }
                BeatLuck adverts = master.advertsTo(node);
                if (vip.world.network.lossProbability(adverts.from, adverts.to, adverts.traffic) == 1) {
                    return false;
                }
                await(adverts, node.downIntervalNanos(), master.nextAdvertNanos());
            }
        }
        return true;
    }
}
