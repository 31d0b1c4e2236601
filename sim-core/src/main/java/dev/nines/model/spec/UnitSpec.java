package dev.nines.model.spec;

import dev.nines.kernel.Law;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that works, fails and is repaired, by laws.
 *
 * @param fails working time until the next failure
 * @param repair from its beginning
 * @param crew who repairs it; empty: somebody is always free
 * @param count so many equal, independent ones under one name
 * @param testEveryNanos a failure is found by the next test; 0: at once
 * @param needs parts without which it is down
 */
public record UnitSpec(
        String name, Law fails, Law repair, String crew, int count, long testEveryNanos, List<String> needs)
        implements BlockSpec {

    public UnitSpec {
        needs = List.copyOf(needs);
    }

    @Override
    public List<String> standsOn() {
        List<String> names = new ArrayList<>(needs);
        if (!crew.isEmpty()) {
            names.add(crew);
        }
        return names;
    }
}
