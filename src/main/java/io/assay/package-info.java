/** The name that users write in {@code spark.sql.extensions}. */
@NullMarked
package io.assay;

import org.jspecify.annotations.NullMarked;
