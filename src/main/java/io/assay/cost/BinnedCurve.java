package io.assay.cost;

import java.util.Arrays;

/**
 * The area under the ROC curve of scores in bins, as if all scores of a bin were equal: the share of (positive, negative) pairs,
 * by weight, in which the positive is in a higher bin, those of one bin counting half. The exact area orders the pairs of a bin
 * somehow, so that the two are apart by at most ½ Σ_b P_b·N_b / (P·N) over the bins with more than one score.
 */
final class BinnedCurve {

    private final double[] negatives;
    private final double[] positives;
    private final double allNegatives;
    private final double allPositives;
    private final double area;
    private final double bound;

    BinnedCurve(ScoreBins bins) {
        this.negatives = new double[bins.edges().bins()];
        this.positives = new double[negatives.length];
        ExactSum below = new ExactSum();
        ExactSum allOfPositives = new ExactSum();
        ExactSum concordant = new ExactSum();
        ExactSum unordered = new ExactSum();
        bins.forEach((bin, ofNegatives, ofPositives, mixed) -> {
            negatives[bin] = ofNegatives;
            positives[bin] = ofPositives;
            concordant.addProduct(ofPositives, below.value());
            concordant.addProduct(ofPositives / 2, ofNegatives);
            if (mixed) {
                unordered.addProduct(ofPositives / 2, ofNegatives);
            }
            below.add(ofNegatives);
            allOfPositives.add(ofPositives);
        });
        this.allNegatives = below.value();
        this.allPositives = allOfPositives.value();
        this.area = concordant.value() / (allPositives * allNegatives);
        this.bound = unordered.value() / (allPositives * allNegatives);
    }

    /** Between 0 and 1; NaN without rows of either label. */
    double area() {
        return area;
    }

    /** How far the exact area may be from it; NaN without rows of either label. */
    double bound() {
        return bound;
    }

    /**
     * The influence of a row of weight 1 on the area, which is DeLong's placement less the area, over the weight of its class.
     * Of bins that are merged it is the mean over the rows in them.
     *
     * @param shift by how many bits bins are narrowed
     * @return by label and narrowed bin; 0 for bins without rows of the label
     */
    double[][] influences(int shift) {
        int narrowed = ((negatives.length - 1) >> shift) + 1;
        double[][] sums = new double[2][narrowed];
        double[][] weights = new double[2][narrowed];
        double below = 0;
        double positivesBelow = 0;
        for (int bin = 0; bin < negatives.length; bin++) {
            double above = allPositives - positivesBelow - positives[bin];
            double ofNegative = ((above + positives[bin] / 2) / allPositives - area) / allNegatives;
            double ofPositive = ((below + negatives[bin] / 2) / allNegatives - area) / allPositives;
            sums[0][bin >> shift] += negatives[bin] * ofNegative;
            sums[1][bin >> shift] += positives[bin] * ofPositive;
            weights[0][bin >> shift] += negatives[bin];
            weights[1][bin >> shift] += positives[bin];
            below += negatives[bin];
            positivesBelow += positives[bin];
        }
        for (int label = 0; label < 2; label++) {
            double[] sum = sums[label];
            double[] weight = weights[label];
            Arrays.setAll(sum, i -> weight[i] > 0 ? sum[i] / weight[i] : 0);
        }
        return sums;
    }
}
