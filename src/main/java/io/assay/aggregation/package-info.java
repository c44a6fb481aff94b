/** Registers the losses as SQL functions; tallies them in one pass. */
@NullMarked
package io.assay.aggregation;

import org.jspecify.annotations.NullMarked;
