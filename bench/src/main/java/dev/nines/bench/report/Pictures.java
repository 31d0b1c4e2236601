package dev.nines.bench.report;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The table and the latency distribution as PNG. */
public final class Pictures {
    private static final Color OURS = new Color(0x1F, 0x6F, 0xB4);
    private static final Color GOAL = new Color(0xC8, 0x7A, 0x1E);

    private Pictures() {}

    /** How many times faster than the best peer, beside what should be reached. */
    public static void ratios(List<Row> rows, Path file) {
        List<String> titles = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        List<Double> goals = new ArrayList<>();
        for (Row row : rows) {
            if (row.reach().kind() == Reach.Kind.TIMES_FASTER) {
                titles.add(row.reach().id());
                ratios.add(row.ratio().orElseThrow().value());
                goals.add(row.reach().goal());
            }
        }
        if (titles.isEmpty()) {
            return;
        }
        CategoryChart chart = new CategoryChartBuilder()
                .width(1200)
                .height(620)
                .title("Times faster than the fastest peer, in one run")
                .xAxisTitle("")
                .yAxisTitle("times faster (logarithmic)")
                .build();
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setYAxisMin(0.5);
        chart.getStyler().setXAxisLabelRotation(35);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNW);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setSeriesColors(new Color[] {OURS, GOAL});
        chart.addSeries("measured", titles, ratios);
        chart.addSeries("to be reached", titles, goals);
        save(chart, file);
    }

    /** Percentiles up to the worst, one line each. */
    public static void latencies(Map<String, Histogram> histograms, Path file) {
        XYChart chart = new XYChartBuilder()
                .width(1000)
                .height(600)
                .title("One operation of the hot path, this run")
                .xAxisTitle("1 / (1 - percentile), logarithmic: 100 is the 99th")
                .yAxisTitle("nanoseconds (logarithmic)")
                .build();
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNW);
        new LinkedHashMap<>(histograms).forEach((name, histogram) -> {
            List<Double> x = new ArrayList<>();
            List<Double> y = new ArrayList<>();
            for (HistogramIterationValue value : histogram.percentiles(3)) {
                double rest = 1 - value.getPercentileLevelIteratedTo() / 100;
                if (rest > 0) {
                    x.add(1 / rest);
                    y.add((double) Math.max(1, value.getValueIteratedTo()));
                }
            }
            chart.addSeries(name, x, y).setMarker(SeriesMarkers.NONE);
        });
        save(chart, file);
    }

    private static void save(IChart chart, Path file) {
        try {
            ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
