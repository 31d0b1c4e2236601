package dev.nines.scenario.language;

import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Nearest;
import dev.nines.scenario.yaml.Yaml;
import java.util.List;
import java.util.regex.Pattern;

/** Types of values without units: booleans, words, names, texts. */
public final class Words {
    /** Names of hosts, services, clients, drills and variants. */
    static final String NAME = "[A-Za-z][A-Za-z0-9_-]*";

    private static final Pattern NAME_PATTERN = Pattern.compile(NAME);
    private static final int NAME_LENGTH_MAX = 63;

    private Words() {}

    /** {@code true} or {@code false}. Its object is a Boolean. */
    public record Flag() implements Type.ScalarType {
        private static final List<String> YES = List.of("yes", "on", "y");
        private static final List<String> NO = List.of("no", "off", "n");

        @Override
        public Object parse(String text, Yaml.Kind kind) {
            if (kind == Yaml.Kind.BOOLEAN) {
                return text.equalsIgnoreCase("true");
            }
            throw new Rejected(Code.NOT_A_BOOLEAN, "not a boolean", "write true or false", help(text));
        }

        /** YAML 1.1 read more words as booleans; people still write them. */
        static String help(String text) {
            String lower = text.toLowerCase(java.util.Locale.ROOT);
            boolean yes = YES.contains(lower) || lower.equals("true");
            boolean no = NO.contains(lower) || lower.equals("false");
            return yes || no ? "did you mean `" + yes + "`? In YAML 1.2 `" + text + "` is a text" : "";
        }

        @Override
        public Forms forms() {
            return Forms.ofType("boolean").or(Forms.pattern("guess\\( *(?:true|false) *\\)"));
        }

        @Override
        public String describe() {
            return "true or false";
        }

        @Override
        public boolean isQuantity() {
            return true;
        }
    }

    /** One of some words. Its object is a String. */
    public record Choice(List<String> words, String alsoPattern) implements Type.ScalarType {
        public Choice {
            words = List.copyOf(words);
        }

        public static Choice of(String... words) {
            return new Choice(List.of(words), "");
        }

        @Override
        public Object parse(String text, Yaml.Kind kind) {
            boolean known = kind == Yaml.Kind.TEXT && words.contains(text);
            if (known || (!alsoPattern.isEmpty() && text.length() < 40 && text.matches(alsoPattern))) {
                return text;
            }
            String shown = text.length() > 30 ? text.substring(0, text.offsetByCodePoints(0, 15)) + "…" : text;
            String help = Nearest.of(text, words)
                    .map(w -> "did you mean `" + w + "`?")
                    .orElse("");
            throw new Rejected(
                    Code.UNKNOWN_WORD, "`" + shown + "` is not possible here", "must be one of: " + describe(), help);
        }

        @Override
        public Forms forms() {
            String all = String.join("|", words) + (alsoPattern.isEmpty() ? "" : "|" + alsoPattern);
            return Forms.oneOf(words).or(Forms.guessable(all));
        }

        @Override
        public String describe() {
            return String.join(", ", words);
        }

        @Override
        public boolean isQuantity() {
            return true;
        }
    }

    /** Free text. Its object is a String. */
    public record Text() implements Type.ScalarType {
        @Override
        public Object parse(String text, Yaml.Kind kind) {
            if (text.length() > 500) {
                throw new Rejected(Code.OUT_OF_RANGE, "text too long", "at most 500 characters", "");
            }
            return text.strip();
        }

        @Override
        public Forms forms() {
            return Forms.ofType(List.of("string", "number", "boolean"));
        }

        @Override
        public String describe() {
            return "text";
        }

        @Override
        public boolean isQuantity() {
            return false;
        }
    }

    /** A new name, or one that needs no other place. Its object is a String. */
    public record Name(String noun) implements Type.ScalarType {
        @Override
        public Object parse(String text, Yaml.Kind kind) {
            return parseName(text, kind, noun);
        }

        @Override
        public Forms forms() {
            return Forms.pattern(NAME);
        }

        @Override
        public String describe() {
            return "name";
        }

        @Override
        public boolean isQuantity() {
            return false;
        }
    }

    /** The name of a network interface. Its object is a String. */
    public record Interface() implements Type.ScalarType {
        private static final String PATTERN = "[A-Za-z0-9_.-]{1,15}";

        @Override
        public Object parse(String text, Yaml.Kind kind) {
            if (kind != Yaml.Kind.TEXT || !text.matches(PATTERN)) {
                throw new Rejected(
                        Code.BAD_NAME, "not a name of an interface", "letters, digits, `_`, `.`, `-`; at most 15", "");
            }
            return text;
        }

        @Override
        public Forms forms() {
            return Forms.pattern(PATTERN);
        }

        @Override
        public String describe() {
            return "interface";
        }

        @Override
        public boolean isQuantity() {
            return false;
        }
    }

    /** The path of a file, relative to the scenario's folder or absolute. Its object is a String. */
    public record FileName() implements Type.ScalarType {
        private static final int LENGTH_MAX = 1000;

        @Override
        public Object parse(String text, Yaml.Kind kind) {
            if (text.isBlank() || text.length() > LENGTH_MAX) {
                throw new Rejected(Code.BAD_NAME, "not the path of a file", "relative to the scenario's folder", "");
            }
            return text;
        }

        @Override
        public Forms forms() {
            return Forms.pattern("[^\\n]{1," + LENGTH_MAX + "}");
        }

        @Override
        public String describe() {
            return "path of a file";
        }

        @Override
        public boolean isQuantity() {
            return false;
        }
    }

    /** A region, zone, rack, …: names separated by slashes. Its object is a String. */
    public record Zone() implements Type.ScalarType {
        private static final String PATTERN = "[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*";

        @Override
        public Object parse(String text, Yaml.Kind kind) {
            if (kind != Yaml.Kind.TEXT || text.length() > 200 || !text.matches(PATTERN)) {
                throw new Rejected(Code.BAD_NAME, "not a zone", "such as seoul/a or seoul/a/rack-1", "");
            }
            return text;
        }

        @Override
        public Forms forms() {
            return Forms.guessable(PATTERN);
        }

        @Override
        public String describe() {
            return "zone";
        }

        @Override
        public boolean isQuantity() {
            return true;
        }
    }

    /**
     * The name of a host or service of this file. Its object is a String.
     *
     * @param kinds of service; empty: a host
     */
    public record Ref(List<String> kinds) implements Type.Named {
        public Ref {
            kinds = List.copyOf(kinds);
        }

        public static Ref host() {
            return new Ref(List.of());
        }

        public static Ref service(String... kinds) {
            return new Ref(List.of(kinds));
        }

        @Override
        public Object parse(String text, Yaml.Kind kind) {
            return parseName(text, kind, kinds.isEmpty() ? "host" : "service");
        }

        @Override
        public Forms forms() {
            return Forms.pattern(NAME);
        }

        @Override
        public String describe() {
            return kinds.isEmpty() ? "host" : "service (" + String.join(", ", kinds) + ")";
        }

        @Override
        public boolean isQuantity() {
            return false;
        }
    }

    private static String parseName(String text, Yaml.Kind kind, String noun) {
        if (kind != Yaml.Kind.TEXT
                || text.length() > NAME_LENGTH_MAX
                || !NAME_PATTERN.matcher(text).matches()) {
            String label = "a letter, then letters, digits, `-` or `_`; at most " + NAME_LENGTH_MAX;
            throw new Rejected(Code.BAD_NAME, "not a name of a " + noun, label, "");
        }
        return text;
    }
}
