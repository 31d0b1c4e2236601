package dev.nines.scenario.config;

import dev.nines.scenario.vocabulary.Kinds;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names of programs in the commands of scripts, and the kinds of service that they are. */
final class Programs {
    private static final Map<String, List<String>> BY_KIND = Map.of(
            Kinds.HAPROXY, List.of("haproxy"),
            Kinds.WEB_SERVER, List.of("nginx", "httpd", "apache", "lighttpd", "caddy"),
            Kinds.MYSQL, List.of("mysql"),
            Kinds.MARIADB, List.of("mariadb", "mysql"));

    private Programs() {}

    static boolean match(String command, String kind) {
        String text = command.toLowerCase(Locale.ROOT);
        return BY_KIND.getOrDefault(kind, List.of()).stream().anyMatch(text::contains);
    }
}
