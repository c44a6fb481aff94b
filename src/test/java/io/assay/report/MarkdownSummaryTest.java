package io.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownSummaryTest {

    @Test
    void theFirstLineIsTheVerdict() {
        assertThat(text(Midterms.evaluation())).startsWith("### FAIL: midterms-2018, run date 2018-11-06\n");
    }

    @Test
    void itSaysWhoFailsAndByHowMuch() {
        assertThat(text(Midterms.evaluation()))
                .contains("Against lite: classic fails; deluxe passes.")
                .contains("| classic against lite | **FAIL** | 0.08912 | 0.09334 | +0.004220 |")
                .contains("1,560 rows read = 12 filtered + 1,518 evaluated + 9 quarantined");
    }

    @Test
    void whatCannotBeComparedSaysWhy() {
        assertThat(text(Midterms.incomparable(2)))
                .contains("premium cannot be compared.\n\n- premium against lite: reason 0\n\n- premium against lite:"
                        + " reason 1\n");
    }

    @Test
    void gatesThatFailedComeFirst() {
        String gates = text(Midterms.evaluation()).split("#### Gates")[1];
        assertThat(gates.lines().skip(4).findFirst().orElseThrow())
                .startsWith("| binary_cross_entropy on all rows | classic | **FAIL** |");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 5_000})
    void itFitsIntoACommentWithAnyNumberOfSlices(int slices) {
        assertThat(text(Midterms.withSlices(slices)).length()).isLessThan(MarkdownSummary.LIMIT);
    }

    @Test
    void itFitsIntoACommentWithThousandsOfHostileGates() {
        assertThat(text(Hostile.atLength(4_000)))
                .hasSizeLessThan(MarkdownSummary.LIMIT)
                .contains("more rows not shown.");
    }

    @Test
    void everyTableHasAsManyCellsInEachRowAsInItsHead() {
        for (Evaluation evaluation : List.of(Midterms.evaluation(), Midterms.hostile(), Hostile.atLength(60))) {
            int cells = 0;
            for (String line : text(evaluation).lines().toList()) {
                int bars = line.startsWith("|") ? line.replace("\\|", "").split("\\|", -1).length : 0;
                if (cells > 0 && bars > 0) {
                    assertThat(bars).as(line).isEqualTo(cells);
                }
                cells = bars;
            }
        }
    }

    @Test
    void namesAreNoMarkup() {
        assertThat(Markdown.text("<script> | `a` *b* [c](d)", 99))
                .isEqualTo("\\<script\\> \\| \\`a\\` \\*b\\* \\[c\\](d)");
        assertThat(Markdown.text("line\r\nbreak", 99)).isEqualTo("line\u240d\u240abreak");
        assertThat(Markdown.text("binary_cross_entropy _x_", 99)).isEqualTo("binary_cross_entropy \\_x\\_");
    }

    @Test
    void namesMentionNobodyAndLinkNowhere() {
        assertThat(Markdown.text("@all #12", 99)).isEqualTo("@<!-- -->all \\#<!-- -->12");
        assertThat(Markdown.text("http://a www.b.c", 99)).isEqualTo("http\\://a www\\.b.c");
    }

    private static String text(Evaluation evaluation) {
        return new String(Formats.named("markdown").documents().get(0).bytes(evaluation), StandardCharsets.UTF_8);
    }
}
