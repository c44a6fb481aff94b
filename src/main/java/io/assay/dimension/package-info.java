/** The axes costs are reported by: partition, model version, slice. */
@NullMarked
package io.assay.dimension;

import org.jspecify.annotations.NullMarked;
