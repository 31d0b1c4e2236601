package dev.nines.scenario.config;

import dev.nines.scenario.config.Finding.Kind;
import java.util.List;
import java.util.Optional;

/** Lines of defaults, frontend, backend and listen. */
final class ProxyReader {
    private static final int TIMEOUT_DAYS_MAX = 24;
    private static final List<String> TIMEOUTS = List.of("connect", "server", "client", "queue", "check");
    private static final List<String> BALANCE =
            List.of("roundrobin", "static-rr", "leastconn", "first", "source", "random");

    /** Checks that ask more than whether a connection is possible. */
    private static final List<String> PROTOCOL_CHECKS = List.of(
            "mysql-check",
            "pgsql-check",
            "redis-check",
            "smtpchk",
            "ldap-check",
            "ssl-hello-chk",
            "spop-check",
            "external-check");

    final HaproxyValues values;
    private final Reading reading;
    private final ServerReader servers;

    ProxyReader(Reading reading) {
        this.reading = reading;
        values = new HaproxyValues(reading);
        servers = new ServerReader(reading, values);
    }

    void line(ProxyBuilder proxy, List<Word> words) {
        Word first = words.get(0);
        switch (first.text()) {
            case "mode" ->
                values.choice(words, 1, List.of("tcp", "http")).ifPresent(m -> proxy.settings.put("mode", m));
            case "balance" -> balance(proxy, words);
            case "retries" -> values.whole(words, 1, 0, 100).ifPresent(n -> proxy.settings.put("retries", n));
            case "timeout" -> timeout(proxy, words);
            case "option" -> option(proxy, words, 1, false);
            case "no", "default" -> negated(proxy, words);
            case "default-server" -> servers.options(proxy.serverDefaults, words, 1);
            case "server" -> server(proxy, words);
            case "bind" -> bind(proxy, words);
            case "default_backend", "use_backend" -> values.word(words, 1).ifPresent(t -> proxy.targets.add(t.given()));
            case "stick" -> stick(proxy, words);
            case "stick-table" -> {
                // who sticks says `stick`; the table is where it is kept
                reading.finding(Kind.NOTE, first, "a stick-table is never full and lives as long as its process");
            }
            case "http-check", "tcp-check" -> check(words);
            default -> reading.known("proxy", first, "");
        }
    }

    private void balance(ProxyBuilder proxy, List<Word> words) {
        if (words.size() < 2) {
            proxy.settings.put("balance", words.get(0).given("roundrobin"));
            return;
        }
        Word word = words.get(1);
        String name = word.text().replaceFirst("\\(.*", "");
        if (BALANCE.contains(word.text()) || word.text().matches("random\\([1-9][0-9]?\\)")) {
            proxy.settings.put("balance", word.given());
        } else if (reading.keywords.section("balance").knows(name)) {
            reading.notModelled(word, "balance " + name);
        } else {
            reading.unknown(
                    word,
                    "unknown algorithm `" + Reading.shorten(word.text()) + "`",
                    reading.keywords.section("balance").all());
        }
    }

    private void timeout(ProxyBuilder proxy, List<Word> words) {
        if (words.size() < 2) {
            reading.value(words.get(0), "`timeout` needs a name and a time", "the line ends here");
            return;
        }
        Word name = words.get(1);
        if (!TIMEOUTS.contains(name.text())) {
            if (reading.known("timeout", name, "timeout ")) {
                values.time(words, 2, true, TIMEOUT_DAYS_MAX);
            }
            return;
        }
        String unlimited = name.is("check") ? "unset" : "unlimited";
        values.time(words, 2, true, TIMEOUT_DAYS_MAX)
                .ifPresent(t -> proxy.settings.put(
                        "timeout." + name.text(), t.text().equals("0s") ? new Given(unlimited, t.place()) : t));
    }

    private void negated(ProxyBuilder proxy, List<Word> words) {
        if (words.size() > 1 && words.get(1).is("option")) {
            option(proxy, words, 2, true);
        } else if (words.size() > 1) {
            reading.known("proxy", words.get(1), words.get(0).text() + " ");
        } else {
            reading.value(words.get(0), "`" + words.get(0).text() + "` needs a keyword", "the line ends here");
        }
    }

    private void option(ProxyBuilder proxy, List<Word> words, int at, boolean off) {
        if (words.size() <= at) {
            reading.value(words.get(at - 1), "`option` needs a name", "the line ends here");
            return;
        }
        Word name = words.get(at);
        if (name.is("redispatch")) {
            redispatch(proxy, words, at, off);
        } else if (name.is("httpchk")) {
            proxy.check = Optional.of(name.given(off ? "tcp" : "http"));
        } else if (name.is("tcp-check")) {
            proxy.check = Optional.of(name.given("tcp"));
        } else if (PROTOCOL_CHECKS.contains(name.text())) {
            proxy.check = Optional.of(name.given("tcp"));
            reading.notModelled(name, "option " + name.text());
        } else {
            reading.known("option", name, off ? "no option " : "option ");
        }
    }

    private void redispatch(ProxyBuilder proxy, List<Word> words, int at, boolean off) {
        if (off) {
            proxy.settings.put("redispatch", words.get(at).given(false));
        } else if (words.size() > at + 1) {
            values.whole(words, at + 1, -100, 100)
                    .ifPresent(n ->
                            proxy.settings.put("redispatch", n.text().equals("0") ? new Given("false", n.place()) : n));
        } else {
            proxy.settings.put("redispatch", words.get(at).given(true));
        }
    }

    private void server(ProxyBuilder proxy, List<Word> words) {
        if (!proxy.hasServers()) {
            reading.value(
                    words.get(0), "a " + proxy.kind.name().toLowerCase(java.util.Locale.ROOT) + " has no servers", "");
        } else {
            servers.server(proxy, words);
        }
    }

    private void bind(ProxyBuilder proxy, List<Word> words) {
        if (words.size() < 2) {
            reading.value(words.get(0), "`bind` needs an address", "the line ends here");
            return;
        }
        for (String address : words.get(1).text().split(",")) {
            proxy.binds.add(words.get(1).given(address));
        }
        servers.unread("bind", words, 2);
    }

    private void stick(ProxyBuilder proxy, List<Word> words) {
        boolean source = words.size() > 2 && words.get(2).is("src");
        boolean on = words.size() > 1 && (words.get(1).is("on") || words.get(1).is("match"));
        if (source && on && words.size() == 3) {
            proxy.settings.put("stick", words.get(2).given());
        } else if (words.size() > 1) {
            if (reading.keywords.section("stick").knows(words.get(1).text())) {
                reading.notModelled(words.get(0), "stick " + words.get(1).text() + " (other than the source address)");
            } else {
                reading.known("stick", words.get(1), "stick ");
            }
        } else {
            reading.value(words.get(0), "`stick` needs `on` and what to stick on", "the line ends here");
        }
    }

    /** What a check sends and expects does not matter while servers are either well or not. */
    private void check(List<Word> words) {
        if (words.size() < 2) {
            reading.value(words.get(0), "`" + words.get(0).text() + "` needs a step", "the line ends here");
            return;
        }
        reading.known(words.get(0).text(), words.get(1), words.get(0).text() + " ");
    }
}
