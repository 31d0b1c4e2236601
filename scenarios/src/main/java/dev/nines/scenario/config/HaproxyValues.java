package dev.nines.scenario.config;

import dev.nines.scenario.problem.Code;
import java.util.List;
import java.util.Optional;

/** Arguments of a line with HAProxy's checks; what is wrong is reported and empty. */
final class HaproxyValues {
    private final Reading reading;

    HaproxyValues(Reading reading) {
        this.reading = reading;
    }

    /** The argument at that position. */
    Optional<Word> word(List<Word> words, int index) {
        if (index >= words.size()) {
            Word before = words.get(words.size() - 1);
            reading.value(before, "`" + Reading.shorten(before.text()) + "` needs an argument", "the line ends here");
            return Optional.empty();
        }
        Word word = words.get(index);
        if (word.environment()) {
            reading.error(
                    Code.CONFIG_VALUE,
                    word.place(),
                    "an environment variable decides this",
                    "",
                    "its value is not in the file: write it out, or write the key beside `config`");
            return Optional.empty();
        }
        return Optional.of(word);
    }

    Optional<Given> whole(List<Word> words, int index, int min, int max) {
        Optional<Word> word = word(words, index);
        if (word.isEmpty()) {
            return Optional.empty();
        }
        String text = word.get().text();
        boolean whole = text.matches("[-+]?[0-9]{1,9}");
        if (!whole || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
            reading.value(word.get(), "`" + Reading.shorten(text) + "` is not possible", min + " … " + max);
            return Optional.empty();
        }
        return Optional.of(word.get().given(Integer.parseInt(text)));
    }

    /** In the language's units; from a millisecond on. */
    Optional<Given> time(List<Word> words, int index, boolean zero, int daysMax) {
        Optional<Word> word = word(words, index);
        if (word.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> time = Durations.haproxy(word.get().text(), daysMax);
        boolean none = time.isPresent() && time.get().equals("0s");
        if (time.isEmpty() || (none && !zero)) {
            String label = "a whole number with ms, s, m, h or d; without a unit milliseconds; " + (zero ? "0 or " : "")
                    + "1ms … " + daysMax + "d";
            reading.value(word.get(), "`" + Reading.shorten(word.get().text()) + "` is not a time", label);
            return Optional.empty();
        }
        return Optional.of(word.get().given(time.get()));
    }

    Optional<Given> choice(List<Word> words, int index, List<String> possible) {
        Optional<Word> word = word(words, index);
        if (word.isPresent() && !possible.contains(word.get().text())) {
            String message = "`" + Reading.shorten(word.get().text()) + "` is not possible here";
            reading.unknown(word.get(), message, possible);
            return Optional.empty();
        }
        return word.map(Word::given);
    }
}
