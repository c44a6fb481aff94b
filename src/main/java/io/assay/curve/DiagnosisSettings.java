package io.assay.curve;

/**
 * What counts as how much in a diagnosis.
 *
 * @param patience how many validation points in a row may bring no gain, 1 or more
 * @param minimumGain the least gain that counts, as a share of the best value so far, 0 or more
 * @param smoothing of the pictures, from 0 to below 1
 * @param plateau the largest change over a window that counts as none, as a share of its median, above 0
 * @param gap the largest gap between validation and training that raises no alarm, as a share of training, above 0
 * @param excess by what share of the reference training must be worse to count as underfitting, above 0
 */
public record DiagnosisSettings(
        int patience, double minimumGain, double smoothing, double plateau, double gap, double excess) {

    /** Patience 5, gain 0.1 %, smoothing 0.6, plateau 1 %, gap 10 %, excess 20 %. */
    public static final DiagnosisSettings DEFAULT = new DiagnosisSettings(5, 0.001, 0.6, 0.01, 0.1, 0.2);

    public DiagnosisSettings {
        boolean sound = patience >= 1
                && minimumGain >= 0
                && smoothing >= 0
                && smoothing < 1
                && plateau > 0
                && gap > 0
                && excess > 0;
        if (!sound) {
            throw new IllegalArgumentException("Settings of a diagnosis out of range: patience " + patience
                    + ", minimum gain " + minimumGain + ", smoothing " + smoothing + ", plateau " + plateau + ", gap "
                    + gap + ", excess " + excess);
        }
    }

    /** What a value must be better by than {@code best}. */
    double leastGain(double best) {
        return minimumGain * Math.abs(best);
    }
}
