package io.assay.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
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
 * @param frozen the run date whose labels it was made of and has been kept since; empty where it is made of those evaluated
 * @param own what it is beside losses and metrics that bring a label or a prediction of their own
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
        String order,
        String frozen,
        List<Own> own) {

    /**
     * What it predicts where one loss or metric has its own label or prediction.
     *
     * @param of the loss or metric
     * @param label what it takes for the label, as it is written
     */
    public record Own(String of, String label, TrivialPredictor predictor) {}

    /** How it predicts. */
    public enum Form {
        /** The mean of the labels. */
        MEAN,
        /** The median of the labels. */
        MEDIAN,
        /** The most frequent label. */
        MAJORITY,
        /** The share of each class, or the mean of arrays of numbers. */
        SHARES,
        /** The label before in the series. */
        LAST,
        /** What the configuration says. */
        VALUE;

        /** As configurations write it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** So many numbers of an array are shown. */
    private static final int SHOWN = 8;

    public TrivialPredictor {
        numbers = List.copyOf(numbers);
        own = List.copyOf(own);
    }

    /** One that is made of the labels evaluated, for all losses. */
    public TrivialPredictor(
            String name,
            Form form,
            List<Double> numbers,
            String label,
            double share,
            long rows,
            boolean binary,
            boolean weighted,
            String order) {
        this(name, form, numbers, label, share, rows, binary, weighted, order, "", List.of());
    }

    /** The same, made of the labels of a run date before, or of those evaluated if that is empty. */
    public TrivialPredictor frozenOn(String runDate) {
        return new TrivialPredictor(name, form, numbers, label, share, rows, binary, weighted, order, runDate, own);
    }

    /** The same with what it is beside labels and predictions of single losses. */
    public TrivialPredictor with(List<Own> others) {
        return new TrivialPredictor(name, form, numbers, label, share, rows, binary, weighted, order, frozen, others);
    }

    /** Whether it predicts anything. */
    public boolean exists() {
        return form == Form.LAST || !numbers.isEmpty() || !label.isEmpty();
    }

    /** What it predicts and how far that is to be trusted, in sentences for the notes of a report. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>(ofAllLosses());
        for (Own one : own) {
            TrivialPredictor predictor = one.predictor();
            String to = "For " + Sentence.name(one.of()) + " " + name;
            sentences.add(
                    predictor.exists()
                            ? to + " predicts " + predictor.shown() + ", "
                                    + predictor.meaning("values of " + Shown.text(one.label(), Sentence.NAME)) + "."
                            : to + " has nothing to predict: no value of " + Shown.text(one.label(), Sentence.NAME)
                                    + " is a " + predictor.needed() + " with a weight.");
        }
        return sentences;
    }

    private List<String> ofAllLosses() {
        if (!exists()) {
            return List.of(name + " could not be computed: no label is a " + needed() + " with a weight.");
        }
        if (form == Form.LAST) {
            return List.of(
                    name + " predicts for every row the label before it in its series (" + Shown.text(order, 100)
                            + "). A row that is the first of its series has no such prediction.",
                    name + " takes the latest label before a row as known. A model that predicts further ahead did"
                            + " not know it, so that it is harder to beat than a forecast made as early.");
        }
        if (form == Form.VALUE) {
            return List.of(name + " predicts " + shown() + " for every row, as the configuration says.");
        }
        return List.of(
                name + " predicts " + shown() + " for every row, " + meaning("labels") + ".",
                frozen.isEmpty()
                        ? name
                                + " is made of the very labels that are evaluated, one prediction for all rows and not for"
                                + " each slice. That flatters it a little: to beat it is slightly harder than it should"
                                + " be."
                        : name + " was made of the labels of " + Sentence.name(frozen)
                                + " and is frozen since, so that it is one baseline on all run dates. It is flattered a"
                                + " little where those labels are evaluated, and by no others.");
    }

    private String needed() {
        return form == Form.MAJORITY ? "class" : "finite number";
    }

    private String shown() {
        if (!label.isEmpty()) {
            return Sentence.name(label);
        }
        if (form == Form.MEAN || form == Form.MEDIAN) {
            return Numeral.ASCII.number(numbers.get(0));
        }
        return numbers.stream()
                .limit(SHOWN)
                .map(Numeral.ASCII::number)
                .collect(Collectors.joining(", ", "[", numbers.size() > SHOWN ? ", \u2026]" : "]"));
    }

    private String meaning(String labels) {
        String weights = weighted ? "weighted " : "";
        String of = labels + " of " + Sentence.counted(rows, "row");
        return switch (form) {
            case MEAN ->
                binary ? "the " + weights + "share of ones among the " + of : "the " + weights + "mean of the " + of;
            case MEDIAN -> "the " + weights + "median of the " + of + ", where absolute errors are least";
            case MAJORITY ->
                "the most frequent of the " + of + " (" + Numeral.ASCII.setting(100 * share)
                        + (weighted ? "% by weight)" : "% of them)");
            case SHARES -> "the " + weights + "shares of the classes among the " + of;
            case LAST, VALUE -> "";
        };
    }

    /** What it predicts, with all digits, in words that are equal where the predictions are. */
    public List<String> words() {
        List<String> words = new ArrayList<>(List.of(form.text() + ": " + exact()));
        own.forEach(one -> words.add("for " + one.of() + " "
                + one.predictor().form().text() + ": " + one.predictor().exact()));
        return words;
    }

    private String exact() {
        if (form == Form.LAST) {
            return order;
        }
        if (!exists()) {
            return "nothing";
        }
        boolean isOne = form == Form.MEAN || form == Form.MEDIAN;
        return isOne ? numbers.get(0).toString() : label.isEmpty() ? numbers.toString() : label;
    }

    /** Writes it as the value of a field: the prediction with all digits. */
    void writeTo(JsonGenerator json, String field) throws IOException {
        json.writeObjectFieldStart(field);
        writeFields(json);
        if (!own.isEmpty()) {
            json.writeArrayFieldStart("own");
            for (Own one : own) {
                json.writeStartObject();
                json.writeStringField("of", one.of());
                json.writeStringField("label", one.label());
                one.predictor().writeFields(json);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void writeFields(JsonGenerator json) throws IOException {
        json.writeStringField("predictor", form.text());
        if (!exists() || form == Form.LAST) {
            json.writeNullField("prediction");
        } else if (!label.isEmpty()) {
            json.writeStringField("prediction", label);
        } else if (form == Form.MEAN || form == Form.MEDIAN) {
            Json.number(json, "prediction", numbers.get(0));
        } else {
            json.writeArrayFieldStart("prediction");
            for (double number : numbers) {
                json.writeNumber(number);
            }
            json.writeEndArray();
        }
        if (form == Form.MAJORITY && exists()) {
            Json.number(json, "share", share);
        }
        json.writeNumberField("rows", rows);
        json.writeBooleanField("weighted", weighted);
        if (!frozen.isEmpty()) {
            json.writeStringField("frozen_on", frozen);
        }
    }
}
