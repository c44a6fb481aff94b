/** Finds slices in which the candidate is worse, in one half of the units, and tallies them in the other. */
@NullMarked
package io.assay.discovery;

import org.jspecify.annotations.NullMarked;
