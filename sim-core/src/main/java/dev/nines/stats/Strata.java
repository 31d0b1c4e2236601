package dev.nines.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * Trials in groups by what they cost in the nominal run, so that a few of them, one of each group, stand for all. The
 * groups have equal shares of the total, half of it by number, half by cost: the rare expensive trials are always among
 * the few, with the small weight that they have.
 */
public final class Strata {
    private final List<int[]> groups = new ArrayList<>();
    private final int trials;

    /**
     * @param costs of the trials; not negative, may be infinite
     * @param count of groups that are wanted; fewer when few trials cost most
     */
    public Strata(double[] costs, int count) {
        trials = costs.length;
        double[] sizes = sizes(costs);
        int[] order = Sorting.order(sizes);
        double total = 0;
        for (double size : sizes) {
            total += size;
        }
        List<Integer> group = new ArrayList<>();
        double before = 0;
        int number = 0;
        for (int trial : order) {
            int its = Math.min(count - 1, (int) (count * (before + sizes[trial] / 2) / total));
            if (its > number && !group.isEmpty()) {
                groups.add(group.stream().mapToInt(Integer::intValue).toArray());
                group.clear();
            }
            number = its;
            group.add(trial);
            before += sizes[trial];
        }
        groups.add(group.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Cost and number in equal parts; what is infinite counts as twice the largest that is not. */
    private static double[] sizes(double[] costs) {
        double largest = 1;
        double sum = 0;
        for (double cost : costs) {
            largest = Double.isInfinite(cost) ? largest : Math.max(largest, cost);
        }
        double[] sizes = new double[costs.length];
        for (int i = 0; i < costs.length; i++) {
            sizes[i] = Double.isInfinite(costs[i]) ? 2 * largest : costs[i];
            sum += sizes[i];
        }
        double mean = sum == 0 ? 1 : sum / costs.length;
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] += mean;
        }
        return sizes;
    }

    public int count() {
        return groups.size();
    }

    /** @param position from 0 (its cheapest trial) to 1 (its most expensive one) */
    public int trial(int group, double position) {
        int[] members = groups.get(group);
        return members[(int) Math.min(members.length - 1, Math.floor(position * members.length))];
    }

    /** Its share of all trials. */
    public double weight(int group) {
        return (double) groups.get(group).length / trials;
    }
}
