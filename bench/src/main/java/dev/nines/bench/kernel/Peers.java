package dev.nines.bench.kernel;

import umontreal.ssj.simevents.eventlist.BinaryTree;
import umontreal.ssj.simevents.eventlist.Henriksen;
import umontreal.ssj.simevents.eventlist.RedblackTree;
import umontreal.ssj.simevents.eventlist.SplayTree;

/** The engines by their names in the benchmarks' parameters. */
final class Peers {
    private Peers() {}

    static Loads named(String engine) {
        return switch (engine) {
            case "nines" -> new OurEngine();
            case "ssj-henriksen" -> new SsjEngine(Henriksen::new);
            case "ssj-splay" -> new SsjEngine(SplayTree::new);
            case "ssj-binary" -> new SsjEngine(BinaryTree::new);
            case "ssj-redblack" -> new SsjEngine(RedblackTree::new);
            case "mason" -> new MasonEngine();
            case "dsol" -> new DsolEngine();
            case "cloudsimplus" -> new CloudSimEngine();
            case "jdk-queue" -> new JdkEngine();
            case "agrona-wheel" -> new AgronaEngine();
            default -> throw new IllegalArgumentException("no engine " + engine);
        };
    }
}
