package dev.nines.scenario.config;

import java.util.List;

/**
 * A line of a {@code keepalived.conf}, with the block behind it.
 *
 * @param words at least one
 * @param block true when braces follow, even empty ones
 */
record Directive(List<Word> words, boolean block, List<Directive> body) {
    Word first() {
        return words.get(0);
    }
}
