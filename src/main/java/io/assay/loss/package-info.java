/** What one row costs: the catalogue, its parser, the stable numerical primitives. */
@NullMarked
package io.assay.loss;

import org.jspecify.annotations.NullMarked;
