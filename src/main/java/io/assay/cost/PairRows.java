package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How many pairs of rows were compared, and of how many which side says nothing. */
public final class PairRows {

    private long compared;
    private long candidateUnscored;
    private long baselineUnscored;
    private long bothUnscored;

    void addCompared(long rows) {
        compared += rows;
    }

    /** Counts a pair of which not both sides say something. */
    void addUnscored(boolean candidateSays, boolean baselineSays) {
        if (baselineSays) {
            candidateUnscored++;
        } else if (candidateSays) {
            baselineUnscored++;
        } else {
            bothUnscored++;
        }
    }

    void add(PairRows other) {
        compared += other.compared;
        candidateUnscored += other.candidateUnscored;
        baselineUnscored += other.baselineUnscored;
        bothUnscored += other.bothUnscored;
    }

    long compared() {
        return compared;
    }

    long candidateUnscored() {
        return candidateUnscored;
    }

    /** All pairs that were seen: compared or dropped. */
    long seen() {
        return compared + candidateUnscored + baselineUnscored + bothUnscored;
    }

    void writeTo(DataOutput out) throws IOException {
        VariableLength.write(out, compared);
        VariableLength.write(out, candidateUnscored);
        VariableLength.write(out, baselineUnscored);
        VariableLength.write(out, bothUnscored);
    }

    /** Adds what {@link #writeTo} wrote. */
    void read(DataInput in) throws IOException {
        compared += VariableLength.read(in);
        candidateUnscored += VariableLength.read(in);
        baselineUnscored += VariableLength.read(in);
        bothUnscored += VariableLength.read(in);
    }
}
