package dev.nines.chaos.target;

import dev.nines.scenario.language.Report;
import dev.nines.scenario.language.Section;
import dev.nines.scenario.language.Value;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.problem.Nearest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks and reads what {@link SafetyLanguage} says. */
final class SafetyReader {
    private final Section file;
    private final Report report;

    SafetyReader(Section file, Report report) {
        this.file = file;
        this.report = report;
    }

    void check() {
        for (Value value : file.list("stop")) {
            stop((Section) value.object());
        }
        for (String canary : file.sections("canaries").keySet()) {
            if (file.map("probes").containsKey(canary)) {
                report.add(
                        Code.CONTRADICTION,
                        file.map("canaries").get(canary).key(),
                        "`" + canary + "` is a probe too",
                        "a canary is what no fault touches",
                        "");
            }
        }
        file.sub("window").ifPresent(this::window);
    }

    private void stop(Section stop) {
        if (stop.has("probe")) {
            var known = file.map("probes").keySet();
            if (!known.contains(stop.text("probe"))) {
                String help = Nearest.help(stop.text("probe"), known);
                report.add(
                        Code.UNKNOWN_SERVICE,
                        stop.get("probe").place(),
                        "no probe `" + stop.text("probe") + "`",
                        "",
                        help);
            }
        }
        foreign(stop, "probe", "below", "for");
        foreign(stop, "http", "status");
        foreign(stop, "prometheus", "query", "at-least", "at-most");
        if (stop.has("prometheus")) {
            boolean one = stop.has("at-least") != stop.has("at-most");
            if (!stop.has("query") || !one) {
                String help = "such as query: sum(up), at-least: 3";
                String message = "a query needs `query` and one of `at-least` and `at-most`";
                report.add(Code.MISSING_KEY, stop.place(), message, "", help);
            }
        }
    }

    private void foreign(Section stop, String owner, String... keys) {
        for (String key : keys) {
            if (stop.isWritten(key) && !stop.isWritten(owner)) {
                report.add(Code.CONTRADICTION, stop.place(), "`" + key + "` is for `" + owner + "`", "", "delete it");
            }
        }
    }

    private void window(Section window) {
        if (window.has("hours")) {
            Value hours = window.get("hours");
            String zone = hours.text().strip().replaceAll(".* ", "");
            try {
                ZoneId.of(zone);
            } catch (DateTimeException e) {
                report.add(Code.WRONG_SHAPE, hours.place(), "no zone `" + zone + "`", "", "such as Asia/Seoul or UTC");
            }
        }
        for (Value freeze : window.list("freezes")) {
            dates(freeze);
        }
    }

    private void dates(Value freeze) {
        String[] ends = ((String) freeze.object()).split("\\.\\.", -1);
        try {
            LocalDate first = LocalDate.parse(ends[0]);
            if (LocalDate.parse(ends[ends.length - 1]).isBefore(first)) {
                report.add(Code.CONTRADICTION, freeze.place(), "it ends before it begins", "", "");
            }
        } catch (DateTimeException e) {
            report.add(Code.WRONG_SHAPE, freeze.place(), "no such date", "", "such as 2026-12-24..2027-01-02");
        }
    }

    /** @param canaries as they were read */
    Safety read(Map<String, Inventory.ProbeSpec> canaries) {
        List<Safety.Stop> stops = new ArrayList<>();
        for (Value value : file.list("stop")) {
            stops.add(condition((Section) value.object()));
        }
        List<Safety.Announcement> announcements = new ArrayList<>();
        for (Value value : file.list("announce")) {
            Section one = (Section) value.object();
            announcements.add(new Safety.Announcement(texts(one, "command"), one.text("webhook")));
        }
        return new Safety(
                stops,
                canaries,
                file.sub("window").map(w -> new Safety.Window(w.text("hours"), texts(w, "freezes"))),
                file.nanos("cool-down"),
                announcements);
    }

    private static Safety.Stop condition(Section stop) {
        if (stop.has("probe")) {
            return new Safety.Stop.Share(stop.text("probe"), stop.number("below"), stop.nanos("for"));
        }
        if (stop.has("http")) {
            return new Safety.Stop.Page(stop.text("http"), stop.count("status"));
        }
        boolean least = stop.has("at-least");
        return new Safety.Stop.Query(
                stop.text("prometheus"), stop.text("query"), least, stop.number(least ? "at-least" : "at-most"));
    }

    private static List<String> texts(Section table, String key) {
        return table.list(key).stream().map(value -> (String) value.object()).toList();
    }
}
