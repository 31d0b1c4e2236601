package dev.nines.scenario.vocabulary;

import dev.nines.model.spec.DowntimeWindow;
import dev.nines.model.spec.ObjectiveSpec.Comparison;
import dev.nines.result.ObjectivePaths;
import dev.nines.scenario.language.Quantities;
import dev.nines.scenario.language.Rejected;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Nearest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Objectives about downtime in windows of time: {@code P(downtime/year > 5m15s) <= 5%}, {@code error-budget(30d 99.9%)
 * used <= 50%}, and both together: {@code P(error-budget(30d 99.9%) used > 100%) <= 1%}.
 */
final class WindowMeasure {
    /** The forms, as a regular expression (Java and ECMA-262) for the schema. */
    static final String SHAPE = "P\\([^()]*(?:\\([^()]*\\))?[^()]*\\)|error-budget\\([^()]*\\) +used(?:\\.[a-z0-9]+)?";

    private static final String EXAMPLE_P = "P(downtime/year > 5m15s) <= 5%";
    private static final String EXAMPLE_BUDGET = "error-budget(30d 99.9%) used <= 50%";
    private static final String SERVICE = "(?:(" + Objective.NAME + "): +)?";
    private static final Pattern MEANT = Pattern.compile(SERVICE + "(?:P *\\(|(?:P\\()?error[-_ ]?budget).*");
    private static final Pattern PROBABILITY = Pattern.compile(SERVICE + "P\\((.*)\\) *([<>=!]+) *([^ ]+)");
    private static final Pattern INNER = Pattern.compile("(.*?) *([<>=!]+) *([^ ]+)");
    private static final Pattern BUDGET =
            Pattern.compile(SERVICE + "(error-budget\\(.*?\\)(?: +[a-z0-9.]+)?) *([<>=!]+) *([^ ]+)");
    private static final Pattern USED = Pattern.compile("error-budget\\( *([^ ]+) +([^ ]+) *\\) +used(?:\\.([^ ]+))?");
    private static final Pattern DOWNTIME = Pattern.compile("downtime/([A-Za-z0-9]+)");
    private static final List<String> STATISTICS = List.of("mean", "p50", "p95", "p99", "max");
    private static final String USUAL = "p95";
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private static final double DAY_SECONDS = 86_400;

    private WindowMeasure() {}

    static boolean isMeant(String text) {
        return MEANT.matcher(text).matches();
    }

    static Objective.Parsed parse(String text) {
        String bounded = text.length() <= Objective.LENGTH_MAX ? text : "";
        Matcher p = PROBABILITY.matcher(bounded);
        if (p.matches()) {
            return probability(text, p);
        }
        Matcher budget = BUDGET.matcher(bounded);
        if (budget.matches()) {
            return budget(text, budget);
        }
        String example = text.contains("P(") || text.contains("P (") ? EXAMPLE_P : EXAMPLE_BUDGET;
        throw wrong("not an objective", "such as " + example, "");
    }

    private static Objective.Parsed probability(String text, Matcher p) {
        Matcher inner = INNER.matcher(p.group(2));
        if (!inner.matches()) {
            throw wrong("no comparison in `P(" + p.group(2) + ")`", "such as " + EXAMPLE_P, "");
        }
        if (!inner.group(2).equals(">")) {
            throw wrong("no comparison `" + inner.group(2) + "` in P(…)", "P is the chance of more", "write >");
        }
        DowntimeWindow window = window(inner.group(1), inner.group(3));
        if (Objective.comparison(p.group(3)) != Comparison.AT_MOST) {
            throw wrong(
                    "no comparison `" + p.group(3) + "` after P(…)", "the chance of too much is bounded", "write <=");
        }
        double limit = Objective.share(p.group(4));
        if (limit == 0) {
            String help = "write <= 0.1%, or hold `downtime-per-year` = 0";
            throw wrong("no number of trials shows a chance of 0 %", "must be more than 0 %", help);
        }
        return parsed(text, p.group(1), ObjectivePaths.EXCEEDING, window, Comparison.AT_MOST, limit);
    }

    /** {@code downtime/year} and {@code 5m15s}, or {@code error-budget(30d 99.9%) used} and {@code 50%}. */
    private static DowntimeWindow window(String measure, String threshold) {
        Matcher used = USED.matcher(measure);
        if (used.matches() && used.group(3) == null) {
            DowntimeWindow budget = budget(used);
            return new DowntimeWindow(budget.days(), budget.seconds() * usedShare(threshold));
        }
        Matcher downtime = DOWNTIME.matcher(measure);
        if (!downtime.matches()) {
            List<String> known = List.of("downtime/year", "downtime/30d", "error-budget(30d 99.9%) used");
            throw wrong("no measure `" + measure + "` in P(…)", "", Nearest.help(measure, known));
        }
        String per = downtime.group(1);
        if (!per.equals("year") && !per.matches("[0-9]+[a-z]+")) {
            String help = Nearest.of(per, List.of("year"))
                    .map(y -> "did you mean `downtime/year`?")
                    .orElse("");
            throw wrong("no window `" + per + "`", "`year`, or days such as `30d`", help);
        }
        int days = per.equals("year") ? DowntimeWindow.YEAR : days(per);
        double seconds = Quantities.compound(threshold) / 1e9;
        if (seconds >= days * DAY_SECONDS) {
            throw wrong("`" + threshold + "` is not less than the window", "never exceeded", "");
        }
        return new DowntimeWindow(days, seconds);
    }

    private static Objective.Parsed budget(String text, Matcher budget) {
        Matcher used = USED.matcher(budget.group(2));
        if (!used.matches()) {
            String label = "a window and a target, then `used`";
            throw wrong("no error budget `" + budget.group(2) + "`", label, "such as " + EXAMPLE_BUDGET);
        }
        String statistic = used.group(3) == null ? USUAL : used.group(3);
        if (!STATISTICS.contains(statistic)) {
            throw wrong("no statistic `" + statistic + "`", "", Nearest.help(statistic, STATISTICS));
        }
        Comparison comparison = Objective.comparison(budget.group(3));
        double limit = usedShare(budget.group(4));
        String path = ObjectivePaths.BUDGET + "." + statistic;
        return parsed(text, budget.group(1), path, budget(used), comparison, limit);
    }

    private static DowntimeWindow budget(Matcher used) {
        int days = days(used.group(1));
        double target = Objective.share(used.group(2));
        if (target >= 1 || target <= 0) {
            String message = "a target of " + used.group(2) + " has no error budget";
            throw wrong(message, "between 0 % and 100 %", "such as 99.9%");
        }
        return new DowntimeWindow(days, (1 - target) * days * DAY_SECONDS);
    }

    /** A share of a budget, which may be more than all of it. */
    private static double usedShare(String text) {
        if (text.matches("[0-9]{3,6}(?:\\.[0-9]+)?%")) {
            return Double.parseDouble(text.substring(0, text.length() - 1)) / 100;
        }
        return Objective.share(text);
    }

    private static int days(String text) {
        long nanos = (Long) Quantities.duration("1d", "100y").parse(text, dev.nines.scenario.yaml.Yaml.Kind.TEXT);
        if (nanos % DAY_NANOS != 0) {
            throw wrong("the window `" + text + "` has no whole days", "whole days, such as 30d", "");
        }
        return (int) (nanos / DAY_NANOS);
    }

    private static Objective.Parsed parsed(
            String text, String service, String path, DowntimeWindow window, Comparison comparison, double limit) {
        return new Objective.Parsed(text, service == null ? "" : service, path, window, "", "", comparison, limit);
    }

    private static Rejected wrong(String message, String label, String help) {
        return new Rejected(Code.BAD_OBJECTIVE, message, label, help);
    }
}
