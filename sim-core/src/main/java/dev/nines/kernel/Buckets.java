package dev.nines.kernel;

import java.util.Arrays;

/**
 * Events of any delay, exactly ordered by (time, order). The few that come first are sorted ({@link NearEvents}); the
 * others lie unsorted in buckets. A bucket is named by the highest base-256 digit in which its times differ from a
 * reference time, and by that digit: a radix heap (Ahuja, Mehlhorn, Orlin, Tarjan 1990), which fits every scale from
 * nanoseconds to centuries without a width to choose. When the sorted ones are used up the first bucket is sorted, or,
 * if it is large, dealt into buckets of lower digits. Each event moves once per digit at most; removing one takes
 * constant time, because each knows its position and the last of its bucket takes its place.
 */
final class Buckets {
    /** A bucket of no more events is sorted at once. */
    private static final int SORTED_AT_ONCE = 48;
    /** With no more events than these there are no buckets at all. */
    private static final int FEW = 8;

    private static final int DIGIT_BITS = 8;
    private static final int DIGIT_SHIFT = 3;
    private static final int DIGITS = 1 << DIGIT_BITS;
    private static final int LEVELS = Long.SIZE / DIGIT_BITS;
    private static final int WORDS_PER_LEVEL = DIGITS / Long.SIZE;
    private static final int BLOCK_BITS = 3;
    private static final int BLOCK = 1 << BLOCK_BITS;
    private static final int INITIAL_BLOCKS = 16;
    private static final int NONE = -1;

    private final Slots slots;
    private final NearEvents near;

    /** All events in buckets are at or after this time, and not after the time of the next event. */
    private long reference;

    private int inBuckets;
    private final int[] count = new int[LEVELS * DIGITS];
    private final int[] lastBlock = new int[LEVELS * DIGITS];
    /** A bit for each bucket that is not empty, and one for each such level. */
    private final long[] filled = new long[LEVELS * WORDS_PER_LEVEL];

    private int filledLevels;

    private long[] times = new long[INITIAL_BLOCKS * BLOCK];
    private int[] members = new int[INITIAL_BLOCKS * BLOCK];
    private int[] blockBefore = new int[INITIAL_BLOCKS];
    private int freeBlock = NONE;
    private int blocks;

    Buckets(Slots slots) {
        this.slots = slots;
        near = new NearEvents(slots);
        Arrays.fill(lastBlock, NONE);
    }

    /** Adds a slot whose time and order are set. */
    void put(int slot, long time, long order, long now) {
        if (near.isEmpty()) {
            if (inBuckets > 0 && time >= reference) {
                append(slot, time);
                return;
            }
        } else if (!near.covers(time, order)
                && (inBuckets > 0 || near.size() >= FEW)
                && (inBuckets == 0 || time >= reference)) {
            if (inBuckets == 0) {
                reference = now;
            }
            append(slot, time);
            return;
        }
        if (near.isFull()) {
            spill(now);
            put(slot, time, order, now);
            return;
        }
        near.insert(slot, time, order);
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
            int bucket = firstBucket();
            while (count[bucket] > 0) {
                int position = lastPosition(bucket);
                all[moved++] = members[position];
                removeLast(bucket);
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
        int bucket = bucketOf(time);
        int last = lastPosition(bucket);
        if (position != last) {
            int moved = members[last];
            times[position] = times[last];
            members[position] = moved;
            slots.setInBuckets(moved, position);
        }
        removeLast(bucket);
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

    /** Takes the first event out, which {@link #headTime} has found. */
    int take() {
        return near.take();
    }

    private boolean open(long bound) {
        int bucket = firstBucket();
        int shift = (bucket >>> DIGIT_BITS) * DIGIT_BITS;
        long higher = shift + DIGIT_BITS == Long.SIZE ? 0 : reference >>> (shift + DIGIT_BITS) << (shift + DIGIT_BITS);
        long start = higher | (long) (bucket & DIGITS - 1) << shift;
        if (start > bound) {
            return false;
        }
        reference = start;
        if (shift == 0 || count[bucket] <= SORTED_AT_ONCE) {
            sort(bucket);
        } else {
            deal(bucket);
        }
        return true;
    }

    private void sort(int bucket) {
        int size = count[bucket];
        near.begin(size);
        for (int i = size - 1; i >= 0; i--) {
            int position = lastPosition(bucket);
            near.fill(i, members[position], times[position]);
            removeLast(bucket);
        }
        near.sort();
    }

    private void deal(int bucket) {
        int block = lastBlock[bucket];
        int size = count[bucket];
        empty(bucket);
        inBuckets -= size;
        int inBlock = (size - 1 & BLOCK - 1) + 1;
        while (block != NONE) {
            int begin = block << BLOCK_BITS;
            for (int position = begin; position < begin + inBlock; position++) {
                append(members[position], times[position]);
            }
            int before = blockBefore[block];
            blockBefore[block] = freeBlock;
            freeBlock = block;
            block = before;
            inBlock = BLOCK;
        }
    }

    private int firstBucket() {
        int word = Integer.numberOfTrailingZeros(filledLevels) * WORDS_PER_LEVEL;
        while (filled[word] == 0) {
            word++;
        }
        return (word << 6) + Long.numberOfTrailingZeros(filled[word]);
    }

    private int bucketOf(long time) {
        int level = (Long.SIZE - 1 - Long.numberOfLeadingZeros((time ^ reference) | 1)) >>> DIGIT_SHIFT;
        return (level << DIGIT_BITS) + (int) (time >>> (level * DIGIT_BITS) & DIGITS - 1);
    }

    private void append(int slot, long time) {
        int bucket = bucketOf(time);
        int size = count[bucket];
        if ((size & BLOCK - 1) == 0) {
            addBlock(bucket);
            if (size == 0) {
                filled[bucket >>> 6] |= 1L << bucket;
                filledLevels |= 1 << (bucket >>> DIGIT_BITS);
            }
        }
        count[bucket] = size + 1;
        inBuckets++;
        int position = (lastBlock[bucket] << BLOCK_BITS) + (size & BLOCK - 1);
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
        return (lastBlock[bucket] << BLOCK_BITS) + (count[bucket] - 1 & BLOCK - 1);
    }

    private void removeLast(int bucket) {
        int size = --count[bucket];
        inBuckets--;
        if ((size & BLOCK - 1) == 0) {
            int block = lastBlock[bucket];
            int before = blockBefore[block];
            blockBefore[block] = freeBlock;
            freeBlock = block;
            if (size == 0) {
                empty(bucket);
            } else {
                lastBlock[bucket] = before;
            }
        }
    }

    private void empty(int bucket) {
        count[bucket] = 0;
        lastBlock[bucket] = NONE;
        int word = bucket >>> 6;
        filled[word] &= ~(1L << bucket);
        if (filled[word] == 0) {
            int level = bucket >>> DIGIT_BITS;
            int first = level * WORDS_PER_LEVEL;
            if ((filled[first] | filled[first + 1] | filled[first + 2] | filled[first + 3]) == 0) {
                filledLevels &= ~(1 << level);
            }
        }
    }
}
