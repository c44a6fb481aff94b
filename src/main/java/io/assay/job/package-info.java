/** Configuration, wiring, committing output, exit codes; the commands. */
@NullMarked
package io.assay.job;

import org.jspecify.annotations.NullMarked;
