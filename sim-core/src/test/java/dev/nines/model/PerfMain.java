package dev.nines.model;

import dev.nines.fault.Fault;
import dev.nines.model.spec.Design;
import java.util.List;

public final class PerfMain {
    public static void main(String[] args) {
        Design d = Specs.design(
                List.of(Specs.keepalived(2, Specs.S), Specs.web("vip", "a", "b")),
                Specs.probe(10 * Specs.MS, Specs.S, 0.9, "web"),
                Specs.drill("crash", new Fault.Crash("a"), 600 * Specs.S));
        for (int k = 0; k < 6; k++) {
            long t = System.nanoTime();
            long ev = 0;
            for (int i = 0; i < 1000; i++) {
                Trial trial = new Trial(d, 1, i, TrialOptions.DEFAULT);
                ev += trial.run().events();
            }
            double el = (System.nanoTime() - t) / 1e9;
            System.out.println("1000 drills " + el + " s, events " + ev + " " + el * 1e9 / ev + " ns/event");
        }
    }
}
