package dev.nines.network;

import java.util.Arrays;

/**
 * Hands out small integers, always the lowest free one: a state that repeats then repeats its numbers too, whatever
 * happened before.
 */
final class IndexPool {
    private long[] used = new long[4];
    private int hint;
    private int limit;
    private int count;

    int take() {
        int word = hint;
        while (word < used.length && used[word] == -1L) {
            word++;
        }
        if (word == used.length) {
            used = Arrays.copyOf(used, word * 2);
        }
        hint = word;
        int bit = Long.numberOfTrailingZeros(~used[word]);
        used[word] |= 1L << bit;
        int index = (word << 6) + bit;
        limit = Math.max(limit, index + 1);
        count++;
        return index;
    }

    void give(int index) {
        int word = index >>> 6;
        used[word] &= ~(1L << index);
        hint = Math.min(hint, word);
        count--;
    }

    boolean taken(int index) {
        return (used[index >>> 6] & (1L << index)) != 0;
    }

    /** One more than the highest number ever handed out. */
    int limit() {
        return limit;
    }

    /** How many are taken. */
    int count() {
        return count;
    }
}
