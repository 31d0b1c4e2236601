package dev.nines.chaos.target;

import dev.nines.scenario.language.Forms;
import dev.nines.scenario.language.Rejected;
import dev.nines.scenario.language.Type;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.yaml.Yaml;
import java.util.regex.Pattern;

/** A text of one form. Its object is a String. */
public record Matching(String noun, Pattern form, String example) implements Type.ScalarType {
    private static final int LENGTH_MAX = 500;

    public static final Matching NAME = of("name", "[A-Za-z][A-Za-z0-9_-]{0,62}", "lb1");
    static final Matching COMPONENT = of(
            "component", "[A-Za-z][A-Za-z0-9_-]{0,62}@[A-Za-z][A-Za-z0-9_-]{0,62}", "front@lb1, a service on a host");
    static final Matching ENVIRONMENT = of("name of an environment", "[A-Za-z0-9_.-]{1,40}", "staging");
    static final Matching SSH = of(
            "login",
            "[a-z_][a-z0-9_-]{0,31}@(?:[A-Za-z0-9][A-Za-z0-9.-]{0,252}|\\[[0-9A-Fa-f:]+\\])(?::[0-9]{1,5})?",
            "ops@10.0.3.11 or ops@bastion.example:2222");
    static final Matching HOST_KEY = of(
            "fingerprint of a host key",
            "SHA256:[A-Za-z0-9+/]{43}",
            "what ssh-keygen -lf prints: SHA256:… (43 characters)");
    public static final Matching ADDRESS =
            of("address", "[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*", "10.0.3.11");
    public static final Matching PATH = of("path", "/[A-Za-z0-9_./-]{1,199}", "/run/haproxy.pid");
    static final Matching WORD =
            of("word of a command", "[A-Za-z0-9_@%+=:,./-]{1,200}", "letters, digits and _@%+=:,./-");
    static final Matching UNIT = of("unit of systemd", "[A-Za-z0-9_.@:][A-Za-z0-9_.@:-]{0,99}", "haproxy.service");
    public static final Matching INTERFACE =
            of("interface", "[A-Za-z0-9_.][A-Za-z0-9_.-]{0,14}", "eth0, at most 15 characters");
    static final Matching URL = of("URL", "https?://[A-Za-z0-9\\[][^\\s\"'`\\\\]{0,400}", "http://10.0.3.9:80/");
    static final Matching VARIABLE = of("variable", "[A-Za-z_][A-Za-z0-9_]{0,62}", "BMC_PASSWORD");
    static final Matching LIBVIRT =
            of("URI of libvirt", "[a-z][a-z0-9+]{1,30}://[A-Za-z0-9@.:_/-]{0,200}", "qemu+ssh://ops@kvm1/system");
    public static final Matching ENDPOINT = of(
            "address with a port",
            "(?:[A-Za-z0-9][A-Za-z0-9.-]{0,252}|\\[[0-9A-Fa-f:.]+\\]):[0-9]{1,5}",
            "10.0.3.9:80");

    static final Matching HOURS = of(
            "window of time",
            "(?:(?:mon|tue|wed|thu|fri|sat|sun)-(?:mon|tue|wed|thu|fri|sat|sun)"
                    + "|(?:mon|tue|wed|thu|fri|sat|sun)(?:,(?:mon|tue|wed|thu|fri|sat|sun))*)"
                    + " (?:[01][0-9]|2[0-3]):[0-5][0-9]-(?:[01][0-9]|2[0-3]):[0-5][0-9] [A-Za-z0-9_+/-]{1,40}",
            "mon-fri 09:00-18:00 Asia/Seoul");
    static final Matching DATES = of(
            "date or range of dates",
            "[0-9]{4}-[0-9]{2}-[0-9]{2}(?:\\.\\.[0-9]{4}-[0-9]{2}-[0-9]{2})?",
            "2026-12-24..2027-01-02");

    /** An address with the length of its prefix. */
    public static final Matching PREFIXED =
            of("address with a prefix length", "[0-9]{1,3}(?:\\.[0-9]{1,3}){3}/[0-9]{1,2}", "10.77.0.100/32");

    private static Matching of(String noun, String form, String example) {
        return new Matching(noun, Pattern.compile(form), example);
    }

    @Override
    public Object parse(String text, Yaml.Kind kind) {
        if (text.length() > LENGTH_MAX || !form.matcher(text).matches()) {
            throw new Rejected(
                    Code.WRONG_SHAPE,
                    "not " + (noun.matches("[aeioA].*") ? "an " : "a ") + noun,
                    "such as " + example,
                    "");
        }
        return text;
    }

    @Override
    public Forms forms() {
        return Forms.pattern(form.pattern());
    }

    @Override
    public String describe() {
        return noun;
    }

    @Override
    public boolean isQuantity() {
        return false;
    }
}
