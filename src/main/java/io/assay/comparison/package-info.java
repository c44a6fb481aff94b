/** Candidate against baseline: intervals, multiplicity, verdicts, gates. */
@NullMarked
package io.assay.comparison;

import org.jspecify.annotations.NullMarked;
