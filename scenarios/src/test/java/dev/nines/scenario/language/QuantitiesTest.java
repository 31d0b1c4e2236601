package dev.nines.scenario.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nines.kernel.Law;
import dev.nines.scenario.problem.Code;
import dev.nines.scenario.yaml.Yaml;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {

    private static Object parse(Type.ScalarType type, String text) {
        return type.parse(text, Texts.kindOf(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0s, 0",
        "1ns, 1",
        "500us, 500_000",
        "200ms, 200_000_000",
        "0.2ms, 200_000",
        "1s, 1_000_000_000",
        "1.5s, 1_500_000_000",
        "10min, 600_000_000_000",
        "2h, 7_200_000_000_000",
        "90d, 7_776_000_000_000_000",
        "1y, 31_536_000_000_000_000",
        "200y, 6_307_200_000_000_000_000"
    })
    void durationsAreNanoseconds(String text, String nanos) {
        assertThat(parse(Quantities.duration(), text)).isEqualTo(Long.parseLong(nanos.replace("_", "")));
    }

    @ParameterizedTest
    @CsvSource({"10m, 10min", "5 sec, 5s", "5sec, 5s", "1hr, 1h", "3µs, 3us", "2days, 2d", "1Y, 1y"})
    void commonSlipsOfUnitsAreKnown(String text, String meant) {
        Rejected rejected = catchThrowableOfType(Rejected.class, () -> parse(Quantities.duration(), text));
        assertThat(rejected.code()).isEqualTo(Code.UNIT);
        assertThat(rejected.help()).isEqualTo("did you mean `" + meant + "`?");
    }

    @ParameterizedTest
    @CsvSource({
        "1, UNIT",
        "s, UNIT",
        "1s1s, UNIT",
        "1e3s, UNIT",
        ".5s, UNIT",
        "-1s, OUT_OF_RANGE",
        "201y, OUT_OF_RANGE",
        "1234567890123456789s, OUT_OF_RANGE",
        "1km, UNIT"
    })
    void whatIsNoDurationIsRefused(String text, Code code) {
        Rejected rejected = catchThrowableOfType(Rejected.class, () -> parse(Quantities.duration(), text));
        assertThat(rejected.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"100/s, 100.0", "60/min, 1.0", "3600/h, 1.0", "86400/d, 1.0", "0.5/s, 0.5"})
    void ratesArePerSecond(String text, double perSecond) {
        assertThat((Double) parse(Quantities.rate(), text))
                .isCloseTo(perSecond, org.assertj.core.data.Offset.offset(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"10MB, 10000000", "2KiB, 2048", "1GiB, 1073741824", "5B, 5", "1.5kB, 1500"})
    void sizesAreBytes(String text, long bytes) {
        assertThat(parse(Quantities.size(), text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"91Mbit/s, 91000000", "1Gbit/s, 1000000000"})
    void bitRatesAreBitsPerSecond(String text, long bits) {
        assertThat(parse(Quantities.bitRate(), text)).isEqualTo(bits);
    }

    @ParameterizedTest
    @CsvSource({"20%, 0.2", "0.2, 0.2", "0, 0.0", "1, 1.0", "100%, 1.0", "99.95%, 0.9995"})
    void sharesArePartsOfOne(String text, double share) {
        assertThat(parse(new Quantities.Share(), text)).isEqualTo(share);
    }

    @ParameterizedTest
    @CsvSource({"true, -1", "false, 0", "3, 3", "-1, -1"})
    void optionsHaveAnArgument(String text, int value) {
        assertThat(parse(new Quantities.Option(-1, 0, -100, 100), text)).isEqualTo(value);
    }

    @org.junit.jupiter.api.Test
    void lawsHaveNoCommas() {
        Laws laws = Laws.any();
        assertThat(parse(laws, "5s")).isEqualTo(Law.constant(5_000_000_000L));
        assertThat(parse(laws, "exponential(20ms)")).isEqualTo(new Law.Exponential(20e6));
        assertThat(parse(laws, "exponential( 20ms )")).isEqualTo(new Law.Exponential(20e6));
        assertThat(parse(laws, "uniform(1s 3s)")).isEqualTo(new Law.Uniform(1_000_000_000L, 3_000_000_000L));
        assertThat(parse(laws, "lognormal(20min p95 2h)")).isEqualTo(new Law.Lognormal(1200e9, 7200e9));
        assertThat(parse(laws, "weibull(90d shape 2)")).isEqualTo(new Law.Weibull(90 * 86_400e9, 2));
        assertThat(new Laws("0s", true).parse("never", Yaml.Kind.TEXT)).isSameAs(Laws.NEVER);
    }
}
