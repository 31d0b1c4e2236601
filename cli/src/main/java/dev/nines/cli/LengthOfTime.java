package dev.nines.cli;

import dev.nines.scenario.language.Quantities;
import dev.nines.scenario.language.Rejected;
import dev.nines.scenario.yaml.Yaml;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration on the command line, written as in scenarios. */
record LengthOfTime(long nanos) {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** In seconds, rounded up. */
    int seconds() {
        return (int) Math.min(Integer.MAX_VALUE, (nanos + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND);
    }

    /** From text. */
    static final class Converter implements ITypeConverter<LengthOfTime> {
        @Override
        public LengthOfTime convert(String text) {
            try {
                return new LengthOfTime((Long) Quantities.duration("1s", "7d").parse(text, Yaml.Kind.TEXT));
            } catch (Rejected e) {
                throw new TypeConversionException("'" + text + "' is not a duration from 1s to 7d");
            }
        }
    }
}
