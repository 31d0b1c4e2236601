package dev.nines.scenario.config;

import dev.nines.scenario.config.HaproxyCfg.Server;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code server} and {@code default-server} lines. */
final class ServerReader {
    private static final Map<String, List<String>> CHOICES = Map.of(
            "observe", List.of("none", "layer4", "layer7"),
            "on-error", List.of("fastinter", "fail-check", "sudden-death", "mark-down"),
            "on-marked-down", List.of("shutdown-sessions"));

    private final Reading reading;
    private final HaproxyValues values;

    ServerReader(Reading reading, HaproxyValues values) {
        this.reading = reading;
        this.values = values;
    }

    void server(ProxyBuilder proxy, List<Word> words) {
        if (words.size() < 3) {
            reading.value(words.get(0), "`server` needs a name and an address", "");
            return;
        }
        Map<String, Given> options = new TreeMap<>(proxy.serverDefaults);
        options(options, words, 3);
        String address = words.get(2).text().replaceFirst("^(?:ipv[46]|fd|unix|abns|sockpair|quic[46])@", "");
        int colon = address.lastIndexOf(':');
        boolean port = colon >= 0 && address.substring(colon + 1).matches("[0-9]{1,5}");
        Word name = words.get(1);
        if (proxy.servers.stream().anyMatch(s -> s.name().text().equals(name.text()))) {
            reading.value(name, "server `" + Reading.shorten(name.text()) + "` stands twice", "");
        }
        proxy.servers.add(new Server(
                name.given(),
                port ? address.substring(0, colon) : address,
                port ? Integer.parseInt(address.substring(colon + 1)) : 0,
                java.util.Collections.unmodifiableMap(options)));
    }

    void options(Map<String, Given> options, List<Word> words, int from) {
        int i = from;
        while (i < words.size()) {
            i += 1 + option(options, words, i);
        }
    }

    /** How many arguments it took. */
    private int option(Map<String, Given> options, List<Word> words, int at) {
        Word word = words.get(at);
        switch (word.text()) {
            case "check" -> options.put("check", word.given());
            case "no-check" -> options.remove("check");
            case "backup" -> options.put("backup", word.given(true));
            case "no-backup" -> options.remove("backup");
            case "enabled" -> options.remove("disabled");
            case "inter", "fastinter", "downinter" -> put(options, word, values.time(words, at + 1, false, 1));
            case "slowstart" -> put(options, word, values.time(words, at + 1, true, 24));
            case "rise", "fall", "error-limit" -> put(options, word, whole(words, at, 1, 10_000));
            case "weight" -> put(options, word, whole(words, at, 0, 256));
            case "maxconn" -> put(options, word, whole(words, at, 0, 1_000_000));
            case "observe", "on-error", "on-marked-down" ->
                put(
                        options,
                        word,
                        values.choice(words, at + 1, CHOICES.get(word.text()))
                                .map(g -> g.text().equals("none") ? new Given("off", g.place()) : g));
            default -> {
                return unreadOne("server", words, at);
            }
        }
        return reading.keywords.section("server").arguments(word.text());
    }

    private Optional<Given> whole(List<Word> words, int at, int min, int max) {
        return values.whole(words, at + 1, min, max);
    }

    private static void put(Map<String, Given> options, Word name, Optional<Given> value) {
        value.ifPresent(v -> options.put(name.text(), v));
    }

    /** Words that are known and not looked at. */
    void unread(String section, List<Word> words, int from) {
        int i = from;
        while (i < words.size()) {
            i += 1 + unreadOne(section, words, i);
        }
    }

    private int unreadOne(String section, List<Word> words, int at) {
        Word word = words.get(at);
        int arguments = reading.keywords.section(section).arguments(word.text());
        if (reading.known(section, word, section + " … ") && at + arguments >= words.size()) {
            reading.value(word, "`" + word.text() + "` needs an argument", "the line ends here");
        }
        return arguments;
    }
}
