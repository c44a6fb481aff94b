package io.assay.report;

import io.assay.comparison.Comparison;
import io.assay.comparison.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says by which interval and by which test the lines of a table were judged; each of them once, with who it is of. */
final class Methods {

    private static final int MOST = 4;
    private static final int LONGEST = 120;

    private Methods() {}

    /** Of candidates: {@code b and c: Newcombe paired, McNemar's exact test; d: …}; empty where nothing was compared. */
    static String ofCandidates(List<Comparison> lines) {
        return sentence(
                lines,
                same -> Sentence.listed(
                        same.stream().map(Comparison::candidate).distinct().toList()));
    }

    /** Of slices, which are counted. */
    static String ofSlices(List<Comparison> lines) {
        return sentence(lines, same -> Sentence.counted(same.size(), "slice"));
    }

    private static String sentence(List<Comparison> lines, Function<List<Comparison>, String> who) {
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
        byMethod.forEach((method, same) -> parts.add(who.apply(same) + ": " + method));
        String rest = parts.size() <= MOST
                ? ""
                : "; " + Sentence.counted(parts.size() - MOST, "more method") + " in comparison.csv";
        return lead + String.join("; ", parts.subList(0, Math.min(MOST, parts.size()))) + rest + ".";
    }

    private static String method(Comparison line) {
        String test = line.grounds().test();
        return Shown.text(line.intervalMethod() + (test.isEmpty() ? "" : ", " + test), LONGEST);
    }
}
