package dev.nines.kernel;

import java.util.Arrays;

/**
 * Events of any delay, exactly ordered by (time, order). The few that come first are sorted ({@link NearEvents}); the
 * others lie unsorted in buckets. A bucket is named by the highest digit in which its times differ from a reference
 * time, and by that digit: a radix heap (Ahuja, Mehlhorn, Orlin, Tarjan 1990), which fits every scale from nanoseconds
 * to centuries. When the sorted ones are used up the first bucket is sorted, or, if it is large, dealt into buckets of
 * lower digits, as many as it has events, since the lower digits are free to be cut anew then. Removing an event takes
 * constant time, because each knows its position and the last of its bucket takes its place.
 */
final class Buckets {
    /** A bucket of no more events is sorted at once. */
    private static final int SORTED_AT_ONCE = NearEvents.COUNTED;

    private static final int LEVELS = 8;
    private static final int FIRST_BITS = 8;
    /** At most so many bits in a digit, so that LEVELS − 1 levels below any cut are enough. */
    private static final int MOST_BITS = 12;

    private static final int BLOCK_BITS = 3;
    private static final int BLOCK = 1 << BLOCK_BITS;
    private static final int INITIAL_BLOCKS = 16;
    private static final int NONE = -1;
    private static final int BASE_SHIFT = 32;
    private static final int MASK_SHIFT = 8;
    private static final int MASK = (1 << (BASE_SHIFT - MASK_SHIFT)) - 1;

    private final Slots slots;
    private final NearEvents near;

    /** All events in buckets are at or after this time, and not after the time of the next event. */
    private long reference;

    private int inBuckets;
    /** The digit of a level begins at this bit; its buckets begin at this number. Higher levels come first. */
    private final int[] shift = new int[LEVELS + 1];

    private final int[] base = new int[LEVELS];
    /** The level of each bit of a time. */
    private final byte[] levelOf = new byte[Long.SIZE];
    /** All that names a bucket, for each bit: base of the level, mask and shift of its digit. */
    private final long[] digitOf = new long[Long.SIZE];

    /** The position of each bucket's last event, or −1. */
    private int[] last = new int[LEVELS << FIRST_BITS];
    /** A bit for each bucket that is not empty, and one for each such level. */
    private long[] filled = new long[(LEVELS << FIRST_BITS) >>> 6];

    private int filledLevels;

    private int[] members = new int[INITIAL_BLOCKS * BLOCK];
    private int[] blockBefore = new int[INITIAL_BLOCKS];
    private int freeBlock = NONE;
    private int blocks;

    Buckets(Slots slots, NearEvents near) {
        this.slots = slots;
        this.near = near;
        for (int level = 0; level <= LEVELS; level++) {
            shift[level] = level * FIRST_BITS;
        }
        Arrays.fill(last, NONE);
        layOut(LEVELS - 1);
    }

    /** Places the buckets of this level and those below, which are empty, behind the ones above. */
    private void layOut(int highest) {
        for (int level = highest; level >= 0; level--) {
            int above = level + 1;
            base[level] = above == LEVELS ? 0 : base[above] + size(above);
            long mask = (1L << (shift[above] - shift[level])) - 1;
            long digit = ((long) base[level] << BASE_SHIFT) | (mask << MASK_SHIFT) | shift[level];
            for (int bit = shift[level]; bit < shift[above]; bit++) {
                levelOf[bit] = (byte) level;
                digitOf[bit] = digit;
            }
        }
        int buckets = base[0] + size(0);
        if (buckets > last.length) {
            int known = last.length;
            last = Arrays.copyOf(last, 2 * buckets);
            Arrays.fill(last, known, last.length, NONE);
            filled = Arrays.copyOf(filled, (2 * buckets) >>> 6);
        }
    }

    /** How many buckets a level has, in whole words of bits. */
    private int size(int level) {
        return Math.max(Long.SIZE, 1 << (shift[level + 1] - shift[level]));
    }

    boolean areEmpty() {
        return inBuckets == 0;
    }

    /** Adds a slot whose time and order are set. */
    void put(int slot, long time, long order, long now) {
        if (inBuckets > 0) {
            if (time >= reference && (near.isEmpty() || !near.covers(time, order))) {
                append(slot, time);
                return;
            }
        } else if (!near.areFew() && !near.covers(time, order)) {
            reference = now;
            append(slot, time);
            return;
        }
        if (near.isFull()) {
            spill(now);
        }
        if (near.isEmpty() || inBuckets == 0 || near.covers(time, order) || time < reference) {
            near.insert(slot, time, order);
        } else {
            append(slot, time);
        }
    }

    /** The later half of the sorted events goes back into buckets. */
    private void spill(long now) {
        near.compact();
        if (!near.isFull()) {
            return;
        }
        int later = near.size() - near.size() / 2;
        if (inBuckets == 0) {
            reference = now;
        } else if (near.timeAt(later - 1) < reference) {
            rebuild(now);
        }
        for (int i = 0; i < later; i++) {
            append(near.slotAt(i), near.timeAt(i));
        }
        near.forgetLast(later);
    }

    /** Somebody looked far ahead, and then many events came nearer than what was seen: the reference goes back. */
    private void rebuild(long now) {
        int moved = 0;
        int[] all = new int[inBuckets];
        while (inBuckets > 0) {
            int level = Integer.numberOfTrailingZeros(filledLevels);
            int bucket = firstBucket(level);
            while (last[bucket] != NONE) {
                all[moved++] = members[last[bucket]];
                removeLast(bucket, level);
            }
        }
        reference = now;
        for (int slot : all) {
            append(slot, slots.time(slot));
        }
    }

    void remove(int slot) {
        long time = slots.time(slot);
        if (!near.isEmpty() && near.covers(time, slots.order(slot))) {
            near.remove(time, slots.order(slot));
            return;
        }
        int position = slots.position(slot);
        int level = levelOf[bitOf(time)];
        int bucket = bucketOf(time, level);
        int from = last[bucket];
        if (position != from) {
            int moved = members[from];
            members[position] = moved;
            slots.setInBuckets(moved, position);
        }
        removeLast(bucket, level);
    }

    /**
     * The time of the first event, or {@link Long#MAX_VALUE} when there is none up to the bound: buckets that begin
     * later stay closed, so that what comes before them finds its place.
     */
    long headTime(long bound) {
        while (near.noneLeft()) {
            if (inBuckets == 0 || !open(bound)) {
                return Long.MAX_VALUE;
            }
        }
        return near.endTime();
    }

    private boolean open(long bound) {
        int level = Integer.numberOfTrailingZeros(filledLevels);
        int bucket = firstBucket(level);
        int low = shift[level];
        int high = shift[level + 1];
        long above = high == Long.SIZE ? 0 : (reference >>> high) << high;
        long start = above | ((long) (bucket - base[level]) << low);
        if (start > bound) {
            return false;
        }
        reference = start;
        int size = sizeOf(bucket);
        int end = last[bucket];
        last[bucket] = NONE;
        empty(bucket, level);
        inBuckets -= size;
        if (low == 0 || size <= SORTED_AT_ONCE) {
            sort(end, size);
        } else {
            deal(end, size, level);
        }
        return true;
    }

    /** Moves a bucket, whose last event was at this position, to the sorted events. */
    private void sort(int end, int size) {
        near.begin(size);
        int index = 0;
        int position = end;
        while (position != NONE) {
            int block = position >> BLOCK_BITS;
            for (int p = position; p >= block << BLOCK_BITS; p--) { // those of one time are in order then
                near.fill(index++, members[p]);
            }
            position = lastOf(freed(block));
        }
        near.sort(size);
    }

    /** Moves a bucket, whose last event was at this position, to buckets of lower levels. */
    private void deal(int end, int size, int level) {
        cut(level, size);
        int position = end;
        while (position != NONE) {
            int slot = members[position];
            position = takenBefore(position); // frees blocks for those that come
            append(slot, slots.time(slot));
        }
    }

    private int sizeOf(int bucket) {
        int size = (last[bucket] & (BLOCK - 1)) + 1;
        for (int block = blockBefore[last[bucket] >> BLOCK_BITS]; block != NONE; block = blockBefore[block]) {
            size += BLOCK;
        }
        return size;
    }

    /** The position before that of a bucket's last event, which has left; its block is freed with the first. */
    private int takenBefore(int position) {
        return (position & (BLOCK - 1)) == 0 ? lastOf(freed(position >> BLOCK_BITS)) : position - 1;
    }

    private static int lastOf(int block) {
        return block == NONE ? NONE : (block << BLOCK_BITS) + BLOCK - 1;
    }

    private int freed(int block) {
        int before = blockBefore[block];
        blockBefore[block] = freeBlock;
        freeBlock = block;
        return before;
    }

    /** Cuts the digits below a level anew: more buckets on the next level than there are events for them yet. */
    private void cut(int level, int events) {
        int bits = Math.min(MOST_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(events));
        int below = Math.min(MOST_BITS * (level - 1), Math.max(0, shift[level] - bits));
        for (int l = 1; l < level; l++) {
            shift[l] = below * l / (level - 1);
        }
        layOut(level - 1);
    }

    private int firstBucket(int level) {
        int word = bucketOf(reference, level) >>> 6;
        while (filled[word] == 0) {
            word++;
        }
        return (word << 6) + Long.numberOfTrailingZeros(filled[word]);
    }

    /** The highest bit in which a time differs from the reference. */
    private int bitOf(long time) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros((time ^ reference) | 1);
    }

    private int bucketOf(long time, int level) {
        return bucketOf(time, digitOf[shift[level]]);
    }

    private static int bucketOf(long time, long digit) {
        // a shift takes the lowest six bits of its distance
        return (int) (digit >>> BASE_SHIFT) + ((int) (time >>> digit) & (int) (digit >>> MASK_SHIFT) & MASK);
    }

    private void append(int slot, long time) {
        int bit = bitOf(time);
        int bucket = bucketOf(time, digitOf[bit]);
        int before = last[bucket];
        int position = before + 1;
        if ((position & (BLOCK - 1)) == 0) {
            position = newBlock(before);
            if (before == NONE) {
                filled[bucket >>> 6] |= 1L << bucket;
                filledLevels |= 1 << levelOf[bit];
            }
        }
        last[bucket] = position;
        inBuckets++;
        members[position] = slot;
        slots.setInBuckets(slot, position);
    }

    /** The first position of a block behind another position or −1. */
    private int newBlock(int before) {
        int block = freeBlock;
        if (block == NONE) {
            if (blocks == blockBefore.length) {
                blockBefore = Arrays.copyOf(blockBefore, blocks * 2);
                members = Arrays.copyOf(members, members.length * 2);
            }
            block = blocks++;
        } else {
            freeBlock = blockBefore[block];
        }
        blockBefore[block] = before >> BLOCK_BITS; // −1 stays −1
        return block << BLOCK_BITS;
    }

    private void removeLast(int bucket, int level) {
        inBuckets--;
        last[bucket] = takenBefore(last[bucket]);
        if (last[bucket] == NONE) {
            empty(bucket, level);
        }
    }

    private void empty(int bucket, int level) {
        int word = bucket >>> 6;
        filled[word] &= ~(1L << bucket);
        if (filled[word] == 0 && noneIn(level)) {
            filledLevels &= ~(1 << level);
        }
    }

    private boolean noneIn(int level) {
        int end = (base[level] + size(level)) >>> 6;
        for (int word = bucketOf(reference, level) >>> 6; word < end; word++) {
            if (filled[word] != 0) {
                return false;
            }
        }
        return true;
    }
}
