package dev.nines.scenario.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Arguments of a line with keepalived's bounds; what is wrong is reported and not put. */
final class KeepalivedValues {
    private final Reading reading;

    KeepalivedValues(Reading reading) {
        this.reading = reading;
    }

    Optional<Word> word(Directive line, int index) {
        if (index >= line.words().size()) {
            Word first = line.first();
            reading.value(first, "`" + Reading.shorten(first.text()) + "` needs an argument", "the line ends here");
            return Optional.empty();
        }
        return Optional.of(line.words().get(index));
    }

    Optional<Word> interfaceName(Directive line, int index) {
        Optional<Word> word = word(line, index);
        if (word.isPresent() && !word.get().text().matches("[A-Za-z0-9_.-]{1,15}")) {
            reading.value(word.get(), "not a name of an interface", "letters, digits, `_`, `.`, `-`; at most 15");
            return Optional.empty();
        }
        return word;
    }

    /** Settings that global_defs and vrrp_instance share; false when it is none of them. */
    boolean read(Map<String, Given> settings, String key, Directive line) {
        switch (key) {
            case "vrrp_version" -> whole(settings, key, line, 2, 3);
            case "garp_master_delay", "garp_lower_prio_delay", "garp_master_refresh" ->
                delay(settings, key, line, 86_400);
            case "vrrp_startup_delay" -> delay(settings, key, line, 3600);
            case "garp_master_repeat", "garp_lower_prio_repeat" -> whole(settings, key, line, 0, 100);
            case "garp_master_refresh_repeat" -> whole(settings, key, line, 1, 100);
            case "down_timer_adverts" -> whole(settings, key, line, 1, 100);
            case "lower_prio_no_advert", "higher_prio_send_advert" -> flag(settings, key, line);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void delay(Map<String, Given> settings, String key, Directive line, int max) {
        word(line, 1).ifPresent(word -> seconds(word, 0, max).ifPresent(g -> settings.put(key, g)));
    }

    void seconds(Map<String, Given> settings, Directive line, double min, double max) {
        word(line, 1)
                .ifPresent(word -> seconds(word, min, max)
                        .ifPresent(g -> settings.put(line.first().text(), g)));
    }

    private Optional<Given> seconds(Word word, double min, double max) {
        Optional<String> time = Durations.seconds(word.text());
        if (time.isEmpty() || Double.parseDouble(word.text()) < min || Double.parseDouble(word.text()) > max) {
            String label = "seconds, " + bound(min) + " … " + bound(max);
            reading.value(word, "`" + Reading.shorten(word.text()) + "` is not possible", label);
            return Optional.empty();
        }
        return Optional.of(word.given(time.get()));
    }

    private static String bound(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    void whole(Map<String, Given> settings, String key, Directive line, int min, int max) {
        word(line, 1).ifPresent(word -> whole(settings, key, word, min, max));
    }

    private void whole(Map<String, Given> settings, String key, Word word, int min, int max) {
        String text = word.text();
        boolean good = text.matches("[-+]?[0-9]{1,10}") && Long.parseLong(text) >= min && Long.parseLong(text) <= max;
        if (good) {
            settings.put(key, word.given(Long.parseLong(text)));
        } else {
            reading.value(word, "`" + Reading.shorten(text) + "` is not possible", min + " … " + max);
        }
    }

    void choice(Map<String, Given> settings, String key, Directive line, List<String> possible) {
        word(line, 1).ifPresent(word -> {
            if (possible.contains(word.text())) {
                settings.put(key, word.given());
            } else {
                reading.unknown(word, "`" + Reading.shorten(word.text()) + "` is not possible here", possible);
            }
        });
    }

    private void flag(Map<String, Given> settings, String key, Directive line) {
        String text = line.words().size() < 2 ? "true" : line.words().get(1).text();
        Word word = line.words().get(line.words().size() < 2 ? 0 : 1);
        if (List.of("true", "on", "yes").contains(text)) {
            settings.put(key, word.given(true));
        } else if (List.of("false", "off", "no").contains(text)) {
            settings.put(key, word.given(false));
        } else {
            reading.unknown(word, "`" + Reading.shorten(text) + "` is not possible here", List.of("true", "false"));
        }
    }

    /** {@code weight N [reverse]}: the number stands at that position. */
    void weight(Map<String, Given> settings, Directive line, int at) {
        if (at == 2 && !line.words().get(1).is("weight")) {
            Word word = line.words().get(1);
            reading.unknown(word, "`" + Reading.shorten(word.text()) + "` is not possible here", List.of("weight"));
            return;
        }
        word(line, at).ifPresent(word -> whole(settings, "weight", word, -253, 253));
        if (line.words().size() > at + 1) {
            Word word = line.words().get(at + 1);
            if (word.is("reverse")) {
                settings.put("reverse", word.given(true));
            } else if (!word.is("noreverse") && !word.is("no_reverse")) {
                reading.unknown(
                        word, "unknown option of weight `" + Reading.shorten(word.text()) + "`", List.of("reverse"));
            }
        }
    }
}
