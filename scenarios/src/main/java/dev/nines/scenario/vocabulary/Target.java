package dev.nines.scenario.vocabulary;

import dev.nines.scenario.language.Forms;
import dev.nines.scenario.language.Rejected;
import dev.nines.scenario.language.Type;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.yaml.Yaml;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a fault hits: {@code lb1} (a host or a unit), {@code web@web1}, {@code any host}, {@code master of vip}. Its object is a
 * {@link Hit}.
 */
public record Target(Scope scope) implements Type.ScalarType {

    /** What a verb can hit. */
    public enum Scope {
        HOST,
        PROCESS,
        HOST_OR_PROCESS,
        /** A unit has a name only, as a host. */
        PROCESS_OR_UNIT
    }

    /** How a target was written. */
    public enum Form {
        HOST,
        ANY_HOST,
        ANY_HOST_OF,
        PROCESS,
        PROCESS_ON_ANY,
        ROLE
    }

    /**
     * @param service empty for HOST and ANY_HOST
     * @param host empty for all but HOST and PROCESS
     * @param text as handed to the simulator
     */
    public record Hit(Form form, String service, String host, String text) {
        /** True when it stands for several targets. */
        public boolean isMany() {
            return form == Form.ANY_HOST || form == Form.ANY_HOST_OF || form == Form.PROCESS_ON_ANY;
        }
    }

    private static final String NAME = "[A-Za-z][A-Za-z0-9_-]*";
    private static final String HOSTS = "any host(?: of " + NAME + ")?|" + NAME;
    private static final String ROLES = "(?:master|primary) of " + NAME;
    private static final String PROCESSES = NAME + "@(?:any host|" + NAME + ")";
    private static final Pattern ANY_OF = Pattern.compile("any host of (" + NAME + ")");
    private static final Pattern ROLE = Pattern.compile("(?:master|primary) of (" + NAME + ")");
    private static final Pattern PROCESS = Pattern.compile("(" + NAME + ")@(any host|" + NAME + ")");

    @Override
    public Object parse(String text, Yaml.Kind kind) {
        if (kind == Yaml.Kind.TEXT && text.length() <= 140 && text.matches(pattern())) {
            return hit(text);
        }
        boolean hostGiven = (scope == Scope.PROCESS || scope == Scope.PROCESS_OR_UNIT)
                && text.length() <= 140
                && text.matches(HOSTS);
        String help = hostGiven ? "say which process: SERVICE@" + text : "";
        throw new Rejected(Code.BAD_TARGET, "not a target of this fault", "must be " + describe(), help);
    }

    private static Hit hit(String text) {
        Matcher process = PROCESS.matcher(text);
        if (process.matches()) {
            boolean any = process.group(2).equals("any host");
            return any
                    ? new Hit(Form.PROCESS_ON_ANY, process.group(1), "", text)
                    : new Hit(Form.PROCESS, process.group(1), process.group(2), text);
        }
        Matcher role = ROLE.matcher(text);
        if (role.matches()) {
            return new Hit(Form.ROLE, role.group(1), "", text);
        }
        Matcher anyOf = ANY_OF.matcher(text);
        if (anyOf.matches()) {
            return new Hit(Form.ANY_HOST_OF, anyOf.group(1), "", text);
        }
        return text.equals("any host") ? new Hit(Form.ANY_HOST, "", "", text) : new Hit(Form.HOST, "", text, text);
    }

    private String pattern() {
        return switch (scope) {
            case HOST -> HOSTS + "|" + ROLES;
            case PROCESS -> PROCESSES + "|" + ROLES;
            case HOST_OR_PROCESS -> HOSTS + "|" + PROCESSES + "|" + ROLES;
            case PROCESS_OR_UNIT -> NAME + "|" + PROCESSES + "|" + ROLES;
        };
    }

    @Override
    public Forms forms() {
        return Forms.pattern(pattern());
    }

    @Override
    public String describe() {
        String host = "HOST, `any host`, `any host of SERVICE`";
        String process = "SERVICE@HOST, `SERVICE@any host`";
        String role = ", `master of SERVICE` or `primary of SERVICE`";
        return switch (scope) {
            case HOST -> host + role;
            case PROCESS -> process + role;
            case HOST_OR_PROCESS -> host + ", " + process + role;
            case PROCESS_OR_UNIT -> "UNIT, " + process + role;
        };
    }

    @Override
    public boolean isQuantity() {
        return false;
    }
}
