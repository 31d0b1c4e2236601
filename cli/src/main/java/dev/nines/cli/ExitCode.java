package dev.nines.cli;

import dev.nines.result.RunResult;
import dev.nines.stats.Verdict;
import java.util.Collection;

/** How the program ends. The numbers are public and never change their meaning; the order is the precedence. */
public enum ExitCode {
    /** Done, objectives met. */
    DONE(0),
    /** The trials cannot tell whether an objective holds. */
    INCONCLUSIVE(4),
    /** An objective was missed, or a violation was not expected. */
    MISSED(1),
    /** The run does not count: a fault was not in effect, a probe was blind. */
    INVALID_RUN(4),
    /** Refused by a guard or the environment; nothing was changed. */
    REFUSED(5),
    /** Stopped by a stop condition and undone. */
    STOPPED(7),
    /** Stopped by the user and undone. */
    INTERRUPTED(130),
    /** A bug in Nines. */
    BUG(70),
    /** A fault was left behind on a target. */
    FAULT_LEFT(6),
    /** The command was not understood; nothing was run. */
    USAGE(2),
    /** An input file is invalid; nothing was run. */
    INPUT(3);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The one that is reported when both apply. */
    ExitCode worse(ExitCode other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** What a design's objectives and violations amount to. */
    static ExitCode of(RunResult result) {
        ExitCode worst = DONE;
        for (var objective : result.objectives()) {
            worst = worst.worse(of(objective.verdict()));
        }
        boolean unexpected = result.violations().stream().anyMatch(v -> v.trials() > 0 && !v.expected());
        return unexpected ? worst.worse(MISSED) : worst;
    }

    static ExitCode of(Collection<RunResult> results) {
        return results.stream().map(ExitCode::of).reduce(DONE, ExitCode::worse);
    }

    private static ExitCode of(Verdict verdict) {
        return switch (verdict) {
            case MET -> DONE;
            case MISSED -> MISSED;
            case INCONCLUSIVE -> INCONCLUSIVE;
        };
    }
}
