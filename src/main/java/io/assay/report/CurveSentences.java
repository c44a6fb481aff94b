package io.assay.report;

import io.assay.comparison.Verdict;
import io.assay.curve.Better;
import io.assay.curve.Curve;
import io.assay.curve.Diagnosis;
import io.assay.curve.DiagnosisSettings;
import io.assay.curve.Gap;
import io.assay.curve.Mark;
import io.assay.curve.Overfitting;
import io.assay.curve.PowerLaw;
import io.assay.curve.State;
import io.assay.curve.Trend;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a diagnosis found, in sentences: what, by which test, over how many points. Numbers are as consoles show them;
 * {@link Numeral#typographic} makes them fit for pages.
 */
public final class CurveSentences {

    private static final Numeral NUMERAL = Numeral.ASCII;
    private static final String TRAINING = "Training";
    private static final String VALIDATION = "Validation";

    private final Diagnosis diagnosis;
    private final DiagnosisSettings settings;

    private CurveSentences(Diagnosis diagnosis, DiagnosisSettings settings) {
        this.diagnosis = diagnosis;
        this.settings = settings;
    }

    /** Everything that is said of one run and metric. */
    public static List<String> of(Diagnosis diagnosis, DiagnosisSettings settings) {
        CurveSentences of = new CurveSentences(diagnosis, settings);
        List<String> sentences = new ArrayList<>();
        sentences.add(of.best());
        if (diagnosis.best().isPresent()) {
            sentences.add(of.overfitting());
            if (diagnosis.validation().size() > 0) {
                sentences.add(of.trend(VALIDATION, diagnosis.validationTrend(), diagnosis.validation()));
            }
            if (diagnosis.train().size() > 0) {
                sentences.add(of.trend(TRAINING, diagnosis.trainingTrend(), diagnosis.train()));
            }
            diagnosis.gap().ifPresent(gap -> sentences.add(of.gap(gap)));
            if (diagnosis.underfitting().state() != State.UNKNOWN) {
                sentences.add(of.underfitting());
            }
            sentences.add(of.stopping());
        }
        sentences.addAll(notFinite("training", diagnosis.train()));
        sentences.addAll(notFinite("validation", diagnosis.validation()));
        return sentences;
    }

    /** The best and the last point in one sentence. */
    public static String best(Diagnosis diagnosis) {
        return new CurveSentences(diagnosis, DiagnosisSettings.DEFAULT).best();
    }

    /** What overfitting was found, or why none. */
    public static String overfitting(Diagnosis diagnosis) {
        return new CurveSentences(diagnosis, DiagnosisSettings.DEFAULT).overfitting();
    }

    /** Where the validation points go, or the training points where there are no others. */
    public static String trend(Diagnosis diagnosis, DiagnosisSettings settings) {
        String of = diagnosis.validation().size() > 0 ? VALIDATION : TRAINING;
        return new CurveSentences(diagnosis, settings).trend(of, diagnosis.trend(), diagnosis.main());
    }

    /** What the gap is; that there is none where it cannot be told. */
    public static String gap(Diagnosis diagnosis, DiagnosisSettings settings) {
        return diagnosis
                .gap()
                .map(new CurveSentences(diagnosis, settings)::gap)
                .orElse("No training points lie among the last validation points: there is no gap to look at.");
    }

    /** Whether the run stopped learning too early, or why that cannot be said. */
    public static String underfitting(Diagnosis diagnosis) {
        return diagnosis.underfitting().state() == State.UNKNOWN
                ? "Whether it underfits cannot be said: it takes a target or a reference, and training and validation"
                        + " points that say where they go."
                : new CurveSentences(diagnosis, DiagnosisSettings.DEFAULT).underfitting();
    }

    /** The verdict in one sentence. */
    static String meaning(CurveResult result) {
        return meaning(result.verdict(), result.gates().size());
    }

    static String meaning(Verdict verdict, int gates) {
        return switch (verdict) {
            case PASS ->
                gates > 0 ? "every hard gate on the curves passed" : "no gates were asked for, nothing is judged";
            case FAIL -> "a gate on the curves failed";
            case INCONCLUSIVE -> "the points do not decide every gate";
            case NOT_COMPARABLE -> "the points do not allow a judgement";
        };
    }

    /** How many runs there are and how many of them each thing was found in. */
    static String headline(CurveResult result) {
        List<Diagnosis> primary = result.diagnoses().stream()
                .filter(each -> each.metric().equals(result.metric()))
                .toList();
        long over = primary.stream()
                .filter(each -> each.overfitting().state() == State.FOUND)
                .count();
        long flat = primary.stream()
                .filter(each -> each.trend().shape() == Trend.Shape.PLATEAU)
                .count();
        long improving = primary.stream()
                .filter(each -> each.trend().shape() == Trend.Shape.IMPROVING)
                .count();
        return Sentence.counted(result.runs().size(), "run") + "; of " + Sentence.name(result.metric()) + ": "
                + NUMERAL.count(over) + " overfitting, " + NUMERAL.count(flat) + " on a plateau, "
                + NUMERAL.count(improving) + " still improving.";
    }

    static String law(CurveResult.Law law) {
        if (law.law().isEmpty()) {
            return Sentence.name(law.metric()) + ": no power law over the sizes of the runs: " + law.refusal() + ".";
        }
        PowerLaw fit = law.law().get();
        String predictions =
                law.predictions().stream().map(CurveSentences::prediction).collect(Collectors.joining(" "));
        return Sentence.name(law.metric()) + " falls with the size n as " + NUMERAL.number(fit.a()) + "*n^(-"
                + NUMERAL.number(fit.b()) + ") + " + NUMERAL.number(fit.c()) + ", fitted to the best values at "
                + Sentence.counted(fit.sizes(), "size") + "; without the largest, " + NUMERAL.setting(fit.largest())
                + ", the law says " + NUMERAL.number(fit.heldBackPrediction()) + " there, and "
                + NUMERAL.number(fit.heldBackLoss()) + " was seen (" + percent(fit.heldBackError()) + " off)."
                + (predictions.isEmpty() ? "" : " " + predictions);
    }

    private static String prediction(CurveResult.Prediction prediction) {
        return prediction.loss().isPresent()
                ? "At size " + NUMERAL.setting(prediction.size()) + " it expects "
                        + NUMERAL.number(prediction.loss().getAsDouble()) + "."
                : "Size " + NUMERAL.setting(prediction.size()) + " is more than " + NUMERAL.setting(PowerLaw.FARTHEST)
                        + " times the largest seen: no extrapolation.";
    }

    private String best() {
        if (diagnosis.best().isEmpty()) {
            return "No point has a finite value: nothing can be said.";
        }
        Mark best = diagnosis.best().get();
        Mark last = diagnosis.last().orElse(best);
        String of = diagnosis.validation().size() > 0 ? "validation" : "training";
        return "Best " + of + " value " + NUMERAL.number(best.value()) + " at step " + step(best.step()) + ", point "
                + NUMERAL.count(best.index() + 1L) + " of "
                + NUMERAL.count(diagnosis.main().size()) + " ("
                + (diagnosis.better() == Better.LOWER ? "lower" : "higher") + " is better); the last is "
                + NUMERAL.number(last.value()) + " at step " + step(last.step()) + ".";
    }

    private String trend(String of, Trend trend, Curve curve) {
        String over = "over the last " + Sentence.counted(trend.points(), "raw point");
        String test =
                " (Theil-Sen slope per point " + NUMERAL.number(trend.slope().slope()) + ", 95 % interval "
                        + NUMERAL.number(trend.slope().lower()) + " to "
                        + NUMERAL.number(trend.slope().upper()) + "; Mann-Kendall "
                        + NUMERAL.p(trend.test().p()) + ").";
        return switch (trend.shape()) {
            case PLATEAU ->
                of + " is on a plateau " + over + ": it changes by less than " + percent(settings.plateau())
                        + " of its median" + test;
            case IMPROVING -> of + " is still improving " + over + test;
            case WORSENING -> of + " is worsening " + over + test;
            case UNDECIDED -> "Where " + of.toLowerCase(Locale.ROOT) + " goes is undecided " + over + test;
            case TOO_FEW ->
                of + " has " + Sentence.counted(curve.size(), "point") + ": too few to say where it goes, "
                        + Trend.FEWEST + " are needed.";
        };
    }

    private String overfitting() {
        Overfitting found = diagnosis.overfitting();
        Trend behind = found.validation();
        String points = Sentence.counted(behind.points(), "validation point") + " behind the best one";
        return switch (found.state()) {
            case FOUND ->
                "Overfitting from step " + step(found.onset().orElseThrow().step())
                        + " on: validation worsens over the " + points + " (Theil-Sen slope per point "
                        + NUMERAL.number(behind.slope().slope()) + ", 95 % interval "
                        + NUMERAL.number(behind.slope().lower()) + " to "
                        + NUMERAL.number(behind.slope().upper()) + ") while training "
                        + (found.training().shape() == Trend.Shape.IMPROVING ? "improves" : "is flat") + " over "
                        + Sentence.counted(found.training().points(), "point") + ".";
            case NOT_FOUND ->
                behind.shape() == Trend.Shape.TOO_FEW
                        ? "No overfitting: the best validation point is one of the last, with "
                                + Sentence.counted(behind.points(), "point") + " behind it."
                        : behind.shape() == Trend.Shape.WORSENING
                                ? "No overfitting: validation worsens over the " + points + ", but so does training."
                                : "No overfitting: validation does not worsen over the " + points
                                        + " by Theil-Sen's 95 % interval.";
            case UNKNOWN ->
                diagnosis.validation().size() < 2
                        ? "Whether it overfits cannot be said: it takes validation points, and there "
                                + (diagnosis.validation().size() == 1 ? "is 1." : "are none.")
                        : "Whether it overfits cannot be said: validation worsens over the " + points + ", but "
                                + Sentence.counted(found.training().points(), "training point")
                                + " behind it do not say where training goes.";
        };
    }

    private String gap(Gap gap) {
        double harm = diagnosis.better().loss(gap.gap());
        String how = harm > 0 ? "worse than training by " : harm < 0 ? "better than training by " : "like training, ";
        String interval = Double.isNaN(gap.lower())
                ? "no interval"
                : "Welch's 95 % interval of validation less training " + NUMERAL.number(gap.lower()) + " to "
                        + NUMERAL.number(gap.upper());
        return "Generalisation gap: over the last " + Sentence.counted(gap.validationPoints(), "validation point")
                + " and the " + Sentence.counted(gap.trainingPoints(), "training point") + " among them validation is "
                + how + NUMERAL.number(Math.abs(gap.gap())) + ", " + percent(Math.abs(gap.relative()))
                + " of training (" + interval + "); " + growth(gap);
    }

    private String growth(Gap gap) {
        if (gap.trend().shape() == Trend.Shape.TOO_FEW) {
            return "too few points to see it grow.";
        }
        String tolerated = percent(settings.gap());
        return gap.alarm()
                ? "the gap is growing, and beyond " + tolerated + ": ALARM."
                : gap.growing() ? "the gap is growing, and still within " + tolerated + "." : "the gap is not growing.";
    }

    private String underfitting() {
        String level = "the training plateau "
                + NUMERAL.number(diagnosis.underfitting().level());
        return diagnosis.underfitting().state() == State.FOUND
                ? "Underfitting: " + level + " is worse than "
                        + NUMERAL.setting(diagnosis.underfitting().bound().orElseThrow())
                        + ", with a small gap to validation."
                : diagnosis.trainingTrend().shape() == Trend.Shape.PLATEAU
                        ? "No underfitting: " + level + " is as good as asked for, or the gap to validation is large."
                        : "No underfitting: training is not on a plateau.";
    }

    private String stopping() {
        String rule = "Early stopping with patience " + settings.patience() + " and a least gain of "
                + percent(settings.minimumGain()) + " would ";
        int kept = diagnosis.stopping().bestIndex();
        String keep = "step " + step(diagnosis.main().step(kept)) + " ("
                + NUMERAL.number(diagnosis.main().value(kept)) + ")";
        return diagnosis.stopping().stopIndex().isPresent()
                ? rule + "have stopped at step "
                        + step(diagnosis
                                .main()
                                .step(diagnosis.stopping().stopIndex().getAsInt())) + " and kept " + keep
                        + "."
                : rule + "not have stopped yet, and keeps " + keep + ".";
    }

    private static List<String> notFinite(String of, Curve curve) {
        if (curve.notFinite() == 0) {
            return List.of();
        }
        int more = curve.notFinite() - curve.firstNotFinite().size();
        return List.of(Sentence.counted(curve.notFinite(), of + " point") + " without a finite value, at step "
                + curve.firstNotFinite().stream().map(CurveSentences::step).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + NUMERAL.count(more) + " more." : "."));
    }

    /** Steps are names of points as much as numbers: whole ones are shown whole. */
    static String step(double step) {
        return step == Math.rint(step) && Math.abs(step) < 1e15 ? NUMERAL.count((long) step) : NUMERAL.setting(step);
    }

    private static String percent(double share) {
        return NUMERAL.setting(100 * share) + " %";
    }

    /** The verdict as it is said to whoever looks at the exit code. */
    static String isVerdict(Verdict verdict) {
        return verdict == Verdict.PASS
                ? ""
                : "A verdict on the curves, not a failure of the program (exit code " + verdict.exitCode() + ").";
    }
}
