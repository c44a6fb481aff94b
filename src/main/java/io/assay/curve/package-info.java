/** Loss curves over steps: smoothing, plateau, early stopping, over- and underfitting, and the power law of sizes. */
@NullMarked
package io.assay.curve;

import org.jspecify.annotations.NullMarked;
