package dev.nines.bench.kernel;

import umontreal.ssj.simevents.eventlist.BinaryTree;
import umontreal.ssj.simevents.eventlist.EventList;
import umontreal.ssj.simevents.eventlist.Henriksen;
import umontreal.ssj.simevents.eventlist.RedblackTree;
import umontreal.ssj.simevents.eventlist.SplayTree;

/** The names of the engines in the benchmarks' parameters. */
final class Peers {
    static final String NINES = "nines";
    static final String MASON = "mason";
    static final String DSOL = "dsol";
    static final String CLOUDSIM = "cloudsimplus";
    static final String JDK = "jdk-queue";
    static final String AGRONA = "agrona-wheel";
    private static final String SSJ = "ssj-";

    private Peers() {}

    static boolean isSsj(String engine) {
        return engine.startsWith(SSJ);
    }

    static EventList ssjList(String engine) {
        return switch (engine) {
            case "ssj-henriksen" -> new Henriksen();
            case "ssj-splay" -> new SplayTree();
            case "ssj-binary" -> new BinaryTree();
            case "ssj-redblack" -> new RedblackTree();
            default -> throw unknown(engine);
        };
    }

    static IllegalArgumentException unknown(String engine) {
        return new IllegalArgumentException("no engine " + engine);
    }
}
