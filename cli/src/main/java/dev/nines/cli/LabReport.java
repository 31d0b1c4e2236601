package dev.nines.cli;

import dev.nines.chaos.lab.LabFolder;
import dev.nines.chaos.lab.LabState;
import dev.nines.chaos.lab.LabStatus;
import java.util.List;

/** Prints labs that are up. */
final class LabReport {
    private LabReport() {}

    static void print(LabState lab, Nines nines) {
        print(List.of(lab), nines);
    }

    static void print(List<LabState> labs, Nines nines) {
        List<LabStatus> all = labs.stream().map(LabStatus::of).toList();
        if (nines.options().format() == Format.json) {
            nines.terminal().print(LabFolder.json(all));
            return;
        }
        StringBuilder text = new StringBuilder();
        for (LabStatus lab : all) {
            text.append(text(lab));
        }
        nines.terminal()
                .print(nines.terminal().unicode() ? text.toString() : dev.nines.report.Ascii.of(text.toString()));
    }

    private static String text(LabStatus lab) {
        StringBuilder text = new StringBuilder();
        text.append("Lab of ").append(lab.design()).append(": ").append(lab.title());
        text.append(lab.rootless() ? " (rootless)\n" : "\n");
        text.append("  ").append(versions(lab)).append("\n\n");
        int width = lab.hosts().stream()
                .mapToInt(host -> host.name().length())
                .max()
                .orElse(0);
        for (LabStatus.Host host : lab.hosts()) {
            text.append("  ")
                    .append(host.name())
                    .append(" ".repeat(width - host.name().length()));
            text.append("  ").append(addresses(host.addresses()));
            text.append("  ").append(String.join(", ", host.processes())).append('\n');
        }
        list(text, "Roles", lab.roles());
        list(text, "Answers to the client host", lab.answers());
        list(text, "Stand-ins", lab.standIns());
        list(text, "Not as in the design", lab.differences());
        list(text, "How to look inside", lab.hints());
        return text.append('\n').toString();
    }

    private static String versions(LabStatus lab) {
        return String.join(
                ", ",
                lab.versions().entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .toList());
    }

    private static String addresses(List<String> addresses) {
        return addresses.size() == 1
                ? addresses.get(0)
                : addresses.get(0) + " … " + addresses.get(addresses.size() - 1);
    }

    private static void list(StringBuilder text, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append('\n').append("  ").append(title).append('\n');
            lines.forEach(line -> text.append("    ").append(line).append('\n'));
        }
    }
}
