package io.assay.cost;

/**
 * How often two versions err on the same rows: the 2×2 table of two 0/1 losses.
 *
 * @param both rows on which both losses are 1
 * @param candidateOnly rows on which only the candidate's is
 * @param baselineOnly rows on which only the baseline's is
 * @param neither rows on which both are 0
 */
public record Discordance(long both, long candidateOnly, long baselineOnly, long neither) {

    /** All rows. */
    public long rows() {
        return both + candidateOnly + baselineOnly + neither;
    }
}
