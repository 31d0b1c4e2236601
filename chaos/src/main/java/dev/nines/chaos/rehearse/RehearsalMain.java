package dev.nines.chaos.rehearse;

import dev.nines.chaos.inject.FaultProtocol;
import dev.nines.chaos.inject.Hold;
import dev.nines.chaos.inject.Injection;
import dev.nines.chaos.inject.Report;
import dev.nines.chaos.journal.Entry;
import dev.nines.chaos.journal.StateFolder;
import dev.nines.chaos.target.Target;
import dev.nines.chaos.target.Targets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The controller that a rehearsal kills: arms the healers that it is told, holds a connection, and says {@code HELD}. It lives
 * until somebody ends it.
 */
public final class RehearsalMain {
    static final String HELD = "HELD";
    static final String ENDED = "ENDED ";

    private RehearsalMain() {}

    /** Arguments: state folder, target, place, environment, seconds to live, run, healers by comma, then what starts ssh. */
    public static void main(String[] args) {
        StateFolder folder = new StateFolder(Path.of(args[0]));
        List<String> ssh = List.of(args).subList(7, args.length);
        Target target = new Targets(folder.ssh(), ssh).at(args[1], dev.nines.chaos.target.Location.parse(args[2]));
        List<Injection> injections = new ArrayList<>();
        for (String healer : List.of(args[6].split(","))) {
            injections.add(new Injection.Rehearsal(args[1], Injection.Healer.valueOf(healer)));
        }
        AtomicBoolean told = new AtomicBoolean();
        Hold hold = held -> {
            if (told.compareAndSet(false, true)) {
                connect(target);
                System.out.println(HELD);
            }
            return Hold.Verdict.GO_ON;
        };
        Report report = new FaultProtocol(
                        new FaultProtocol.Settings(args[5], args[3], Integer.parseInt(args[4])),
                        folder,
                        Map.of(args[1], target),
                        new Silent())
                .run(injections, hold);
        System.out.println(ENDED + report.ending() + " " + report.reason());
    }

    /** A connection that is open when the end comes; where only the helper may be run, there is none to cut. */
    private static void connect(Target target) {
        try {
            target.start(List.of("cat"));
        } catch (IOException e) {
            System.out.println("no connection is held: " + e.getMessage());
        }
    }

    private static final class Silent implements FaultProtocol.Watcher {
        @Override
        public void journaled(Entry entry) {}

        @Override
        public void undoing(String reason) {}
    }
}
