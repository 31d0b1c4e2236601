package dev.nines.chaos.doctor;

import dev.nines.chaos.inject.Helper;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.TargetGone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a target can do, by the helper's own words. */
public final class TargetExam {
    private static final String INSTALL = "there: apt-get install -y --no-install-recommends ";

    private TargetExam() {}

    /** Looks at one target; one that cannot be reached fails that check alone. */
    public static Examined examine(Target target) {
        Map<String, String> capabilities;
        try {
            capabilities = Helper.capabilities(target);
        } catch (TargetGone e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            String fix = "check its address, key and helper (" + Helper.INSTALLED + ")";
            return new Examined(target.name(), List.of(Check.of("reachable", false, why, fix, Purpose.chaos)));
        }
        return new Examined(target.name(), checks(capabilities));
    }

    static List<Check> checks(Map<String, String> said) {
        List<Check> checks = new ArrayList<>();
        String version = said.getOrDefault("version", "none");
        boolean same = version.equals(Helper.VERSION);
        checks.add(Check.of("reachable", true, "kernel " + said.getOrDefault("kernel", "unknown"), ""));
        checks.add(Check.of(
                "helper", same, "version " + version, "install version " + Helper.VERSION + " there", Purpose.chaos));
        checks.add(yes(said, "root", "it must run as root, or through sudo", Purpose.chaos));
        checks.add(yes(said, "allow", "an administrator writes /etc/nines/allow there", Purpose.chaos));
        checks.add(no(said, "production", "/etc/nines/PRODUCTION is there: no faults on it", Purpose.chaos));
        checks.add(no(said, "halted", "somebody said stop: remove the stop file there to go on", Purpose.chaos));
        checks.add(yes(said, "setsid", INSTALL + "util-linux", Purpose.chaos));
        checks.add(yes(said, "flock", INSTALL + "util-linux", Purpose.chaos));
        checks.add(yes(said, "nft", INSTALL + "nftables", Purpose.chaos));
        checks.add(yes(said, "ip", INSTALL + "iproute2", Purpose.chaos));
        checks.add(yes(said, "tc", INSTALL + "iproute2; without it rates are not limited"));
        checks.add(
                yes(said, "netem", "a kernel with sch_netem; without it a lab host delays TCP alone, others nothing"));
        checks.add(yes(
                said, "egress", "a kernel with nft egress hooks (5.16 or later); without it some cuts are refused"));
        checks.add(yes(said, "fallocate", INSTALL + "util-linux; without it disks are not filled"));
        return checks;
    }

    private static Check yes(Map<String, String> said, String key, String fix, Purpose... neededFor) {
        String word = said.getOrDefault(key, "not said");
        return Check.of(key, word.equals("yes"), word, fix, neededFor);
    }

    private static Check no(Map<String, String> said, String key, String fix, Purpose... neededFor) {
        String word = said.getOrDefault(key, "not said");
        return Check.of("not " + key, word.equals("no"), word.equals("no") ? "yes" : "no", fix, neededFor);
    }
}
