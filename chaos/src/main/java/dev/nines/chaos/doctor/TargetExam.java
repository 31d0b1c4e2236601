package dev.nines.chaos.doctor;

import dev.nines.chaos.inject.Helper;
import dev.nines.chaos.rehearse.Rehearsals;
import dev.nines.chaos.rehearse.Rehearsed;
import dev.nines.chaos.target.Inventory;
import dev.nines.chaos.target.Location;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.TargetGone;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a target can do, by the helper's own words. */
public final class TargetExam {
    private static final String INSTALL = "there: apt-get install -y --no-install-recommends ";

    private TargetExam() {}

    /**
     * Looks at one target of an inventory, and at what a preparation and a rehearsal have left of it.
     *
     * @param inventory that names it, for the fixes and for how long a rehearsal holds
     */
    public static Examined examine(Target target, Rehearsals rehearsals, Inventory inventory) {
        if (!(target.location() instanceof Location.Ssh)) {
            return examine(target);
        }
        Map<String, String> said;
        try {
            said = Helper.capabilities(target);
        } catch (TargetGone e) {
            return unreachable(target, e, "nines target prepare " + target.name() + " --on " + inventory.file());
        }
        List<Check> checks = new ArrayList<>(checks(said));
        checks.add(preparation(said, "nines target prepare " + target.name() + " --on " + inventory.file()));
        Optional<Rehearsed> last = rehearsals.of(target.location());
        Optional<String> problem =
                Rehearsals.problem(last, said, Instant.now(), inventory.limits().rehearsalNanos());
        checks.add(Check.of(
                "rehearsed",
                problem.isEmpty(),
                problem.orElseGet(() -> last.map(TargetExam::healers).orElse("")),
                "nines chaos rehearse " + inventory.file(),
                Purpose.chaos));
        return new Examined(target.name(), checks);
    }

    private static Check preparation(Map<String, String> said, String fix) {
        boolean same = said.getOrDefault("hash", "").equals(Helper.hash());
        return Check.of(
                "prepared", same, same ? "its helper is this one" : "its helper is another one", fix, Purpose.chaos);
    }

    private static String healers(Rehearsed last) {
        return last.at().truncatedTo(ChronoUnit.SECONDS) + ": "
                + String.join(
                        ", ", last.healers().keySet().stream().map(Enum::name).toList()) + " healed";
    }

    private static Examined unreachable(Target target, TargetGone e, String fix) {
        String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new Examined(target.name(), List.of(Check.of("reachable", false, why, fix, Purpose.chaos)));
    }

    /** Looks at one target; one that cannot be reached fails that check alone. */
    public static Examined examine(Target target) {
        Map<String, String> capabilities;
        try {
            capabilities = Helper.capabilities(target);
        } catch (TargetGone e) {
            return unreachable(target, e, "check its address, key and helper (" + Helper.INSTALLED + ")");
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
