package dev.nines.chaos.inject;

import dev.nines.chaos.journal.Entry;
import dev.nines.chaos.journal.Journal;
import dev.nines.chaos.journal.JournalFile;
import dev.nines.chaos.journal.State;
import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.target.Location;
import dev.nines.chaos.target.Namespaces;
import dev.nines.chaos.target.Supply;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.TargetGone;
import dev.nines.chaos.target.Targets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Undoes what controllers that died have left: by their journals, and by the marks on targets, which need no journal. */
public final class Reverter {
    private final StateFolder folder;
    private final BiFunction<String, Location, Target> targets;
    private final PowerTools tools;
    private final boolean dryRun;
    private final Consumer<String> say;
    private final List<String> fixes = new ArrayList<>();
    private Predicate<String> wanted = target -> true;
    private int wouldTakeAway;

    /** @param dryRun only says what would be done */
    public Reverter(StateFolder folder, Targets targets, boolean dryRun, Consumer<String> say) {
        this(folder, targets::at, dryRun, say, PowerTools.ofThisMachine());
    }

    Reverter(
            StateFolder folder,
            BiFunction<String, Location, Target> targets,
            boolean dryRun,
            Consumer<String> say,
            PowerTools tools) {
        this.tools = tools;
        this.folder = folder;
        this.targets = targets;
        this.dryRun = dryRun;
        this.say = say;
    }

    /** Only these targets, by name; whatever else journals and inventories name is left as it is. */
    public void only(Predicate<String> targets) {
        wanted = targets;
    }

    /** Marks that a dry run has found, and left where they are. */
    public int wouldTakeAway() {
        return wouldTakeAway;
    }

    /** Commands for what could not be undone; empty: nothing is left. */
    public List<String> fixes() {
        return List.copyOf(fixes);
    }

    /** Every run whose journal is not clean, whatever state its faults are in; the last fault of a run first. */
    public void journals() {
        for (JournalFile left : folder.unclean()) {
            if (dryRun && left.forged()) {
                say.accept("would refuse the journal " + left.file() + ", which was changed by somebody else");
                fixes.add("nines chaos revert --all");
                continue;
            }
            if (dryRun) {
                left.last().stream()
                        .filter(this::isToUndo)
                        .forEach(entry -> say.accept("would undo " + describe(left.run(), entry)));
                if (left.torn()) {
                    say.accept("would scan " + left.places().keySet() + ", since the journal of " + left.run()
                            + " is torn");
                }
                continue;
            }
            revert(left);
        }
    }

    private static String describe(String run, Entry entry) {
        return entry.fault() + " on " + entry.target() + " (run " + run + ", " + entry.state() + ")";
    }

    private void revert(JournalFile left) {
        if (left.forged()) {
            refuse(left);
            return;
        }
        // A torn line is forgotten when the journal goes on: before that all that it may have meant must be gone.
        if (left.torn() && !scanOf(left)) {
            return;
        }
        try (Journal journal = folder.goOn(left)) {
            List<Entry> last = new ArrayList<>(left.last());
            Collections.reverse(last);
            for (Entry entry : last) {
                if (isToUndo(entry)) {
                    undo(left.run(), entry, journal);
                }
            }
        }
    }

    private boolean isToUndo(Entry entry) {
        return entry.state() != State.CLEAN && wanted.test(entry.target());
    }

    private void undo(String run, Entry entry, Journal journal) {
        Helper helper = new Helper(targets.apply(entry.target(), Location.parse(entry.place())));
        Hand hand = entry.fault().startsWith("power-off")
                ? new PowerHand(Supply.parse(entry.parameters()), helper, tools)
                : helper;
        Undo undo = new Undo(run, hand, new Booking(journal, new Quiet()));
        if (undo.of(entry)) {
            say.accept("undone, verified: " + describe(run, entry));
        } else {
            say.accept("FAULT LEFT: " + describe(run, entry) + ": " + undo.problem());
            fixes.add(undo.fix(entry.sequence()));
        }
    }

    /** Undoing what a stranger wrote could hurt; what he has struck out may be in effect. Marks on the targets tell the truth. */
    private void refuse(JournalFile left) {
        say.accept("REFUSED: the journal " + left.file() + " was changed by somebody else: nothing is done by it");
        scanOf(left);
        fixes.add("nines chaos revert --scan --on INVENTORY, and when every target is clean: mv " + left.file() + " "
                + left.file() + ".forged");
    }

    /** The line that is torn may have been an intent on any target of that run. */
    private boolean scanOf(JournalFile left) {
        if (left.places().isEmpty()) {
            say.accept("the journal " + left.file() + " was torn before it named a target: nothing was injected");
        }
        int before = fixes.size();
        left.places().forEach((name, place) -> scan(targets.apply(name, Location.parse(place))));
        return fixes.size() == before;
    }

    /** Finds what is marked as ours on a target and takes it away, whatever run it is of. */
    public void scan(Target target) {
        Helper helper = new Helper(target);
        try {
            List<String> marks = helper.call("scan", List.of()).all("mark");
            if (marks.isEmpty()) {
                say.accept(target.name() + ": clean");
                return;
            }
            marks.forEach(mark -> say.accept(target.name() + ": " + (dryRun ? "would take away " : "found ") + mark));
            if (dryRun) {
                wouldTakeAway += marks.size();
            } else {
                sweep(helper);
            }
        } catch (TargetGone e) {
            if (target.location() instanceof Location.Namespace place
                    && Namespaces.startedOf(place.pid()).orElse(-1) != place.started()) {
                say.accept(target.name() + ": its namespaces have gone, and every fault in them");
                return;
            }
            say.accept(e.getMessage() + ": whether it is clean is unknown");
            fixes.add("nines chaos revert --all, when " + target.name() + " answers again");
        }
    }

    private void sweep(Helper helper) {
        Answer after = helper.call("undo", List.of("every=yes"));
        if (after.says("marks", "0")) {
            say.accept(helper.target().name() + ": taken away, verified");
        } else {
            String name = helper.target().name();
            say.accept("FAULT LEFT on " + name + ": " + after.all("mark"));
            after.all("mark").forEach(mark -> fixes.add(helper.fix(mark)));
        }
    }

    /** Lines of what is in effect on a target now: {@code RUN SEQ FAULT STATE HUNDREDTHS-LEFT}. */
    public static List<String> status(Target target) {
        return new Helper(target).call("status", List.of()).all("fault");
    }

    private static final class Quiet implements FaultProtocol.Watcher {
        @Override
        public void journaled(Entry entry) {}

        @Override
        public void undoing(String reason) {}
    }

    /** What a target can do: {@code nft}, {@code netem}, … {@code yes} or {@code no}. */
    public static Map<String, String> capabilities(Target target) {
        Map<String, String> found = new java.util.TreeMap<>();
        for (String line : new Helper(target).call("caps", List.of()).lines()) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                found.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return found;
    }
}
