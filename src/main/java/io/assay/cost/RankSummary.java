package io.assay.cost;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** What has been read off ranked rows: their number, the statistics, and what the influences need besides. */
public final class RankSummary {

    /** Numbers beside each statistic. */
    static final int DETAILS = 3;

    private final long rows;
    private final double[] values;
    private final double[] details;
    private final double[][] points;

    /** Of so many rows, with {@link #DETAILS} details of each value. */
    RankSummary(long rows, double[] values, double[] details) {
        this(rows, values, details, new double[values.length][0]);
    }

    /** The same with points of the curve that each value is read from. */
    RankSummary(long rows, double[] values, double[] details, double[][] points) {
        this.rows = rows;
        this.values = values.clone();
        this.details = details.clone();
        this.points = points.clone();
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

    /** What a statistic of costs was read from. */
    public CostReading costs(int statistic) {
        return new CostReading(
                detail(statistic, 0),
                detail(statistic, 1),
                (long) detail(statistic, 2),
                CostReading.points(points[statistic]));
    }

    /** All of it as numbers: of the rows and of the values, these, their details, and for each the number of its points first. */
    public double[] toNumbers() {
        DoubleStream.Builder numbers = DoubleStream.builder();
        numbers.add((double) rows).add((double) values.length);
        Arrays.stream(values).forEach(numbers::add);
        Arrays.stream(details).forEach(numbers::add);
        for (double[] of : points) {
            numbers.add((double) of.length);
            Arrays.stream(of).forEach(numbers::add);
        }
        return numbers.build().toArray();
    }

    /** Reads what {@link #toNumbers} gave. */
    public static RankSummary of(double[] numbers) {
        int values = (int) numbers[1];
        int at = 2 + values * (1 + DETAILS);
        double[][] points = new double[values][];
        for (int i = 0; i < values; i++) {
            int length = (int) numbers[at];
            points[i] = Arrays.copyOfRange(numbers, at + 1, at + 1 + length);
            at += 1 + length;
        }
        return new RankSummary(
                (long) numbers[0],
                Arrays.copyOfRange(numbers, 2, 2 + values),
                Arrays.copyOfRange(numbers, 2 + values, 2 + values * (1 + DETAILS)),
                points);
    }
}
