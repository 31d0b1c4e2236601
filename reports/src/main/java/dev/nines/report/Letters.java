package dev.nines.report;

import dev.nines.result.RunResult;
import java.util.List;

/** The designs of a comparison are A, B, C … in the order of the command. */
final class Letters {
    private final List<String> names;

    Letters(List<RunResult> designs) {
        names = designs.stream().map(RunResult::scenario).toList();
    }

    /** {@code B}. */
    String letter(String design) {
        int index = names.indexOf(design);
        if (index < 0) {
            return design;
        }
        return index < 26 ? String.valueOf((char) ('A' + index)) : "#" + (index + 1);
    }

    /** {@code B web-active-standby}. */
    String full(String design) {
        return letter(design) + " " + design;
    }
}
