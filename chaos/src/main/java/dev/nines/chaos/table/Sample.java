package dev.nines.chaos.table;

import dev.nines.chaos.table.Figure.Span;
import dev.nines.measure.Losses;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * One repetition as it is kept: a line of a CSV file.
 *
 * @param campaign the file that it is in
 * @param invalid why it does not count; empty: it does
 * @param faultNanos wall clock
 * @param uncertaintyNanos of the fault, either way
 * @param holdNanos from the fault until it was out of effect
 * @param ageNanos of the last tick of the experiment's clock, at the fault; empty: not seen
 * @param outages since the fault
 * @param losses by the ledger of writes; not measured where nothing writes
 */
public record Sample(
        String campaign,
        String experiment,
        String invalid,
        long faultNanos,
        long uncertaintyNanos,
        long holdNanos,
        OptionalLong ageNanos,
        long probes,
        long failed,
        List<Span> outages,
        Losses losses) {
    static final String HEADER = "experiment,invalid,fault_us,uncertainty_us,hold_us,age_us,probes,failed,"
            + "outages_us,acked,lost,in_doubt,resurrected,duplicated";
    private static final int FIELDS = 14;

    public boolean counts() {
        return invalid.isEmpty();
    }

    long figure(Figure figure) {
        return figure.of(outages, holdNanos, losses);
    }

    String line() {
        StringBuilder text = new StringBuilder(experiment).append(',');
        text.append(invalid.replaceAll("[,\\s]+", " ").replace("\"", "")).append(',');
        text.append(micros(faultNanos))
                .append(',')
                .append(micros(uncertaintyNanos))
                .append(',');
        text.append(micros(holdNanos)).append(',');
        ageNanos.ifPresent(age -> text.append(micros(age)));
        text.append(',').append(probes).append(',').append(failed).append(',');
        for (int i = 0; i < outages.size(); i++) {
            text.append(i > 0 ? ";" : "");
            text.append(micros(outages.get(i).startNanos()))
                    .append('~')
                    .append(micros(outages.get(i).endNanos()));
        }
        if (!losses.measured()) {
            return text.append(",,,,,").toString();
        }
        return text.append(',')
                .append(losses.acked())
                .append(',')
                .append(losses.lost())
                .append(',')
                .append(losses.inDoubt())
                .append(',')
                .append(losses.resurrected())
                .append(',')
                .append(losses.duplicated())
                .toString();
    }

    private static long micros(long nanos) {
        return Math.floorDiv(nanos + 500, 1_000);
    }

    /** @throws IllegalArgumentException if it is no such line */
    static Sample parse(String campaign, String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("not " + FIELDS + " fields: " + line);
        }
        List<Span> outages = new ArrayList<>();
        for (String outage : fields[8].isEmpty() ? new String[0] : fields[8].split(";", -1)) {
            int mark = outage.indexOf('~');
            outages.add(new Span(nanos(outage.substring(0, mark)), nanos(outage.substring(mark + 1))));
        }
        Losses losses = fields[9].isEmpty()
                ? Losses.NOT_MEASURED
                : new Losses(
                        Long.parseLong(fields[9]),
                        Long.parseLong(fields[10]),
                        Long.parseLong(fields[11]),
                        Long.parseLong(fields[12]),
                        Long.parseLong(fields[13]),
                        0);
        return new Sample(
                campaign,
                fields[0],
                fields[1],
                nanos(fields[2]),
                nanos(fields[3]),
                nanos(fields[4]),
                fields[5].isEmpty() ? OptionalLong.empty() : OptionalLong.of(nanos(fields[5])),
                Long.parseLong(fields[6]),
                Long.parseLong(fields[7]),
                List.copyOf(outages),
                losses);
    }

    private static long nanos(String micros) {
        return Long.parseLong(micros) * 1_000;
    }
}
