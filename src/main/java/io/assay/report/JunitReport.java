package io.assay.report;

import io.assay.comparison.CandidateVerdict;
import io.assay.comparison.GateResult;
import io.assay.comparison.Verdict;
import io.assay.dimension.Cell;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The gates as JUnit XML, which every continuous-integration server shows: a test suite per candidate and baseline, a
 * test case per gate. A hard gate that did not pass is a failure whose type is its verdict; a soft one is skipped with a
 * warning, so that it is seen and blocks nothing. Where a verdict is worse than the gates say, as when too many rows were
 * unusable, a test case of its own, {@code verdict}, fails. There are no times: a report of the same run has the same
 * bytes.
 */
final class JunitReport implements Format {

    @Override
    public String name() {
        return "junit";
    }

    @Override
    public List<Document> documents() {
        return List.of(new Document("junit.xml", JunitReport::write));
    }

    private static void write(Evaluation evaluation, Writer out) throws IOException {
        try {
            // The platform's own writer: others on a class path would give other bytes.
            Xml xml = new Xml(XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out));
            List<Suite> suites = suites(evaluation);
            xml.start();
            xml.open("testsuites");
            xml.attribute("name", evaluation.name());
            counts(xml, suites.stream().flatMap(suite -> suite.cases().stream()).toList());
            for (Suite suite : suites) {
                write(xml, evaluation, suite);
            }
            xml.close();
            xml.end();
        } catch (XMLStreamException e) {
            throw new IOException("Cannot write junit.xml: " + e.getMessage(), e);
        }
    }

    private static void write(Xml xml, Evaluation evaluation, Suite suite) throws XMLStreamException {
        xml.open("testsuite");
        xml.attribute("name", suite.name());
        counts(xml, suite.cases());
        Optional<String> timestamp = timestamp(evaluation.runDate());
        if (timestamp.isPresent()) {
            xml.attribute("timestamp", timestamp.get());
        }
        xml.open("properties");
        property(xml, "run_date", evaluation.runDate());
        property(xml, "verdict", suite.verdict().name());
        property(xml, "configuration_digest", evaluation.provenance().configurationDigest());
        xml.close();
        for (Case test : suite.cases()) {
            write(xml, evaluation.name() + "." + suite.candidate(), test);
        }
        xml.close();
    }

    private static void write(Xml xml, String className, Case test) throws XMLStreamException {
        xml.open("testcase");
        xml.attribute("classname", className);
        xml.attribute("name", test.name());
        xml.attribute("time", "0");
        switch (test.outcome()) {
            case PASSED -> {
                xml.open("system-out");
                xml.text(test.text());
                xml.close();
            }
            case FAILED -> {
                xml.open("failure");
                xml.attribute("message", test.message());
                xml.attribute("type", test.verdict().name());
                xml.text(test.text());
                xml.close();
            }
            case WARNED -> {
                xml.open("skipped");
                xml.attribute("message", "warning: " + test.message() + ": " + test.text());
                xml.close();
            }
        }
        xml.close();
    }

    private static void counts(Xml xml, List<Case> cases) throws XMLStreamException {
        xml.attribute("tests", Integer.toString(cases.size()));
        xml.attribute("failures", count(cases, Outcome.FAILED));
        xml.attribute("errors", "0");
        xml.attribute("skipped", count(cases, Outcome.WARNED));
        xml.attribute("time", "0");
    }

    private static String count(List<Case> cases, Outcome outcome) {
        return Long.toString(
                cases.stream().filter(test -> test.outcome() == outcome).count());
    }

    private static void property(Xml xml, String name, String value) throws XMLStreamException {
        xml.open("property");
        xml.attribute("name", name);
        xml.attribute("value", value);
        xml.close();
    }

    /** The run date as JUnit's schema wants it; empty when it is no ISO date or local time. */
    private static Optional<String> timestamp(String runDate) {
        if (runDate.matches("\\d{4}-\\d\\d-\\d\\d")) {
            return Optional.of(runDate + "T00:00:00");
        }
        return runDate.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ?")
                ? Optional.of(runDate.substring(0, "2000-01-01T00:00:00".length()))
                : Optional.empty();
    }

    private static List<Suite> suites(Evaluation evaluation) {
        List<Suite> suites = new ArrayList<>();
        Verdict worst = Verdict.PASS;
        for (CandidateVerdict candidate : evaluation.verdicts()) {
            suites.add(suite(candidate));
            worst = worst.worse(candidate.verdict());
        }
        if (evaluation.verdict() != worst || suites.isEmpty()) {
            Case verdict = verdict(evaluation.verdict(), String.join("; ", evaluation.notes()));
            suites.add(new Suite(evaluation.name(), "evaluation", evaluation.verdict(), List.of(verdict)));
        }
        return suites;
    }

    private static Suite suite(CandidateVerdict candidate) {
        List<Case> cases = new ArrayList<>();
        Verdict worst = Verdict.PASS;
        for (GateResult gate : candidate.gates()) {
            cases.add(gate(gate));
            worst = gate.hard() ? worst.worse(gate.verdict()) : worst;
        }
        if (candidate.verdict() != worst || cases.isEmpty()) {
            cases.add(verdict(candidate.verdict(), String.join("; ", candidate.warnings())));
        }
        return new Suite(
                candidate.candidate() + " against " + candidate.baseline(),
                candidate.candidate(),
                candidate.verdict(),
                cases);
    }

    private static Case gate(GateResult gate) {
        String cell = Label.of(new Cell(gate.partition(), gate.slice())).text(Shown.LONGEST);
        Outcome outcome =
                gate.verdict() == Verdict.PASS ? Outcome.PASSED : gate.hard() ? Outcome.FAILED : Outcome.WARNED;
        String name = gate.loss() + " on " + cell + (gate.hard() ? "" : " (soft)");
        return new Case(name, gate.verdict(), outcome, gate.formula(), gate.sentence());
    }

    private static Case verdict(Verdict verdict, String text) {
        Outcome outcome = verdict == Verdict.PASS ? Outcome.PASSED : Outcome.FAILED;
        return new Case("verdict", verdict, outcome, Sentence.meaning(verdict), text);
    }

    private record Suite(String name, String candidate, Verdict verdict, List<Case> cases) {}

    private record Case(String name, Verdict verdict, Outcome outcome, String message, String text) {}

    private enum Outcome {
        PASSED,
        FAILED,
        WARNED
    }

    /** Indented XML 1.0 in which no text can break the document: what XML has no characters for is made visible. */
    private static final class Xml {
        private final XMLStreamWriter xml;
        private int depth;
        private boolean leaf = true;

        Xml(XMLStreamWriter xml) {
            this.xml = xml;
        }

        void start() throws XMLStreamException {
            xml.writeStartDocument("UTF-8", "1.0");
        }

        void open(String element) throws XMLStreamException {
            xml.writeCharacters("\n" + "  ".repeat(depth++));
            xml.writeStartElement(element);
            leaf = true;
        }

        void attribute(String name, String value) throws XMLStreamException {
            xml.writeAttribute(name, Shown.text(value));
        }

        void text(String text) throws XMLStreamException {
            xml.writeCharacters(Shown.text(text));
        }

        void close() throws XMLStreamException {
            depth--;
            if (!leaf) {
                xml.writeCharacters("\n" + "  ".repeat(depth));
            }
            xml.writeEndElement();
            leaf = false;
        }

        void end() throws XMLStreamException {
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.flush();
        }
    }
}
