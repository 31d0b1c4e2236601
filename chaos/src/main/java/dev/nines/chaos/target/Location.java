package dev.nines.chaos.target;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a target is. Its {@link #text} is data for journals and plans; {@link #parse} reads it back. */
public sealed interface Location {

    /** One line without secrets. */
    String text();

    /** Commands run on this machine itself. */
    record Local() implements Location {
        @Override
        public String text() {
            return "local";
        }
    }

    /**
     * The namespaces of a process: a lab host.
     *
     * @param pid as this machine numbers it
     * @param started its start time in ticks since boot: another process with the same number is not it
     */
    record Namespace(long pid, long started) implements Location {
        @Override
        public String text() {
            return "namespace " + pid + " " + started;
        }
    }

    /**
     * Another machine.
     *
     * @param hostKey {@code SHA256:…}: no other key is accepted, none is learned
     * @param jump the machine on the way
     */
    record Ssh(String user, String host, int port, String hostKey, Optional<Ssh> jump) implements Location {
        static final Pattern USER = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");
        static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:-]{0,252}");
        static final Pattern KEY = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}");

        public Ssh {
            require(USER, user);
            require(HOST, host);
            require(KEY, hostKey);
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("port " + port);
            }
        }

        /**
         * From a login as in inventories: {@code user@host}, {@code user@host:port} or {@code user@[address]:port}.
         *
         * @throws IllegalArgumentException if it is not one
         */
        public static Ssh of(String login, String hostKey, Optional<Ssh> jump) {
            if (!Matching.SSH.form().matcher(login).matches()) {
                throw new IllegalArgumentException("not a login such as " + Matching.SSH.example() + ": " + login);
            }
            String user = login.substring(0, login.indexOf('@'));
            String rest = login.substring(user.length() + 1);
            int colon = rest.endsWith("]") ? -1 : rest.lastIndexOf(':');
            String host = (colon < 0 ? rest : rest.substring(0, colon)).replaceAll("[\\[\\]]", "");
            return new Ssh(user, host, colon < 0 ? 22 : Integer.parseInt(rest.substring(colon + 1)), hostKey, jump);
        }

        /** The same machine by another account. */
        public Ssh as(String other) {
            return new Ssh(other, host, port, hostKey, jump);
        }

        private static void require(Pattern pattern, String value) {
            if (!pattern.matcher(value).matches()) {
                throw new IllegalArgumentException("not of the form " + pattern + ": " + value);
            }
        }

        @Override
        public String text() {
            String own = "ssh " + user + " " + host + " " + port + " " + hostKey;
            return jump.map(j -> own + " via " + j.text()).orElse(own);
        }
    }

    /** @throws IllegalArgumentException if it is not what {@link #text} gives */
    static Location parse(String text) {
        if (text.equals("local")) {
            return new Local();
        }
        Matcher namespace =
                Pattern.compile("namespace ([0-9]{1,9}) ([0-9]{1,18})").matcher(text);
        if (namespace.matches()) {
            return new Namespace(Long.parseLong(namespace.group(1)), Long.parseLong(namespace.group(2)));
        }
        Optional<Ssh> hop = Optional.empty();
        List<String> hops = List.of(text.split(" via ", -1));
        for (int i = hops.size() - 1; i >= 0; i--) {
            hop = Optional.of(hop(hops.get(i), hop));
        }
        return hop.orElseThrow();
    }

    private static Ssh hop(String text, Optional<Ssh> jump) {
        String[] words = text.split(" ", -1);
        if (words.length != 5 || !words[0].equals("ssh") || !words[3].matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("not a place: " + text);
        }
        return new Ssh(words[1], words[2], Integer.parseInt(words[3]), words[4], jump);
    }
}
