package dev.nines.protocol.replication;

/**
 * The AUTO_INCREMENT key of one table on one server: hands out ids and knows which rows exist, so that a replicated
 * insert of an id that is there already fails with 1062.
 *
 * <p>As in InnoDB the counter goes beyond the largest id ever inserted, a replicated one included.
 */
public final class AutoIncrementTable {
    private final int increment;
    private final int offset;
    private long[] words = new long[16];
    private long forgottenBelow;
    private long largest;

    /**
     * @param increment auto_increment_increment, 1..65535
     * @param offset auto_increment_offset, 1..increment
     */
    public AutoIncrementTable(int increment, int offset) {
        if (increment < 1 || increment > 65535 || offset < 1 || offset > increment) {
            throw new IllegalArgumentException(
                    "auto_increment_offset must be 1..increment, increment 1..65535: " + offset + ", " + increment);
        }
        this.increment = increment;
        this.offset = offset;
    }

    /** Inserts a row for a local client; its id is the smallest of this server beyond the largest in the table. */
    public long insert() {
        long steps = largest < offset ? 0 : (largest - offset) / increment + 1;
        long id = offset + steps * increment;
        put(id);
        return id;
    }

    /** Inserts a row with an id given by another server: APPLIED, or DUPLICATE_KEY and nothing changed. */
    public Applier.Result apply(long id) {
        if (contains(id)) {
            return Applier.Result.DUPLICATE_KEY;
        }
        put(id);
        return Applier.Result.APPLIED;
    }

    /** Whether the row exists; of forgotten ids it says that they do. */
    public boolean contains(long id) {
        if (id < forgottenBelow) {
            return true;
        }
        long word = (id >> 6) - (forgottenBelow >> 6);
        return word < words.length && (words[slot(id)] >>> id & 1) != 0;
    }

    /** All servers agree on the rows below {@code id}; they need no memory any more. */
    public void forgetBelow(long id) {
        long end = Math.min(id, largest + 1);
        for (long word = forgottenBelow >> 6; word < end >> 6; word++) {
            words[(int) (word & (words.length - 1))] = 0;
        }
        forgottenBelow = Math.max(forgottenBelow, end);
    }

    private void put(long id) {
        while ((id >> 6) - (forgottenBelow >> 6) >= words.length) {
            grow();
        }
        words[slot(id)] |= 1L << id;
        largest = Math.max(largest, id);
    }

    private int slot(long id) {
        return (int) ((id >> 6) & (words.length - 1));
    }

    private void grow() {
        long[] larger = new long[words.length * 2];
        long base = forgottenBelow >> 6;
        for (long word = base; word < base + words.length; word++) {
            larger[(int) (word & (larger.length - 1))] = words[(int) (word & (words.length - 1))];
        }
        words = larger;
    }
}
