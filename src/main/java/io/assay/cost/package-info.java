/** Exact tallies that add, and the statistics read from them. */
@NullMarked
package io.assay.cost;

import org.jspecify.annotations.NullMarked;
