package dev.nines.model;

import dev.nines.fault.Fault;
import dev.nines.kernel.Trace;
import dev.nines.measure.TrialRecord.DrillRecord;
import dev.nines.model.spec.Design;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmokeTest {
    static final Trace PRINT = new Trace() {
        public boolean on() {
            return true;
        }

        public void record(long t, String c, String text) {
            System.out.printf("%14.6f %-20s %s%n", t / 1e9, c, text);
        }
    };

    @Test
    void vrrp() {
        Design d = Specs.design(
                List.of(Specs.keepalived(2, Specs.S), Specs.web("vip", "a", "b")),
                Specs.probe(10 * Specs.MS, Specs.S, 0.9, "web"),
                Specs.drill("crash", new Fault.Crash("a"), 600 * Specs.S));
        DrillRecord r = new Trial(d, 1, 0, TrialOptions.DEFAULT).drill(d.drills().get(0), PRINT);
        System.out.println(r);
        DrillRecord n = new Trial(d, 1, 0, new TrialOptions(false, false)).drill(d.drills().get(0), PRINT);
        System.out.println(n);
        long t = System.nanoTime();
        long ev = 0;
        for (int i = 0; i < 2000; i++) {
            Trial trial = new Trial(d, 1, i, TrialOptions.DEFAULT);
            ev += trial.run().events();
        }
        double el = (System.nanoTime() - t) / 1e9;
        System.out.println("2000 drills " + el + " s, events " + ev + " " + el * 1e9 / ev + " ns/event");
    }
}
