package dev.nines.model.spec;

import java.util.List;

/**
 * People who repair; who comes first is served first.
 *
 * @param size how many units they can repair at a time
 */
public record RepairCrewSpec(String name, int size) implements BlockSpec {
    @Override
    public List<String> standsOn() {
        return List.of();
    }
}
