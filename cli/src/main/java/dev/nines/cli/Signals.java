package dev.nines.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Counts ^C and SIGTERM. Java itself takes only the first for something: while shutdown hooks run, it is deaf. The class for
 * that is {@code sun.misc.Signal}, which every JDK from 9 on has in {@code jdk.unsupported}; it is reached by name, since a
 * compiler warns of it, and where it is missing, or signals are ignored, everything stays as Java has it.
 */
final class Signals {
    private Signals() {}

    /** @param counted is told how many have come, from 1 on; on a thread of its own each */
    static void count(IntConsumer counted) {
        AtomicInteger count = new AtomicInteger();
        for (String name : new String[] {"INT", "TERM"}) {
            try {
                Class<?> signal = Class.forName("sun.misc.Signal");
                Class<?> handler = Class.forName("sun.misc.SignalHandler");
                Object own = Proxy.newProxyInstance(
                        Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                            if (method.getName().equals("handle")) {
                                int now = count.incrementAndGet();
                                new Thread(() -> counted.accept(now), "signal").start();
                            }
                            return null;
                        });
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), own);
            } catch (ReflectiveOperationException e) {
                return;
            }
        }
    }
}
