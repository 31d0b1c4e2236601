package dev.nines.fault;

/**
 * The vocabulary of faults, shared by simulator and staging system. Data only. A target is a host ({@code lb1}), a
 * process ({@code front@lb1}: the process of service {@code front} on {@code lb1}) or a role resolved at the instant of
 * the fault ({@code master of vip}, {@code primary of db}).
 */
public sealed interface Fault {

    /** The scenario's word for it: {@code crash}, {@code kill}, … */
    String verb();

    /** What is hit, as written in the scenario. */
    String target();

    /** Power gone at once: nothing is sent any more, the neighbours see the carrier drop, memory is lost. */
    record Crash(String target) implements Fault {
        @Override
        public String verb() {
            return "crash";
        }
    }

    /** Power switched off by an operator or a BMC: as {@link Crash}, but nobody can have sent anything half. */
    record PowerOff(String target) implements Fault {
        @Override
        public String verb() {
            return "power-off";
        }
    }

    /** SIGKILL of a process, with its children. The kernel lives: its ports answer with RST. */
    record Kill(String target) implements Fault {
        @Override
        public String verb() {
            return "kill";
        }
    }

    /** SIGKILL of the parent only; keepalived's child then gets a signal and resigns. */
    record KillParent(String target) implements Fault {
        @Override
        public String verb() {
            return "kill-parent";
        }
    }

    /** SIGSTOP: the kernel still accepts connections until the backlog is full, nobody answers. */
    record Hang(String target) implements Fault {
        @Override
        public String verb() {
            return "hang";
        }
    }

    /**
     * A process, or every process of a host, stands still and goes on later with what waited for it: SIGSTOP and SIGCONT,
     * a garbage collection, the stun of a virtual machine. The kernel goes on.
     */
    record Pause(String target) implements Fault {
        @Override
        public String verb() {
            return "pause";
        }
    }

    /** SIGTERM of a process, or an orderly shutdown of a host. */
    record Stop(String target) implements Fault {
        @Override
        public String verb() {
            return "stop";
        }
    }

    /** Stop and start again at once. */
    record Restart(String target) implements Fault {
        @Override
        public String verb() {
            return "restart";
        }
    }

    /** Cable pulled: the host sees the loss of carrier. */
    record CableCut(String target) implements Fault {
        @Override
        public String verb() {
            return "cable-cut";
        }
    }

    /** The switch stops forwarding, the carrier stays: nobody is told. */
    record SilentCut(String target) implements Fault {
        @Override
        public String verb() {
            return "silent-cut";
        }
    }

    /** What a rule of the network applies to. */
    enum Traffic {
        ALL,
        VRRP,
        TCP
    }

    /** Messages from one host to another are dropped, and back again unless {@code oneWay}. */
    record Partition(String target, String to, boolean oneWay, Traffic traffic) implements Fault {
        @Override
        public String verb() {
            return "partition";
        }
    }

    /**
     * Each message from the host to another is lost with this probability, and back again unless {@code oneWay}.
     *
     * @param to the other host; empty: every other
     */
    record Loss(String target, String to, boolean oneWay, double probability) implements Fault {
        /** To and from every other host. */
        public Loss(String target, double probability) {
            this(target, "", false, probability);
        }

        @Override
        public String verb() {
            return "loss";
        }
    }

    /** Each message to and from the host takes this much longer. */
    record Latency(String target, long extraNanos) implements Fault {
        @Override
        public String verb() {
            return "latency";
        }
    }

    /** The link of the host carries at most this many bits per second: replication falls behind. */
    record Rate(String target, long bitsPerSecond) implements Fault {
        @Override
        public String verb() {
            return "rate-limit";
        }
    }

    /** A process works {@code factor} times slower. */
    record Slow(String target, double factor) implements Fault {
        @Override
        public String verb() {
            return "slow";
        }
    }

    /** Every host of a zone (or region prefix) loses power. */
    record ZoneOutage(String target) implements Fault {
        @Override
        public String verb() {
            return "zone-outage";
        }
    }

    /** The replicas of a database service apply what they receive this much later. */
    record ReplicaLag(String target, long lagNanos) implements Fault {
        @Override
        public String verb() {
            return "replica-lag";
        }
    }

    /** An operator starts both nodes of a service as master (two owners of a VIP, two writable primaries). */
    record BothMasters(String target) implements Fault {
        @Override
        public String verb() {
            return "both-masters";
        }
    }
}
