package io.assay.report;

import io.assay.cost.RowAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Where the rows of one side went.
 *
 * @param read the left side of the identity
 * @param terms the right side; they add up to {@code read}
 * @param quarantined rows set aside, by reason
 * @param unscored rows without one loss, by loss and reason
 * @param note what is not shown, as a sentence; empty when all is
 */
record RowSection(
        Name side, String read, List<Term> terms, List<Reason> quarantined, List<Reason> unscored, String note) {

    private static final int REASONS = 60;

    static RowSection of(RowAccount account) {
        List<Reason> quarantined = new ArrayList<>();
        add(quarantined, "", account.quarantined());
        List<Reason> unscored = new ArrayList<>();
        account.unscored().forEach((loss, counts) -> add(unscored, loss, counts));
        int unscoredReasons =
                account.unscored().values().stream().mapToInt(Map::size).sum();
        int hidden = Math.max(0, account.quarantined().size() - REASONS) + Math.max(0, unscoredReasons - REASONS);
        double read = Math.max(1, account.read());
        List<Term> terms = new ArrayList<>();
        double at = 0;
        for (Sentence.Term term : Sentence.terms(account)) {
            double width = 100 * term.count() / read;
            terms.add(new Term(term.name(), Numeral.TYPOGRAPHIC.count(term.count()), term.count() == 0, at, width));
            at += width;
        }
        return new RowSection(
                Name.of(account.side()),
                Numeral.TYPOGRAPHIC.count(account.read()),
                terms,
                quarantined,
                unscored,
                hidden == 0 ? "" : Sentence.counted(hidden, "more reason") + " in verdict.json.");
    }

    /** Adds as many as are shown: the others would be made only to be counted. */
    private static void add(List<Reason> reasons, String loss, SortedMap<String, Long> counts) {
        for (Map.Entry<String, Long> entry : counts.entrySet()) {
            if (reasons.size() == REASONS) {
                return;
            }
            reasons.add(new Reason(
                    Name.of(loss), Name.of(entry.getKey(), 120), Numeral.TYPOGRAPHIC.count(entry.getValue())));
        }
    }

    /**
     * One addend.
     *
     * @param none whether it is 0
     * @param at where its part of the bar begins, in percent
     * @param width of its part of the bar, in percent
     */
    record Term(String name, String count, boolean none, double at, double width) {}

    /** Rows with one reason. */
    record Reason(Name loss, Name reason, String count) {}
}
