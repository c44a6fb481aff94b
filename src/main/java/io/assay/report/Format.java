package io.assay.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/**
 * A way of writing an {@link Evaluation} down. A new one is one class and one line in {@link Formats}; a user's own one
 * is found through {@link java.util.ServiceLoader}.
 *
 * <p>Law: the same evaluation gives the same bytes.
 */
public interface Format {

    /** The configuration's word for it, such as {@code markdown}. */
    String name();

    /** The files it consists of, in the order in which they are listed. No two formats share a file name. */
    List<Document> documents();

    /**
     * One text file of a format, always UTF-8.
     *
     * @param fileName relative to the run's output directory
     * @param body writes the text; neither flushes nor closes
     * @param wanted whether an evaluation's result has it
     */
    record Document(String fileName, Body body, Predicate<Evaluation> wanted) {

        /** A file that every result has. */
        public Document(String fileName, Body body) {
            this(fileName, body, evaluation -> true);
        }

        public Document {
            if (!fileName.matches("[a-z][a-z0-9.-]*")) {
                throw new IllegalArgumentException(
                        "Invalid file name of a report: " + fileName + " (must match [a-z][a-z0-9.-]*)");
            }
        }

        /** Writes the whole file and flushes; the stream stays open. */
        public void write(Evaluation evaluation, OutputStream out) throws IOException {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            body.write(evaluation, writer);
            writer.flush();
        }

        /** The whole file. */
        public byte[] bytes(Evaluation evaluation) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                write(evaluation, out);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot render " + fileName, e);
            }
            return out.toByteArray();
        }
    }

    /** Writes the text of one document. */
    @FunctionalInterface
    interface Body {
        void write(Evaluation evaluation, Writer out) throws IOException;
    }
}
