package dev.nines.protocol.block;

import java.util.List;

/** Up while at least k of its members are. */
public final class KOfN extends Part implements Part.Dependent {
    private final int k;
    private final List<Part> members;
    private int membersUp;
    private int membersProtected;

    /** @param k 1 … members */
    public KOfN(Plant plant, String name, int k, List<? extends Part> members) {
        super(plant, name);
        this.k = k;
        this.members = List.copyOf(members);
        if (k < 1 || k > members.size()) {
            throw new IllegalArgumentException("k must be 1 … " + members.size() + ": " + k);
        }
        for (Part member : this.members) {
            member.addDependent(this);
            membersUp += member.up() ? 1 : 0;
            membersProtected += member.isProtected() ? 1 : 0;
        }
        refresh();
    }

    @Override
    public void onPart(Part part, boolean wasUp, boolean wasProtected) {
        membersUp += (part.up() ? 1 : 0) - (wasUp ? 1 : 0);
        membersProtected += (part.isProtected() ? 1 : 0) - (wasProtected ? 1 : 0);
        refresh();
    }

    private void refresh() {
        // Without a member to spare it stands as long as each of those that work can bear a loss itself.
        boolean bearsALoss = membersUp > k || (membersUp == k && membersProtected == membersUp);
        become(membersUp >= k, bearsALoss);
    }

    @Override
    public void collectDown(List<Unit> down) {
        for (int i = 0; i < members.size(); i++) {
            if (!members.get(i).up()) {
                members.get(i).collectDown(down);
            }
        }
    }
}
