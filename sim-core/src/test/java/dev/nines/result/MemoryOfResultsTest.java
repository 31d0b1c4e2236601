package dev.nines.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nines.measure.Outage;
import dev.nines.measure.TrialRecord;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a run keeps while its trials go by: engines.md section 5, constant but for the samples. */
class MemoryOfResultsTest {
    private static final int TRIALS = 5_120;

    @Test
    @DisplayName("an outage of a year is kept as eight bytes")
    void eightBytesForAnOutage() {
        long few = bytes(run(TRIALS, 2));
        long many = bytes(run(TRIALS, 12));
        assertThat((double) (many - few) / (10 * TRIALS)).isBetween(7.9, 8.1);
    }

    @Test
    @DisplayName("columns in which all trials are alike, such as the horizon or losses that nobody had, cost nothing")
    void equalColumnsCostNothing() {
        assertThat(bytes(run(TRIALS, 0))).isLessThan(bytes(run(10, 0)) + 64);
    }

    @Test
    @DisplayName("a column gives back what was put in, equal values first")
    void columnKeepsItsValues() {
        DoubleColumn column = new DoubleColumn();
        double[] values = new double[3000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i < 1700 ? 4.5 : i;
            column.add(values[i]);
            assertThat(column.get(i)).isEqualTo(values[i]);
        }
        assertThat(column.size()).isEqualTo(3000);
        assertThat(column.toArray()).containsExactly(values);
        assertThat(column.max()).isEqualTo(2999);
    }

    @Test
    @DisplayName("minus zero is not zero")
    void minusZeroIsKept() {
        DoubleColumn column = new DoubleColumn();
        column.add(0.0);
        column.add(-0.0);
        assertThat(column.toArray()).containsExactly(0.0, -0.0);
    }

    private static RunResultBuilder run(int trials, int outages) {
        RunResultBuilder builder = new RunResultBuilder(Samples.design("d"), "0.1.0", 1, trials);
        for (int trial = 0; trial < trials; trial++) {
            List<Outage> list = new java.util.ArrayList<>();
            for (int i = 0; i < outages; i++) {
                long length = (trial % 7 + i + 1) * Samples.SECOND;
                list.add(Samples.outage(i * 3600 * Samples.SECOND, length, 1, Outage.End.CLOSED, "crash lb1"));
            }
            TrialRecord.YearRecord year =
                    new TrialRecord.YearRecord(Samples.YEAR, List.of(Samples.service(list, 0)), List.of());
            builder.add(new TrialRecord(trial, List.of(), year, 10));
        }
        return builder;
    }

    /** Bytes of the arrays of numbers that an object of ours leads to. */
    private static long bytes(Object root) {
        return bytes(root, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static long bytes(Object object, Set<Object> seen) {
        if (object == null || object instanceof Enum || !seen.add(object)) {
            return 0;
        }
        if (object.getClass().isArray()) {
            return array(object, seen);
        }
        long sum = 0;
        if (object instanceof Map<?, ?> map) {
            object = map.values();
        }
        if (object instanceof Collection<?> collection) {
            for (Object element : collection) {
                sum += bytes(element, seen);
            }
        } else if (object.getClass().getName().startsWith("dev.nines.result")) {
            for (Field field : object.getClass().getDeclaredFields()) {
                sum += Modifier.isStatic(field.getModifiers()) ? 0 : bytes(value(field, object), seen);
            }
        }
        return sum;
    }

    private static long array(Object array, Set<Object> seen) {
        int length = Array.getLength(array);
        Class<?> element = array.getClass().getComponentType();
        if (element == long.class || element == double.class) {
            return 8L * length;
        }
        if (element == int.class) {
            return 4L * length;
        }
        long sum = 0;
        for (int i = 0; i < length && !element.isPrimitive(); i++) {
            sum += bytes(Array.get(array, i), seen);
        }
        return sum;
    }

    private static Object value(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
