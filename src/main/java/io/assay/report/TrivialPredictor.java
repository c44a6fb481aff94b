package io.assay.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the version that needs no model said, and what it was made of.
 *
 * @param name what it is called among the versions
 * @param form how it predicts
 * @param numbers the number, or the array of numbers, that it predicts; empty for the other forms, and where there is none
 * @param label the class that it predicts; empty for the other forms, and where there is none
 * @param share of the predicted class in the weight of all labels; NaN for the other forms
 * @param rows examples whose label was used
 * @param binary whether these labels are all 0 or 1
 * @param weighted whether rows have weights
 * @param order of the last value: by which columns, in words; empty for the other forms
 */
public record TrivialPredictor(
        String name,
        Form form,
        List<Double> numbers,
        String label,
        double share,
        long rows,
        boolean binary,
        boolean weighted,
        String order) {

    /** How it predicts. */
    public enum Form {
        /** The mean of the labels. */
        MEAN,
        /** The most frequent label. */
        MAJORITY,
        /** The share of each class, or the mean of arrays of numbers. */
        SHARES,
        /** The label before in the series. */
        LAST;

        /** As configurations write it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** So many numbers of an array are shown. */
    private static final int SHOWN = 8;

    public TrivialPredictor {
        numbers = List.copyOf(numbers);
    }

    /** Whether it predicts anything. */
    public boolean exists() {
        return form == Form.LAST || !numbers.isEmpty() || !label.isEmpty();
    }

    /** What it predicts and how far that is to be trusted, in sentences for the notes of a report. */
    public List<String> sentences() {
        if (!exists()) {
            return List.of(name + " could not be computed: no label is a "
                    + (form == Form.MAJORITY ? "class" : "finite number") + " with a weight.");
        }
        return form == Form.LAST
                ? List.of(
                        name + " predicts for every row the label before it in its series (" + Shown.text(order, 100)
                                + "). A row that is the first of its series has no such prediction.",
                        name + " takes the latest label before a row as known. A model that predicts further ahead did"
                                + " not know it, so that it is harder to beat than a forecast made as early.")
                : List.of(
                        name + " predicts " + shown() + " for every row, " + meaning() + ".",
                        name + " is made of the very labels that are evaluated, one prediction for all rows and not for"
                                + " each slice. That flatters it a little: to beat it is slightly harder than it should"
                                + " be.");
    }

    private String shown() {
        if (form == Form.MAJORITY) {
            return Sentence.name(label);
        }
        if (form == Form.MEAN) {
            return Numeral.ASCII.number(numbers.get(0));
        }
        return numbers.stream()
                .limit(SHOWN)
                .map(Numeral.ASCII::number)
                .collect(Collectors.joining(", ", "[", numbers.size() > SHOWN ? ", \u2026]" : "]"));
    }

    private String meaning() {
        String weights = weighted ? "weighted " : "";
        String of = "labels of " + Sentence.counted(rows, "row");
        return switch (form) {
            case MEAN ->
                binary ? "the " + weights + "share of ones among the " + of : "the " + weights + "mean of the " + of;
            case MAJORITY ->
                "the most frequent of the " + of + " (" + Numeral.ASCII.setting(100 * share)
                        + (weighted ? "% by weight)" : "% of them)");
            case SHARES -> "the " + weights + "shares of the classes among the " + of;
            case LAST -> "";
        };
    }

    /** Writes it as the value of a field: the prediction with all digits. */
    void writeTo(JsonGenerator json, String field) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("predictor", form.text());
        if (form == Form.MAJORITY && exists()) {
            json.writeStringField("prediction", label);
            Json.number(json, "share", share);
        } else if (form == Form.MEAN && exists()) {
            Json.number(json, "prediction", numbers.get(0));
        } else if (form == Form.SHARES && exists()) {
            json.writeArrayFieldStart("prediction");
            for (double number : numbers) {
                json.writeNumber(number);
            }
            json.writeEndArray();
        } else {
            json.writeNullField("prediction");
        }
        json.writeNumberField("rows", rows);
        json.writeBooleanField("weighted", weighted);
        json.writeEndObject();
    }
}
