/** Measures the engine against a scan and against other ways on generated data. */
@NullMarked
package io.assay.benchmark;

import org.jspecify.annotations.NullMarked;
