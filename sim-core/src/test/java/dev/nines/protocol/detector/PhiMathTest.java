package dev.nines.protocol.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiMathTest {
    @ParameterizedTest
    @CsvSource({"1,1.2822", "3,3.0589", "5,4.1192", "8,5.2260", "10,5.7990", "12,6.2921"})
    void thresholdsMeanTheseDeviationsInAkka(double phi, double deviations) {
        assertThat(PhiMath.logisticInverse(phi)).isCloseTo(deviations, within(5e-5));
    }

    @Test
    void theInverseIsTheInverse() {
        for (double phi = 0.1; phi <= 100; phi *= 1.1) {
            double y = PhiMath.logisticInverse(phi);
            assertThat(PhiMath.logisticPhi(y, 0, 1)).isCloseTo(phi, within(1e-12 * phi + 1e-14));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "16,1,0.124", "16,3,5.80e-3", "16,5,7.57e-4", "16,8,9.45e-5", "16,10,3.37e-5", "16,12,1.43e-5",
        "200,1,0.102", "200,3,1.33e-3", "200,5,3.02e-5", "200,8,2.47e-7", "200,10,1.50e-8", "200,12,1.16e-9",
        "1000,1,0.1", "1000,3,1.15e-3", "1000,5,2.09e-5", "1000,8,1.08e-7", "1000,10,4.62e-9", "1000,12,2.43e-10"
    })
    void theTailOfASampleOfGapsIsStudents(int gaps, double threshold, double tail) {
        double phi = PhiMath.studentPhi(gaps, PhiMath.logisticInverse(threshold));
        assertThat(Math.pow(10, -phi)).isCloseTo(tail, within(0.006 * tail));
    }

    @Test
    void tailsAgreeWithTheLibrary() {
        for (int gaps : new int[] {2, 3, 16, 17, 200, 1000}) {
            TDistribution student = TDistribution.of(gaps - 1);
            for (double deviations : new double[] {-8, -2, -0.5, 0, 0.3, 1, 3, 6, 12, 40}) {
                double expected =
                        -Math.log10(student.survivalProbability(deviations * Math.sqrt((gaps - 1.0) / (gaps + 1.0))));
                assertThat(PhiMath.studentPhi(gaps, deviations))
                        .as("%s gaps, %s deviations", gaps, deviations)
                        .isCloseTo(expected, within(1e-10 * (1 + expected)));
            }
        }
    }

    @Test
    void studentsInverseIsTheInverse() {
        for (int gaps : new int[] {16, 17, 50, 200, 1000, 100_000}) {
            for (double phi : new double[] {0.5, 1, 3, 8, 12, 100}) {
                double deviations = PhiMath.studentInverse(gaps, phi);
                assertThat(PhiMath.studentPhi(gaps, deviations)).isCloseTo(phi, within(1e-9 * phi));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1.2816", "3,3.0902", "5,4.2649", "8,5.6120", "10,6.3613", "12,7.0345"})
    void manyGapsMakeItATrueNormalTail(double phi, double deviations) {
        assertThat(PhiMath.studentInverse(100_000, phi)).isCloseTo(deviations, within(1e-3));
    }
}
