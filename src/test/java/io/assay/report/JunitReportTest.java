package io.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.comparison.CandidateVerdict;
import io.assay.comparison.Verdict;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class JunitReportTest {

    static Stream<Evaluation> evaluations() {
        return Stream.of(Midterms.evaluation(), Midterms.empty(), Midterms.hostile());
    }

    @ParameterizedTest
    @MethodSource("evaluations")
    void itHasTheShapeThatServersRead(Evaluation evaluation) throws Exception {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(Objects.requireNonNull(JunitReportTest.class.getResource("junit.xsd")))
                .newValidator()
                .validate(new StreamSource(new ByteArrayInputStream(bytes(evaluation))));
    }

    @Test
    void everyCandidateIsASuiteAndEveryGateACase() throws Exception {
        List<Element> suites = elements(parse(Midterms.evaluation()).getDocumentElement(), "testsuite");
        List<CandidateVerdict> verdicts = Midterms.evaluation().verdicts();
        assertThat(suites).hasSize(2);
        for (int i = 0; i < suites.size(); i++) {
            assertThat(elements(suites.get(i), "testcase"))
                    .hasSize(verdicts.get(i).gates().size());
            assertThat(suites.get(i).getAttribute("tests"))
                    .isEqualTo(Integer.toString(verdicts.get(i).gates().size()));
            assertThat(suites.get(i).getAttribute("timestamp")).isEqualTo("2018-11-06T00:00:00");
        }
    }

    @Test
    void aHardGateThatFailsIsAFailureWithItsRuleAndNumbers() throws Exception {
        List<Element> failures = elements(parse(Midterms.evaluation()).getDocumentElement(), "failure");
        assertThat(failures).hasSize(1);
        assertThat(failures.get(0).getAttribute("type")).isEqualTo("FAIL");
        assertThat(failures.get(0).getAttribute("message")).isEqualTo("upper(difference) < margin 0.002 (absolute)");
        assertThat(failures.get(0).getTextContent()).contains("0.00422");
    }

    @Test
    void aSoftGateThatDoesNotPassIsSkippedWithAWarning() throws Exception {
        List<Element> skipped = elements(parse(Midterms.evaluation()).getDocumentElement(), "skipped");
        assertThat(skipped).isNotEmpty().allSatisfy(warning -> assertThat(warning.getAttribute("message"))
                .startsWith("warning: upper(difference)"));
    }

    @Test
    void aVerdictWithoutGatesFailsACaseOfItsOwn() throws Exception {
        Element root = parse(Midterms.empty()).getDocumentElement();
        assertThat(root.getAttribute("failures")).isEqualTo("1");
        Element test = elements(root, "testcase").get(0);
        assertThat(test.getAttribute("name")).isEqualTo("verdict");
        assertThat(elements(test, "failure").get(0).getAttribute("type")).isEqualTo(Verdict.NOT_COMPARABLE.name());
    }

    @Test
    void hostileNamesStayReadable() throws Exception {
        Element suite = elements(parse(Midterms.hostile()).getDocumentElement(), "testsuite")
                .get(0);
        assertThat(suite.getAttribute("name")).contains("<script>alert(\"x\")</script>", "\u2407\u240d\u240a", "]]>");
    }

    @Test
    void charactersBeyondTheBasicPlaneSurvive() throws Exception {
        Evaluation empty = Midterms.empty();
        Evaluation named = new Evaluation(
                "\ud83d\uddf3 vote \ud83d",
                "2018-11-06T12:00:00Z",
                0.05,
                List.of(),
                List.of(),
                List.of(),
                Verdict.PASS,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of("\ud83d\uddf3"),
                empty.provenance());
        Element root = parse(named).getDocumentElement();
        assertThat(root.getAttribute("name")).isEqualTo("\ud83d\uddf3 vote \ufffd");
        assertThat(elements(root, "system-out").get(0).getTextContent()).isEqualTo("\ud83d\uddf3");
        assertThat(elements(root, "testsuite").get(0).getAttribute("timestamp")).isEqualTo("2018-11-06T12:00:00");
    }

    private static Document parse(Evaluation evaluation) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(bytes(evaluation)));
    }

    private static List<Element> elements(Element root, String name) {
        NodeList nodes = root.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    private static byte[] bytes(Evaluation evaluation) {
        return Formats.named("junit").documents().get(0).bytes(evaluation);
    }
}
