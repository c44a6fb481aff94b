package io.assay.cost;

import java.util.Arrays;

/** What has been read off ranked rows: their number, the statistics, and what the influences need besides. */
public final class RankSummary {

    /** Numbers beside each statistic. */
    static final int DETAILS = 3;

    private final long rows;
    private final double[] values;
    private final double[] details;

    /** Of so many rows, with {@link #DETAILS} details of each value. */
    RankSummary(long rows, double[] values, double[] details) {
        this.rows = rows;
        this.values = values.clone();
        this.details = details.clone();
    }

    /** Rows that were ranked. */
    public long rows() {
        return rows;
    }

    /** A statistic, in the order in which they were asked for; NaN where it is undefined. */
    public double value(int statistic) {
        return values[statistic];
    }

    double detail(int statistic, int detail) {
        return details[DETAILS * statistic + detail];
    }

    /** All of it as numbers. */
    public double[] toNumbers() {
        double[] numbers = new double[1 + values.length + details.length];
        numbers[0] = (double) rows;
        System.arraycopy(values, 0, numbers, 1, values.length);
        System.arraycopy(details, 0, numbers, 1 + values.length, details.length);
        return numbers;
    }

    /** Reads what {@link #toNumbers} gave. */
    public static RankSummary of(double[] numbers) {
        int values = (numbers.length - 1) / (1 + DETAILS);
        return new RankSummary(
                (long) numbers[0],
                Arrays.copyOfRange(numbers, 1, 1 + values),
                Arrays.copyOfRange(numbers, 1 + values, numbers.length));
    }
}
