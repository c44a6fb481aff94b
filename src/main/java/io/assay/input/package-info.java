/** Reads predictions and labels, conforms and checks them, sets bad rows aside. */
@NullMarked
package io.assay.input;

import org.jspecify.annotations.NullMarked;
