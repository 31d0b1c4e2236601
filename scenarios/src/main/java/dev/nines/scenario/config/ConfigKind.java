package dev.nines.scenario.config;

import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Problem;
import dev.nines.scenario.problem.Problems;
import dev.nines.scenario.yaml.Source;
import java.util.List;
import java.util.regex.Pattern;

/** What kind of file a text is, by its first significant line. */
enum ConfigKind {
    KEEPALIVED(
            "a keepalived.conf",
            "(?:global_defs|vrrp_\\w+|virtual_server\\w*|static_\\w+|track_(?:file|group)|garp_group|bfd_instance|linkbeat_\\w+"
                    + "|interface_up_down_delays|net_namespace|include\\w?|[@$~]).*"),
    HAPROXY(
            "an haproxy.cfg",
            "(?:global|defaults|frontend|backend|listen|peers|resolvers|mailers|userlist|program|ring|cache|http-errors"
                    + "|log-forward|fcgi-app|\\.(?:if|notice|warning|alert|diag))(?:\\s.*)?"),
    SCENARIO("a scenario", "(?:nines|hosts|services|title|question) *:.*"),
    NGINX("an nginx.conf", "(?:worker_\\w+|http|events|upstream|server|stream|load_module)\\b.*"),
    MYSQL("a my.cnf or another file with [sections]", "\\[.*"),
    JSON("a JSON text", "\\{.*"),
    XML("an XML text", "<.*"),
    OTHER("no configuration file of keepalived or HAProxy", ".*"),
    EMPTY("an empty file", "");

    private final String name;
    private final Pattern first;

    ConfigKind(String name, String first) {
        this.name = name;
        this.first = Pattern.compile(first);
    }

    static ConfigKind of(Source source) {
        for (String line : source.lines()) {
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#") && !text.startsWith("!")) {
                String start = text.length() > 200 ? text.substring(0, 200) : text;
                for (ConfigKind kind : values()) {
                    if (kind != EMPTY && kind.first.matcher(start).matches()) {
                        return kind;
                    }
                }
            }
        }
        return EMPTY;
    }

    /** @throws Problems when the file is surely something else */
    void expect(Source source) {
        ConfigKind found = of(source);
        if (found != this && found != OTHER) {
            throw new Problems(
                    List.of(Problem.ofFile(Code.CONFIG_KIND, source.file(), "is " + found.name + ", not " + name, "")));
        }
    }

    /** @throws Problems that say what it is instead */
    static Problems neither(Source source) {
        String what = of(source).name;
        return new Problems(List.of(Problem.ofFile(
                Code.CONFIG_KIND, source.file(), "is " + what, "give a keepalived.conf and an haproxy.cfg")));
    }
}
