/** Renders results: HTML, Markdown, JUnit XML, CSV, JSON. */
@NullMarked
package io.assay.report;

import org.jspecify.annotations.NullMarked;
