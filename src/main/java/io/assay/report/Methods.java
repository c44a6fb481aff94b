package io.assay.report;

import io.assay.comparison.Comparison;
import io.assay.comparison.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says by which interval and by which test lines were judged: each line for itself, or each method once for a table. */
final class Methods {

    private static final int MOST = 4;
    private static final int LONGEST = 120;

    private Methods() {}

    /** Of candidates: {@code b and c: Newcombe paired, McNemar's exact test; d: …}; empty where nothing was compared. */
    static String ofCandidates(List<Comparison> lines) {
        Map<String, List<Comparison>> byMethod = lines.stream()
                .filter(line -> line.finding() != Finding.NOT_COMPARABLE)
                .filter(line -> !line.intervalMethod().isEmpty())
                .collect(Collectors.groupingBy(Methods::method, LinkedHashMap::new, Collectors.toList()));
        if (byMethod.isEmpty()) {
            return "";
        }
        String lead = "Interval, and test of no difference: ";
        if (byMethod.size() == 1) {
            return lead + byMethod.keySet().iterator().next() + ".";
        }
        List<String> parts = new ArrayList<>();
        byMethod.forEach((method, same) -> parts.add(candidates(same) + ": " + method));
        String rest = parts.size() <= MOST
                ? ""
                : "; " + Sentence.counted(parts.size() - MOST, "more method") + " in comparison.csv";
        return lead + String.join("; ", parts.subList(0, Math.min(MOST, parts.size()))) + rest + ".";
    }

    /**
     * Of one line: {@code Interval: Newcombe paired; test: McNemar's exact test, one of 9 hard gates; 1 look}.
     *
     * @param family the tests that it is one of, such as {@code one of 9 hard gates}; empty where it is not a test
     * @return empty where nothing was compared
     */
    static String of(Comparison line, String family) {
        if (line.finding() == Finding.NOT_COMPARABLE || line.intervalMethod().isEmpty()) {
            return "";
        }
        String test = Stream.of(line.grounds().test(), family)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return "Interval: " + Shown.text(line.intervalMethod(), LONGEST)
                + (test.isEmpty() ? "" : "; test: " + Shown.text(test, LONGEST))
                + "; " + Sentence.counted(line.grounds().looks(), "look");
    }

    private static String candidates(List<Comparison> same) {
        return Sentence.listed(
                same.stream().map(Comparison::candidate).distinct().toList());
    }

    private static String method(Comparison line) {
        String test = line.grounds().test();
        return Shown.text(line.intervalMethod() + (test.isEmpty() ? "" : ", " + test), LONGEST);
    }
}
