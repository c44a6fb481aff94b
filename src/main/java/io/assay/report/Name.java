package io.assay.report;

import io.assay.dimension.Cell;
import java.util.List;

/**
 * A name as a page shows it.
 *
 * @param shown at most so many code points
 * @param full the whole name when {@code shown} is cut, else empty
 */
record Name(String shown, String full) {

    private static final int LONGEST = 40;

    static Name of(String text) {
        return of(text, LONGEST);
    }

    static Name of(String text, int longest) {
        String shown = Shown.text(text, longest);
        String full = Shown.text(text);
        return new Name(shown, shown.equals(full) ? "" : full);
    }

    /** The names of a cell's coordinates; both lists are empty for all rows. */
    record OfCell(List<Part> partition, List<Part> slice) {

        static OfCell of(Cell cell) {
            Label label = Label.of(cell);
            return new OfCell(parts(label.partition()), parts(label.slice()));
        }

        private static List<Part> parts(List<Label.Part> parts) {
            return parts.stream()
                    .map(part -> new Part(
                            Name.of(part.column()),
                            Name.of(part.value() == null ? "null" : part.value()),
                            part.value() == null))
                    .toList();
        }
    }

    /**
     * One coordinate.
     *
     * @param column empty when the value stands for itself
     * @param missing whether the data are null
     */
    record Part(Name column, Name value, boolean missing) {}
}
