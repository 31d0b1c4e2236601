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
    private static final int SORTED_AT_ONCE = 32;
    /** With no more events than these there are no buckets at all. */
    private static final int FEW = 8;

    private static final int LEVELS = 8;
    private static final int FIRST_BITS = 8;
    /** At most so many bits in a digit, so that LEVELS − 1 levels below any cut are enough. */
    private static final int MOST_BITS = 12;

    private static final int BLOCK_BITS = 3;
    private static final int BLOCK = 1 << BLOCK_BITS;
    private static final int INITIAL_BLOCKS = 16;
    private static final int NONE = -1;

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

    private int[] count = new int[LEVELS << FIRST_BITS];
    private int[] lastBlock = new int[LEVELS << FIRST_BITS];
    /** A bit for each bucket that is not empty, and one for each such level. */
    private long[] filled = new long[LEVELS << FIRST_BITS >>> 6];

    private int filledLevels;

    private long[] times = new long[INITIAL_BLOCKS * BLOCK];
    private int[] members = new int[INITIAL_BLOCKS * BLOCK];
    private int[] blockBefore = new int[INITIAL_BLOCKS];
    private int freeBlock = NONE;
    private int blocks;

    Buckets(Slots slots) {
        this.slots = slots;
        near = new NearEvents(slots);
        for (int level = 0; level <= LEVELS; level++) {
            shift[level] = level * FIRST_BITS;
        }
        layOut(LEVELS - 1);
    }

    /** Places the buckets of this level and those below, which are empty, behind the ones above. */
    private void layOut(int highest) {
        for (int level = highest; level >= 0; level--) {
            int above = level + 1;
            base[level] = above == LEVELS ? 0 : base[above] + size(above);
            for (int bit = shift[level]; bit < shift[above]; bit++) {
                levelOf[bit] = (byte) level;
            }
        }
        int buckets = base[0] + size(0);
        if (buckets > count.length) {
            count = Arrays.copyOf(count, 2 * buckets);
            lastBlock = Arrays.copyOf(lastBlock, 2 * buckets);
            filled = Arrays.copyOf(filled, (2 * buckets) >>> 6);
        }
    }

    /** How many buckets a level has, in whole words of bits. */
    private int size(int level) {
        return Math.max(Long.SIZE, 1 << (shift[level + 1] - shift[level]));
    }

    /** Adds a slot whose time and order are set if there are no buckets and only a few events. */
    boolean addToFew(int slot, long time, long order) {
        if (inBuckets > 0 || near.size() >= FEW) {
            return false;
        }
        near.insert(slot, time, order);
        return true;
    }

    /** Adds a slot whose time and order are set. */
    void put(int slot, long time, long order, long now) {
        if (inBuckets > 0) {
            if (time >= reference && (near.isEmpty() || !near.covers(time, order))) {
                append(slot, time);
                return;
            }
        } else if (near.size() >= FEW && !near.covers(time, order)) {
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
        int keep = near.size() / 2;
        if (inBuckets == 0) {
            reference = now;
        } else if (near.timeAt(keep) < reference) {
            rebuild(now);
        }
        for (int i = near.size() - 1; i >= keep; i--) {
            append(near.slotAt(i), near.timeAt(i));
        }
        near.truncate(keep);
    }

    /** Somebody looked far ahead, and then many events came nearer than what was seen: the reference goes back. */
    private void rebuild(long now) {
        int moved = 0;
        int[] all = new int[inBuckets];
        while (inBuckets > 0) {
            int level = Integer.numberOfTrailingZeros(filledLevels);
            int bucket = firstBucket(level);
            while (count[bucket] > 0) {
                all[moved++] = members[lastPosition(bucket)];
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
        int level = levelOf(time);
        int bucket = bucketOf(time, level);
        int last = lastPosition(bucket);
        if (position != last) {
            int moved = members[last];
            times[position] = times[last];
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
        while (near.isEmpty()) {
            if (inBuckets == 0 || !open(bound)) {
                return Long.MAX_VALUE;
            }
        }
        return near.headTime();
    }

    long headOrder() {
        return near.headOrder();
    }

    int head() {
        return near.slotAt(0);
    }

    /** Takes the first event out, which {@link #headTime} has found. */
    int take() {
        return near.take();
    }

    private boolean open(long bound) {
        int level = Integer.numberOfTrailingZeros(filledLevels);
        int bucket = firstBucket(level);
        int low = shift[level];
        int high = shift[level + 1];
        long above = high == Long.SIZE ? 0 : reference >>> high << high;
        long start = above | (long) (bucket - base[level]) << low;
        if (start > bound) {
            return false;
        }
        reference = start;
        if (level == 0 || count[bucket] <= SORTED_AT_ONCE) {
            sort(bucket, level);
        } else {
            deal(bucket, level);
        }
        return true;
    }

    private void sort(int bucket, int level) {
        int block = lastBlock[bucket];
        int left = taken(bucket, level);
        near.begin(left);
        while (left > 0) {
            int begin = block << BLOCK_BITS;
            int position = begin + ((left - 1) & (BLOCK - 1));
            while (position >= begin) {
                near.fill(--left, members[position], times[position]);
                position--;
            }
            block = freed(block);
        }
        near.sort();
    }

    private void deal(int bucket, int level) {
        int block = lastBlock[bucket];
        int left = taken(bucket, level);
        cut(level, left);
        while (left > 0) {
            int begin = block << BLOCK_BITS;
            int position = begin + ((left - 1) & (BLOCK - 1));
            left -= position - begin + 1;
            while (position >= begin) {
                append(members[position], times[position]);
                position--;
            }
            block = freed(block);
        }
    }

    /** Empties a bucket, whose blocks the caller gives back. */
    private int taken(int bucket, int level) {
        int size = count[bucket];
        count[bucket] = 0;
        inBuckets -= size;
        empty(bucket, level);
        return size;
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

    private int levelOf(long time) {
        return levelOf[Long.SIZE - 1 - Long.numberOfLeadingZeros((time ^ reference) | 1)];
    }

    private int bucketOf(long time, int level) {
        int low = shift[level];
        return base[level] + ((int) (time >>> low) & ((1 << (shift[level + 1] - low)) - 1));
    }

    private void append(int slot, long time) {
        int level = levelOf(time);
        int bucket = bucketOf(time, level);
        int size = count[bucket];
        if ((size & (BLOCK - 1)) == 0) {
            addBlock(bucket);
            if (size == 0) {
                filled[bucket >>> 6] |= 1L << bucket;
                filledLevels |= 1 << level;
            }
        }
        count[bucket] = size + 1;
        inBuckets++;
        int position = (lastBlock[bucket] << BLOCK_BITS) + (size & (BLOCK - 1));
        times[position] = time;
        members[position] = slot;
        slots.setInBuckets(slot, position);
    }

    private void addBlock(int bucket) {
        int block = freeBlock;
        if (block == NONE) {
            if (blocks == blockBefore.length) {
                blockBefore = Arrays.copyOf(blockBefore, blocks * 2);
                times = Arrays.copyOf(times, blocks * 2 * BLOCK);
                members = Arrays.copyOf(members, blocks * 2 * BLOCK);
            }
            block = blocks++;
        } else {
            freeBlock = blockBefore[block];
        }
        blockBefore[block] = lastBlock[bucket];
        lastBlock[bucket] = block;
    }

    private int lastPosition(int bucket) {
        return (lastBlock[bucket] << BLOCK_BITS) + ((count[bucket] - 1) & (BLOCK - 1));
    }

    private void removeLast(int bucket, int level) {
        int size = --count[bucket];
        inBuckets--;
        if ((size & (BLOCK - 1)) == 0) {
            lastBlock[bucket] = freed(lastBlock[bucket]);
            if (size == 0) {
                empty(bucket, level);
            }
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
