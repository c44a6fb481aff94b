package io.assay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The report as a real browser lays it out. Without a Chromium on the PATH nothing of this can be said. */
@Tag("packaged")
class HtmlReportBrowserTest {

    /** What reaches beyond the right or left edge of its own box, by the text that is cut. */
    private static final String CUT_LABELS =
            """
            [...document.querySelectorAll('thead .axis text')].filter(text => {
              const own = text.getBoundingClientRect(), box = text.ownerSVGElement.getBoundingClientRect();
              return box.width > 0 && (own.left < box.left - 0.5 || own.right > box.right + 0.5);
            }).map(text => text.textContent)
            """;

    /** Labels of one axis, on one line, that overlap. */
    private static final String CLASHING_LABELS =
            """
            [...document.querySelectorAll('thead .axis > svg')].flatMap(svg => {
              const labels = [...svg.querySelectorAll('text[y="27"]')].map(text => [text.textContent,
                text.getBoundingClientRect()]).filter(label => label[1].width > 0);
              return labels.filter((label, i) => i > 0 && label[1].left < labels[i - 1][1].right)
                .map(label => label[0] + ' over its neighbour');
            })
            """;

    /** The tables of differences that are wider than the room they have. */
    private static final String WIDE_PLOTS =
            """
            [...document.querySelectorAll('.plot')].map(table => table.closest('.scroll'))
              .filter(region => region.scrollWidth > region.clientWidth)
              .map(region => region.getAttribute('aria-label') + ' ' + region.scrollWidth + ' > ' + region.clientWidth)
            """;

    /** Findings whose words reach beyond the window. */
    private static final String CUT_FINDINGS =
            """
            [...document.querySelectorAll('td.finding')].filter(cell => {
              const box = cell.getBoundingClientRect();
              return box.width > 0 && (box.right > innerWidth || cell.scrollWidth > cell.clientWidth);
            }).map(cell => cell.textContent)
            """;

    @TempDir
    static Path folder = Path.of("");

    private static @org.jspecify.annotations.Nullable Browser browser;

    private static final Map<String, Evaluation> EVALUATIONS = evaluations();

    private static Map<String, Evaluation> evaluations() {
        Map<String, Evaluation> evaluations = new LinkedHashMap<>();
        evaluations.put("midterms", Midterms.evaluation());
        evaluations.put("unreliable", Midterms.unreliable("skewed: 504 units, 12,812 needed for a skewness of -22.64"));
        evaluations.put("grounded", Midterms.grounded());
        // Round values close to either edge, with long labels.
        evaluations.put("edges", Midterms.reaching(0.0502));
        evaluations.put("fine edges", Midterms.reaching(0.000501));
        evaluations.put("coarse edges", Midterms.reaching(20_010));
        evaluations.put("slices", Midterms.withSlices(60));
        evaluations.put("hostile", Midterms.hostile());
        evaluations.put("hostile and long", Hostile.atLength(60));
        evaluations.put("empty", Midterms.empty());
        return evaluations;
    }

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> program = Browser.program();
        assumeTrue(program.isPresent(), "no chromium, chromium-browser or google-chrome on the PATH");
        browser = new Browser(program.get(), folder);
        for (Map.Entry<String, Evaluation> each : EVALUATIONS.entrySet()) {
            byte[] page = Formats.named("html").documents().get(0).bytes(each.getValue());
            Files.write(folder.resolve(each.getKey() + ".html"), page);
        }
    }

    @AfterAll
    static void end() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    private static Browser shown(String evaluation, int width, String scheme) throws Exception {
        Browser started = java.util.Objects.requireNonNull(browser);
        started.show(folder.resolve(evaluation + ".html"), width, scheme);
        return started;
    }

    @ParameterizedTest
    @ValueSource(ints = {1200, 1000, 760, 400})
    void nothingIsWiderThanTheWindow(int width) throws Exception {
        for (String evaluation : EVALUATIONS.keySet()) {
            JsonNode widths = shown(evaluation, width, "light")
                    .evaluate("[innerWidth, document.documentElement.scrollWidth, document.body.scrollHeight]");
            assertThat(widths.get(0).asInt()).isEqualTo(width);
            assertThat(widths.get(1).asInt()).as("%s at %d", evaluation, width).isLessThanOrEqualTo(width);
            assertThat(widths.get(2).asInt()).as("%s at %d", evaluation, width).isGreaterThan(300);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1600, 1200, 1180, 1141, 1140, 1000, 761, 400})
    void differencesAreSeenWholeWithTheirFindings(int width) throws Exception {
        for (String evaluation : EVALUATIONS.keySet()) {
            Browser page = shown(evaluation, width, "light");
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)");
            assertThat(page.evaluate(WIDE_PLOTS))
                    .as("%s at %d", evaluation, width)
                    .isEmpty();
            assertThat(page.evaluate(CUT_FINDINGS))
                    .as("%s at %d", evaluation, width)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1200, 1141, 1000, 400})
    void noLabelOfAnAxisIsCutOrRunsIntoAnother(int width) throws Exception {
        for (String evaluation : EVALUATIONS.keySet()) {
            Browser page = shown(evaluation, width, "light");
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)");
            assertThat(page.evaluate(CUT_LABELS))
                    .as("%s at %d", evaluation, width)
                    .isEmpty();
            assertThat(page.evaluate(CLASHING_LABELS))
                    .as("%s at %d", evaluation, width)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"light, 1200", "light, 400", "dark, 1200", "dark, 1000", "dark, 400"})
    void thePageFollowsTheSchemeOfItsReader(String scheme, int width) throws Exception {
        Browser page = shown("midterms", width, scheme);
        double paper = brightness(page, "getComputedStyle(document.body).backgroundColor");
        double ink = brightness(page, "getComputedStyle(document.body).color");
        double label = brightness(page, "getComputedStyle(document.querySelector('.axis text')).fill");
        if (scheme.equals("dark")) {
            assertThat(paper).isLessThan(0.2);
            assertThat(ink).isGreaterThan(0.8);
            assertThat(label).isGreaterThan(0.5);
        } else {
            assertThat(paper).isGreaterThan(0.8);
            assertThat(ink).isLessThan(0.2);
            assertThat(label).isLessThan(0.5);
        }
    }

    /** The mean of a colour's three parts, from 0 to 1; that there is one shows that the style sheet was let through. */
    private static double brightness(Browser page, String colour) throws Exception {
        String[] parts =
                page.evaluate(colour).asText().replaceAll("[^0-9,]", "").split(",");
        assertThat(parts).as(colour).hasSize(3);
        return (Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]) + Integer.parseInt(parts[2])) / 765.0;
    }
}
