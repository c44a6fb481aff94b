package io.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.cost.CostCurve;
import io.assay.cost.CostReading;
import io.assay.cost.CostReading.Point;
import io.assay.cost.Interval;
import io.assay.cost.MetricEstimate;
import io.assay.cost.Prices;
import io.assay.cost.Spread;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Costs by threshold in sentences and pictures. */
class CostCurveSectionTest {

    private static final Prices PRICES = new Prices(1, 3);

    private static MetricEstimate estimate(double value, double lower, double upper) {
        return new MetricEstimate(
                value, (upper - lower) / 4, new Interval(lower, upper), Double.NaN, Spread.linear(100), 100, 100, 100);
    }

    /** Of a score of 0.2, 0.4 and 0.6; deciding nothing positive costs 0.9. */
    private static CostCurve curve(String version, double best, CostCurve.Used... used) {
        List<Point> points = List.of(
                new Point(0.2, 0.5),
                new Point(0.4, 0.25),
                new Point(0.6, 0.375),
                new Point(Double.POSITIVE_INFINITY, 0.9));
        double least = points.stream()
                .filter(point -> point.threshold() == best)
                .mapToDouble(Point::cost)
                .findFirst()
                .orElseThrow();
        return new CostCurve(
                "minimum_cost",
                version,
                PRICES,
                new CostReading(best, best, 1, points),
                estimate(least, least / 2, 2 * least),
                List.of(used));
    }

    private static Evaluation with(List<CostCurve> curves) {
        Evaluation one = Midterms.evaluation();
        return new Evaluation(
                one.name(),
                one.runDate(),
                one.alpha(),
                one.baselines(),
                one.versions(),
                one.losses(),
                one.verdict(),
                one.verdicts(),
                one.costs(),
                one.comparisons(),
                one.explored(),
                one.metrics(),
                curves,
                one.composition(),
                one.accounts(),
                one.notes(),
                one.provenance());
    }

    @Test
    void theSentenceNamesTheBestThresholdItsCostAndWhatThoseInUseCostMore() {
        CostCurve curve = curve(
                "lite",
                0.4,
                new CostCurve.Used(0.5, 0.375, estimate(0.125, 0.0625, 0.1875)),
                new CostCurve.Used(0.3, 0.25, estimate(0, Double.NaN, Double.NaN)),
                new CostCurve.Used(0.1, 0.5, estimate(0.25, -0.25, 0.75)));
        assertThat(CostCurveText.of(curve))
                .isEqualTo("lite costs least, 0.2500 per row (95% interval 0.1250 to 0.5000), at a threshold of 0.4."
                        + " The threshold in use, 0.5, costs 0.3750, which is 0.1250 more (95% interval 0.0625 to 0.1875)."
                        + " The threshold in use, 0.3, costs 0.2500, no more than that."
                        + " The threshold in use, 0.1, costs 0.5000, which is 0.2500 more (95% interval \u22120.2500 to"
                        + " 0.7500), and may be chance.");
        assertThat(CostCurveText.prices(PRICES))
                .isEqualTo(
                        "A false positive costs 1, a false negative 3. Calibrated probabilities would be cut at 0.25.");
        assertThat(CostCurveText.prices(new Prices(0, 0))).isEqualTo("A false positive costs 0, a false negative 0.");
    }

    @Test
    void decidingEverythingOrNothingPositiveIsSaidInWords() {
        assertThat(CostCurveText.of(curve("lite", 0.2)))
                .endsWith("if everything is decided positive, from its lowest score of 0.2.");
        assertThat(CostCurveText.of(curve("lite", Double.POSITIVE_INFINITY)))
                .endsWith("if nothing is decided positive.");
    }

    @Test
    void aFlatOptimumIsTold() {
        CostCurve curve = curve("lite", 0.4);
        CostReading flat = new CostReading(0.4, 0.25, 3, curve.points());
        assertThat(CostCurveText.of(new CostCurve("m", "lite", PRICES, flat, curve.least(), List.of())))
                .endsWith(
                        "at a threshold of 0.4. 2 other thresholds cost the same, down to 0.25; the highest is taken.");
    }

    @Test
    void thePictureHasStepsUpToTheScoreThatDecidesAlike() {
        CostPicture picture = CostPicture.of(
                        List.of(curve("lite", 0.4, new CostCurve.Used(0.5, 0.375, estimate(0.125, 0, 1)))))
                .orElseThrow();
        assertThat(picture.up()).extracting(CostPicture.Tick::label).containsExactly("0", "0.15", "0.3", "0.45", "0.6");
        assertThat(picture.across())
                .extracting(CostPicture.Tick::label)
                .containsExactly("0", "0.25", "0.5", "0.75", "1");
        CostPicture.Line line = picture.lines().get(0);
        List<double[]> places = Arrays.stream(line.points().split(" "))
                .map(place -> Arrays.stream(place.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
        // Five points with that in use, each a step: across at its height, then up or down behind it.
        assertThat(places).hasSize(10);
        for (int i = 0; i < 10; i += 2) {
            assertThat(places.get(i)[1]).isEqualTo(places.get(i + 1)[1]);
            assertThat(i == 0 ? places.get(0)[0] : places.get(i - 1)[0]).isEqualTo(places.get(i)[0]);
        }
        assertThat(line.x()).isEqualTo(places.get(3)[0]);
        assertThat(line.y()).isEqualTo(places.get(3)[1]);
        assertThat(picture.used()).hasSize(1);
        assertThat(picture.used().get(0).at()).isEqualTo(places.get(5)[0]);
        assertThat(places.get(9)[0]).isEqualTo(CostPicture.WIDTH - 12.0);
        // What costs more than deciding everything positive is above the picture, or nearly.
        assertThat(places.get(9)[1]).isNegative();
    }

    @Test
    void scoresWithoutARangeOrBeyondAllNumbersHaveNoPictureOrASmallOne() {
        Point one = new Point(7, 0.5);
        CostCurve single = new CostCurve(
                "m", "lite", PRICES, new CostReading(7, 7, 1, List.of(one)), estimate(0.5, 0, 1), List.of());
        assertThat(CostPicture.of(List.of(single))).isPresent();
        CostReading wide = new CostReading(1e308, 1e308, 1, List.of(new Point(-1e308, 1), new Point(1e308, 0.5)));
        assertThat(CostPicture.of(List.of(new CostCurve("m", "lite", PRICES, wide, estimate(0.5, 0, 1), List.of()))))
                .isEmpty();
        CostReading infinite = new CostReading(
                Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 1, List.of(new Point(Double.POSITIVE_INFINITY, 1)));
        assertThat(CostPicture.of(List.of(new CostCurve("m", "lite", PRICES, infinite, estimate(1, 0, 2), List.of()))))
                .isEmpty();
    }

    @Test
    void hostileAndManyVersionsLeaveThePageWellFormedAndBounded() throws Exception {
        List<CostCurve> curves = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            curves.add(curve(i + Midterms.HOSTILE, 0.4));
        }
        curves.add(curve("lite", 0.4));
        Evaluation evaluation = with(curves);
        byte[] html = bytes("report.html", new HtmlReport(), evaluation);
        Element page = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(html))
                .getDocumentElement();
        assertThat(page.getElementsByTagName("polyline").getLength()).isEqualTo(6);
        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        String text = page.getTextContent();
        assertThat(text)
                .contains("lite costs least, 0.2500 per row")
                .contains("Not all are shown; the rest is in threshold.csv.");
        String summary = new String(bytes("summary.md", new MarkdownSummary(), evaluation), StandardCharsets.UTF_8);
        assertThat(summary)
                .contains("#### Cost by threshold", "lite costs least, 0.2500 per row", "more lines not shown.")
                .doesNotContain("<script>");
    }

    private static byte[] bytes(String name, Format format, Evaluation evaluation) throws Exception {
        return format.documents().stream()
                .filter(document -> document.fileName().equals(name))
                .findFirst()
                .orElseThrow()
                .bytes(evaluation);
    }
}
