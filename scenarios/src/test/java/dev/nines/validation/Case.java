package dev.nines.validation;

import java.util.List;
import java.util.stream.Stream;

/**
 * One question with a known answer, asked of the simulator by {@code examples/validation/NAME/scenario.yaml}.
 *
 * @param number also the seed of its run: never chosen
 * @param name of its folder
 * @param group of the issue that it belongs to
 * @param title one line
 * @param measure SERVICE.PATH, the path as an objective spells it
 * @param exact the answer, in {@code unit}
 * @param unit {@code share}, {@code s}, {@code count} or {@code 1/y}
 * @param derivation where the answer comes from
 */
record Case(
        int number,
        String name,
        String group,
        String title,
        String measure,
        double exact,
        String unit,
        String derivation) {

    static final String SHARE = "share";
    static final String SECONDS = "s";
    static final String COUNT = "count";
    static final String PER_YEAR = "1/y";
    static final double HOUR = 3600;
    static final double YEAR = 8760;

    /** All, in the order of their numbers. */
    static List<Case> all() {
        return Stream.of(
                        UnitCases.all(),
                        RedundancyCases.all(),
                        StandbyCases.all(),
                        CommonCauseCases.all(),
                        FirstOutageCases.all(),
                        LatentCases.all(),
                        DomainCases.all(),
                        YearCases.all(),
                        QueueCases.all(),
                        MachineCases.all())
                .flatMap(List::stream)
                .toList();
    }

    /** The service that is measured. */
    String service() {
        return measure.substring(0, measure.indexOf('.'));
    }

    String path() {
        return measure.substring(measure.indexOf('.') + 1);
    }
}
