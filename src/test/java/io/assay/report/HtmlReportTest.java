package io.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class HtmlReportTest {

    static Stream<Evaluation> evaluations() {
        return Stream.of(
                Midterms.evaluation(),
                Midterms.empty(),
                Midterms.hostile(),
                Midterms.withSlices(60),
                Hostile.atLength(60));
    }

    @Test
    void theVerdictComesFirstAndThenWhatPeopleWantToSeeInOrder() throws Exception {
        Document page = parse(Midterms.evaluation());
        assertThat(text(page, "//p[@class='verdict']")).isEqualTo("FAIL");
        assertThat(text(page, "//title")).startsWith("FAIL \u00b7 midterms-2018");
        assertThat(texts(page, "//h2"))
                .containsExactly(
                        "Difference in binary_cross_entropy",
                        "Gates",
                        "Slices",
                        "Costs by version",
                        "Metrics",
                        "Rows",
                        "How this came about");
        assertThat(text(page, "//p[@class='headline']"))
                .isEqualTo("Against lite: classic fails; deluxe passes. A gate found harm beyond its margin.");
    }

    @Test
    void theBannerSaysWhatWasComparedAndWhatWasLeftOut() throws Exception {
        String facts = text(parse(Midterms.evaluation()), "//dl[@class='facts']");
        assertThat(facts).contains("506 pairs", "12 filtered, 9 quarantined, 9 unmatched, 12 unlabelled", "lite");
    }

    @Test
    void allCandidatesStandInOnePictureWithTheirNumbers() throws Exception {
        List<String> rows = texts(parse(Midterms.evaluation()), "//section[@id='difference']//tbody/tr[th]");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0))
                .contains("classic against lite", "0.08912", "0.09334", "+0.00422", "+4.74%", "materially worse");
        assertThat(rows.get(1)).contains("deluxe against lite", "\u22120.00307", "better");
    }

    @Test
    void metricsOverAllRowsStandWithTheirIntervals() throws Exception {
        List<String> rows = texts(parse(Midterms.evaluation()), "//section[@id='metrics']/div//tbody/tr");
        assertThat(rows).hasSize(4);
        assertThat(rows.get(0)).contains("accuracy", "506", "0.9545").doesNotContain(" to ");
        assertThat(rows.get(1)).contains("roc_auc", "0.9934", "0.9873 to 0.9966", "0.9860 to 0.9953");
    }

    @Test
    void gatesThatFailedComeFirstWithTheirRule() throws Exception {
        String first = texts(parse(Midterms.evaluation()), "//section[@id='gates']//tbody/tr")
                .get(0);
        assertThat(first).contains("FAIL", "binary_cross_entropy on all rows", "upper(difference) < margin 0.002");
        assertThat(first).contains("0.09334 \u2212 0.08912 = +0.00422");
    }

    @Test
    void hardGatesStandApartBeforeSoftOnes() throws Exception {
        Document page = parse(Midterms.evaluation());
        assertThat(text(page, "//section[@id='gates']/p"))
                .isEqualTo("1 of 2 hard gates passed; 6 of 7 soft gates warn.");
        assertThat(texts(page, "//section[@id='gates']/table/tbody/tr"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).contains("on all rows").doesNotContain("soft"));
        assertThat(texts(page, "//section[@id='gates']/details/summary"))
                .containsExactly("Soft gates that warn (6)", "Soft gates that passed (1)");
    }

    @Test
    void whyNothingCanBeSaidStandsInTheFinding() throws Exception {
        Document page = parse(Midterms.unreliable("skewed: 504 units, 812 needed for a skewness of -5.7"));
        assertThat(text(page, "//section[@id='difference']//td[@class='finding']"))
                .isEqualTo("unreliable");
        assertThat(text(page, "//section[@id='difference']//tr[@class='grounds']"))
                .isEqualTo("skewed: 504 units, 812 needed for a skewness of \u22125.7Interval: paired t; 1 look");
    }

    @Test
    void slicesComeWorstFirstAndThoseThatTellNothingLast() throws Exception {
        List<String> names = texts(parse(Midterms.evaluation()), "(//section[@id='slices']//table)[1]/tbody/tr/th");
        assertThat(names).startsWith("close race", "category = Likely D").endsWith("category = null");
        assertThat(names).contains("partition branch = House", "branch = House");
    }

    @Test
    void nullIsToldFromTheWordNull() throws Exception {
        assertThat(texts(parse(Midterms.evaluation()), "//section[@id='slices']//th/span/i"))
                .isNotEmpty()
                .containsOnly("null");
    }

    @Test
    void rowsAddUpOnThePageItself() throws Exception {
        List<Element> terms = elements(parse(Midterms.evaluation()), "//p[@class='identity']//b");
        List<Long> counts = terms.stream()
                .map(term -> Long.parseLong(term.getTextContent().replace(",", "")))
                .toList();
        assertThat(counts).hasSize(7);
        assertThat(counts.stream().skip(1).mapToLong(Long::longValue).sum()).isEqualTo(counts.get(0));
    }

    @Test
    void whatIsNotShownIsSaid() throws Exception {
        Document page = parse(Midterms.withSlices(5_000));
        List<Element> rows = elements(page, "//section[@id='slices']//tbody/tr[th]");
        assertThat(rows).hasSizeLessThanOrEqualTo(SliceSection.ROWS);
        assertThat(texts(page, "//section[@id='slices']//p[@class='note']"))
                .contains("4,850 of 5,000 slices are not shown: of those that are reliable, neither the worst nor the"
                        + " best. The complete table is in comparison.csv, comparison/.");
        assertThat(texts(page, "//section[@id='costs']//p[@class='note']"))
                .contains("Those with the most rows are shown; 4,700 are not.");
    }

    @Test
    void ofTooManySlicesTheWorstAndTheBestAreShown() throws Exception {
        String findings = text(parse(Midterms.withSlices(5_000)), "(//section[@id='slices']//table)[1]");
        assertThat(findings).contains("worse").contains("better");
    }

    @Test
    void thePageIsBoundedWhateverTheEvaluationHolds() {
        assertThat(bytes(Midterms.withSlices(20_000))).hasSizeLessThan(1_000_000);
        assertThat(bytes(Hostile.atLength(1_000))).hasSizeLessThan(3_000_000);
    }

    @ParameterizedTest
    @MethodSource("evaluations")
    void nothingIsLoadedAndNothingRuns(Evaluation evaluation) throws Exception {
        Document page = parse(evaluation);
        assertThat(elements(page, "//script | //link | //img | //iframe | //object | //form"))
                .isEmpty();
        assertThat(elements(page, "//@style/.. | //@src/.. | //*[starts-with(name(@*), 'on')]"))
                .isEmpty();
        assertThat(elements(page, "//a").stream().map(a -> a.getAttribute("href")))
                .allMatch(href -> href.startsWith("#"));
        assertThat(text(page, "//style")).doesNotContain("url(", "@import", "<");
    }

    @ParameterizedTest
    @MethodSource("evaluations")
    void thePolicyAllowsThisStyleSheetAndNothingElse(Evaluation evaluation) throws Exception {
        Document page = parse(evaluation);
        byte[] style = elements(page, "//style").get(0).getTextContent().getBytes(StandardCharsets.UTF_8);
        String digest = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style));
        assertThat(elements(page, "//meta[@http-equiv]").get(0).getAttribute("content"))
                .startsWith("default-src 'none'; style-src 'sha256-" + digest + "'");
    }

    @ParameterizedTest
    @MethodSource("evaluations")
    void itReadsWithoutEyes(Evaluation evaluation) throws Exception {
        Document page = parse(evaluation);
        assertThat(elements(page, "//th[not(@scope)]")).isEmpty();
        assertThat(elements(page, "//table[not(caption)]")).isEmpty();
        assertThat(elements(page, "//svg[not(ancestor::svg)][not(@aria-hidden) and not(@role='img' and @aria-label)]"))
                .isEmpty();
        List<String> levels = elements(page, "//h1 | //h2 | //h3").stream()
                .map(Element::getTagName)
                .toList();
        assertThat(levels).startsWith("h1", "h2").containsOnlyOnce("h1");
        for (Element link : elements(page, "//nav//a")) {
            String id = link.getAttribute("href").substring(1);
            assertThat(elements(page, "//*[@id='" + id + "']")).hasSize(1);
        }
    }

    @Test
    void hostileNamesAreTextAndNothingElse() throws Exception {
        String body = text(parse(Midterms.hostile()), "//body");
        assertThat(body)
                .contains("<script>alert(\"x\")</script> | `a` & 'b' \ufffdrtl\u2407\u240d\u240a@all, 50% = ]]>");
        assertThat(new String(bytes(Midterms.hostile()), StandardCharsets.UTF_8))
                .doesNotContain("<script");
    }

    @Test
    void aLongNameIsCutAndWholeInItsTitle() throws Exception {
        Element name =
                elements(parse(Midterms.withSlices(100)), "//bdi[@title]").get(0);
        assertThat(name.getTextContent()).endsWith("\u2026");
        assertThat(name.getAttribute("title")).startsWith(name.getTextContent().replace("\u2026", ""));
    }

    @Test
    void textsStandOutFromTheirBackgroundInLightAndDark() throws Exception {
        String style = text(parse(Midterms.empty()), "//style");
        String[] themes = style.split(":root \\{");
        for (String theme : List.of(themes[1], themes[2], themes[3])) {
            for (String back : List.of("paper", "sheet")) {
                for (String text : List.of(
                        "ink",
                        "soft",
                        "worse",
                        "better",
                        "even",
                        "open",
                        "pass",
                        "fail",
                        "inconclusive",
                        "not-comparable")) {
                    double contrast = Contrast.between(colour(theme, text), colour(theme, back));
                    assertThat(contrast).as("%s on %s in %s", text, back, theme).isGreaterThan(4.5);
                }
            }
        }
    }

    private static String colour(String theme, String name) {
        String value = theme.split("--" + name + ": #")[1].split("[; ]")[0];
        return value.length() == 3 ? value.replaceAll("(.)", "$1$1") : value;
    }

    /** The contrast of two colours as accessibility guidelines define it. */
    private static final class Contrast {

        static double between(String one, String other) {
            double a = luminance(one) + 0.05;
            double b = luminance(other) + 0.05;
            return Math.max(a, b) / Math.min(a, b);
        }

        private static double luminance(String colour) {
            double[] parts = new double[3];
            for (int i = 0; i < 3; i++) {
                double part = Integer.parseInt(colour.substring(2 * i, 2 * i + 2), 16) / 255.0;
                parts[i] = part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
            }
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
        }
    }

    private static List<String> texts(Document page, String path) throws Exception {
        List<String> texts = new ArrayList<>();
        for (Element element : elements(page, path)) {
            texts.add(element.getTextContent().replaceAll("\\s+", " ").strip());
        }
        return texts;
    }

    private static String text(Document page, String path) throws Exception {
        return texts(page, path).get(0);
    }

    private static List<Element> elements(Document page, String path) throws Exception {
        NodeList nodes = (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, page, XPathConstants.NODESET);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    /** The markup is kept well-formed, so that the strictest parser there is can read it. */
    private static Document parse(Evaluation evaluation) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(bytes(evaluation)));
    }

    private static byte[] bytes(Evaluation evaluation) {
        return Formats.named("html").documents().get(0).bytes(evaluation);
    }
}
