package dev.nines.scenario.trial;

import dev.nines.result.PairIgnorance.BreakEven;
import dev.nines.scenario.design.Uncertain;
import dev.nines.scenario.language.Span;
import dev.nines.scenario.language.Unknown;
import dev.nines.stats.Controlled;
import dev.nines.stats.Strata;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * At which value of one unknown, all others in their middle, two designs are equally good. The same trials stand behind
 * all values, so that the difference changes by the value alone.
 */
final class BreakEvens {
    /** Differences smaller than this share of the larger value do not matter, as in comparisons. */
    static final double MARGIN = 0.01;

    private static final double CLOSE = 0.005;
    private static final int TRIALS_MIN = 10;
    private static final int TRIALS_MOST = 200;
    private static final int EVALUATIONS_MOST = 6;
    /** Two ends and, where they differ, a few values between. */
    private static final int EVALUATIONS_USUAL = 5;

    private final List<Uncertain> designs;
    private final List<String> names;
    private final Elsewhere elsewhere;
    private final List<double[][]> nominal;
    private final int trialsPerPoint;

    /** @param budget trials for one pair of designs */
    BreakEvens(List<Uncertain> designs, List<String> names, Elsewhere elsewhere, List<double[][]> nominal, int budget) {
        this.designs = designs;
        this.names = names;
        this.elsewhere = elsewhere;
        this.nominal = nominal;
        int pairs = Math.max(1, designs.size() - 1);
        int share = budget / (EVALUATIONS_USUAL * Math.max(1, names.size()) * pairs);
        trialsPerPoint = Math.max(TRIALS_MIN, Math.min(TRIALS_MOST, share));
    }

    int trialsPerPoint() {
        return trialsPerPoint;
    }

    /** For the progress: no more than that. */
    long trialsMost(int against) {
        long most = 0;
        for (int d = 0; d < designs.size(); d++) {
            int other = d;
            long unknowns = names.stream()
                    .filter(n -> NotKnown.named(n, designs.get(against), designs.get(other))
                            .isPresent())
                    .count();
            most += d == against ? 0 : unknowns * (2 + EVALUATIONS_MOST) * trialsPerPoint;
        }
        return most;
    }

    /** @return a row per unknown, or two where it flips on either side of its middle; empty when cancelled */
    Optional<List<BreakEven>> between(int a, int b, Runnable oneDone) {
        List<BreakEven> rows = new ArrayList<>();
        for (String name : names) {
            Optional<Unknown> unknown = NotKnown.named(name, designs.get(a), designs.get(b));
            if (unknown.isPresent()) {
                Optional<List<BreakEven>> found = new Search(a, b, unknown.get(), oneDone).run();
                if (found.isEmpty()) {
                    return found;
                }
                rows.addAll(found.get());
            }
        }
        return Optional.of(rows);
    }

    /** Of two values of which lower is better; two that are infinite are the same. */
    static double difference(double a, double b) {
        return a == b ? 0 : a - b;
    }

    /** −1: the first is better. */
    static int sign(double difference, double larger) {
        return Math.abs(difference) <= MARGIN * Math.abs(larger) && Double.isFinite(larger)
                ? 0
                : (int) Math.signum(difference);
    }

    /** @param margin half the 95 % interval of the difference */
    private record Point(double size, double difference, double larger, double margin) {
        int sign() {
            return BreakEvens.sign(difference, larger);
        }
    }

    private final class Search {
        private final int a;
        private final int b;
        private final Unknown unknown;
        private final Runnable oneDone;
        private final Strata strata;
        /** All that was asked, by size. */
        private final NavigableMap<Double, Point> asked = new TreeMap<>();

        Search(int a, int b, Unknown unknown, Runnable oneDone) {
            this.a = a;
            this.b = b;
            this.unknown = unknown;
            this.oneDone = oneDone;
            strata = new Strata(NotKnown.costs(List.of(nominal.get(a), nominal.get(b))), trialsPerPoint);
        }

        Optional<List<BreakEven>> run() {
            Optional<Point> low = at(0);
            Optional<Point> high = low.isEmpty() ? low : at(1);
            if (high.isEmpty()) {
                return Optional.empty();
            }
            double meanA = Elsewhere.mean(nominal.get(a)[0]);
            double meanB = Elsewhere.mean(nominal.get(b)[0]);
            Span span = unknown.span();
            Controlled knownA = Controlled.unchanged(meanA, 0);
            Controlled knownB = Controlled.unchanged(meanB, 0);
            Point middle = new Point(
                    span.sizeAt(0.5), difference(meanA, meanB), Math.max(meanA, meanB), margin(knownA, knownB));
            asked.put(middle.size, middle);
            List<BreakEven> rows = new ArrayList<>();
            boolean whole = middle.sign() == 0;
            List<Point> points = whole ? List.of(low.get(), high.get()) : List.of(low.get(), middle, high.get());
            for (int i = 1; i < points.size(); i++) {
                if (points.get(i - 1).sign() * points.get(i).sign() < 0) {
                    Optional<BreakEven> row = narrow(points.get(i - 1), points.get(i));
                    if (row.isEmpty()) {
                        return Optional.empty();
                    }
                    rows.add(row.get());
                }
            }
            if (rows.isEmpty()) {
                String better = name(middle.sign());
                rows.add(new BreakEven(unknown.name(), unknown.written(), "", "", "", better, better));
            }
            return Optional.of(rows);
        }

        /** False position with the Illinois rule: exact at once where the difference is linear in the value. */
        private Optional<BreakEven> narrow(Point from, Point to) {
            Point low = from;
            Point high = to;
            double lowWeight = 1;
            double highWeight = 1;
            int last = 0;
            double size = between(low, high, 1, 1);
            for (int i = 0; i < EVALUATIONS_MOST && high.size - low.size > CLOSE * high.size; i++) {
                Optional<Point> next = at(unknown.span().positionOf(size));
                if (next.isEmpty()) {
                    return Optional.empty();
                }
                Point point = new Point(size, next.get().difference, next.get().larger, next.get().margin);
                if (Math.abs(point.difference) <= CLOSE * point.larger) {
                    break;
                }
                boolean belongsLow = Math.signum(point.difference) == Math.signum(low.difference);
                if (belongsLow) {
                    low = point;
                    lowWeight = 1;
                    highWeight = last > 0 ? highWeight / 2 : highWeight;
                } else {
                    high = point;
                    highWeight = 1;
                    lowWeight = last < 0 ? lowWeight / 2 : lowWeight;
                }
                last = belongsLow ? 1 : -1;
                size = between(low, high, lowWeight, highWeight);
            }
            String below = "";
            String above = "";
            double margin = nearest(size).margin;
            if (Double.isFinite(margin)) {
                below = shown(beyond(size, margin, asked.headMap(size, false).descendingMap()));
                above = shown(beyond(size, margin, asked.tailMap(size, false)));
            }
            return Optional.of(new BreakEven(
                    unknown.name(), unknown.written(), shown(size), below, above, name(from.sign()), name(to.sign())));
        }

        private String shown(double size) {
            return unknown.span().at(unknown.span().positionOf(size), Span.SHOWN);
        }

        private Point nearest(double size) {
            Point nearest = asked.firstEntry().getValue();
            for (Point point : asked.values()) {
                nearest = Math.abs(point.size - size) < Math.abs(nearest.size - size) ? point : nearest;
            }
            return nearest;
        }

        /**
         * Where the difference leaves its margin, on straight lines between what was asked; the last of these when it does
         * not. All values were tried by the same trials, so that sampling moves the whole curve up or down.
         */
        private double beyond(double size, double margin, NavigableMap<Double, Point> outwards) {
            double from = size;
            double difference = 0;
            for (Point point : outwards.values()) {
                double next = Math.abs(point.difference);
                if (next > margin) {
                    double share = Double.isInfinite(next) ? 0 : (margin - difference) / (next - difference);
                    return from + share * (point.size - from);
                }
                from = point.size;
                difference = next;
            }
            return from;
        }

        private double margin(Controlled first, Controlled second) {
            return Controlled.marginOfDifference(first, nominal.get(a)[0], second, nominal.get(b)[0]);
        }

        private double between(Point low, Point high, double lowWeight, double highWeight) {
            double x = low.difference * lowWeight;
            double y = high.difference * highWeight;
            return Double.isFinite(x) && Double.isFinite(y)
                    ? low.size + (high.size - low.size) * x / (x - y)
                    : (low.size + high.size) / 2;
        }

        private Optional<Point> at(double position) {
            List<Double> offsets = Collections.nCopies(strata.count(), 0.5);
            Elsewhere.Question question =
                    new Elsewhere.Question(NotKnown.only(unknown.name(), position), List.of(a, b), strata, offsets);
            List<Elsewhere.Answer> answers = elsewhere.ask(List.of(question), oneDone);
            return answers.stream().findFirst().map(answer -> {
                Controlled first = answer.mean(0, 0);
                Controlled second = answer.mean(1, 0);
                Point point = new Point(
                        unknown.span().sizeAt(position),
                        difference(first.value(), second.value()),
                        Math.max(first.value(), second.value()),
                        margin(first, second));
                asked.put(point.size, point);
                return point;
            });
        }

        private String name(int sign) {
            return sign == 0 ? "" : designs.get(sign < 0 ? a : b).middle().name();
        }
    }
}
