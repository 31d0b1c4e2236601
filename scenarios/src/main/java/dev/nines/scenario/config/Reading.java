package dev.nines.scenario.config;

import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Nearest;
import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.problem.Problems;
import dev.nines.scenario.yaml.Place;
import dev.nines.scenario.yaml.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What comes up while one file is read: all that is wrong, and what is not modelled. */
final class Reading {
    private static final int PROBLEMS_MAX = 200;

    final Source source;
    final Keywords keywords;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    Reading(Source source, Keywords keywords) {
        this.source = source;
        this.keywords = keywords;
    }

    /** @param column from 0, in UTF-16 units of the line */
    Place place(int line, int column, int end) {
        String text = source.lines().get(line - 1);
        int from = Math.min(column, text.length());
        int to = Math.max(from, Math.min(end, text.length()));
        int length = Math.max(1, text.codePointCount(from, to));
        return new Place(line, text.codePointCount(0, from) + 1, length, Optional.of(source));
    }

    void error(Code code, Place place, String message, String label, String help) {
        if (problems.size() < PROBLEMS_MAX) {
            problems.add(source.problem(code, place, message, label, help));
        }
    }

    void value(Word word, String message, String label) {
        error(Code.CONFIG_VALUE, word.place(), message, label, "");
    }

    /** A word that the product does not know. */
    void unknown(Word word, String message, List<String> known) {
        String help = Nearest.of(word.text(), known)
                .map(w -> "did you mean `" + w + "`?")
                .orElse("");
        error(Code.CONFIG_WORD, word.place(), message, keywords.product() + " does not know it", help);
    }

    void finding(Finding.Kind kind, Word word, String what) {
        findings.add(new Finding(kind, word.place(), what));
    }

    /** A word that the product knows and Nines does not model. */
    void notModelled(Word word, String what) {
        finding(Finding.Kind.MAY_AFFECT_FAILOVER, word, "`" + what + "`");
    }

    /** True when it is one of the product's words at this place; an error otherwise. */
    boolean known(String section, Word word, String prefix) {
        Keywords.Section words = keywords.section(section);
        if (words.harmless(word.text())) {
            finding(Finding.Kind.HARMLESS, word, "`" + prefix + word.text() + "`");
        } else if (words.knows(word.text())) {
            notModelled(word, prefix + word.text());
        } else {
            unknown(word, "unknown " + words.noun() + " `" + shorten(word.text()) + "`", words.all());
            return false;
        }
        return true;
    }

    static String shorten(String text) {
        return text.codePointCount(0, text.length()) <= 40
                ? text
                : text.substring(0, text.offsetByCodePoints(0, 39)) + "…";
    }

    boolean hasErrors() {
        return !problems.isEmpty();
    }

    /** @throws Problems when anything was wrong */
    List<Finding> findings() {
        if (!problems.isEmpty()) {
            throw new Problems(problems);
        }
        return List.copyOf(findings);
    }
}
