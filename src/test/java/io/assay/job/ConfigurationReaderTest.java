package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.input.Source;
import io.assay.job.Configuration.Compare;
import io.assay.job.Configuration.Gate;
import io.assay.job.Configuration.Limits;
import io.assay.job.Configuration.LossEntry;
import io.assay.job.Configuration.Output;
import io.assay.job.Configuration.Slice;
import io.assay.job.Configuration.Tolerance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {

    private static final String LEAST =
            """
            input: {path: rows.parquet}
            columns: {version: v, label: y, prediction: p}
            baseline: a
            losses: [squared_error]
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void theLeastConfigurationHasDefaultsForAllElse() throws IOException {
        Configuration configuration = read(LEAST);
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.evaluation()).isEqualTo("evaluation");
        assertThat(configuration.runDate()).isEqualTo("undated");
        Source source = configuration.input().rows().get(0);
        assertThat(source.format()).isEqualTo("parquet");
        assertThat(source.options()).isEmpty();
        assertThat(source.where()).isEmpty();
        assertThat(source.schema()).isEmpty();
        assertThat(configuration.input().joined()).isFalse();
        assertThat(configuration.columns().id()).isEmpty();
        assertThat(configuration.columns().weight()).isEmpty();
        assertThat(configuration.columns().cluster()).isEmpty();
        assertThat(configuration.columns().partition()).isEmpty();
        assertThat(configuration.baselines()).containsExactly("a");
        assertThat(configuration.candidates()).isEmpty();
        assertThat(configuration.slices()).isEmpty();
        assertThat(configuration.metrics()).isEmpty();
        assertThat(configuration.compare()).isEqualTo(new Compare(0.05, new Tolerance(0.01, true), 30, false));
        assertThat(configuration.gates()).isEmpty();
        assertThat(configuration.limits()).isEqualTo(new Limits(0.05, 0.05, 0.05, 0, 0, 0.05, 100_000));
        assertThat(configuration.output())
                .isEqualTo(new Output("out", List.of("parquet", "csv", "json", "markdown", "html", "junit"), true));
        assertThat(read(LEAST.replace("v,", "v, id: x, weight: null, cluster: ~,") + "slices:\ncandidates: all\n")
                        .problems())
                .isEmpty();
    }

    @Test
    void namesStayAsWritten() throws IOException {
        Configuration configuration = read(LEAST.replace("baseline: a", "baseline: 1.0\ncandidates: [no, 007, 1e3]"));
        assertThat(configuration.baselines()).containsExactly("1.0");
        assertThat(configuration.candidates()).containsExactly("no", "007", "1e3");
    }

    @ParameterizedTest
    @CsvSource({
        "a.csv,csv",
        "a.csv.gz,csv",
        "a.tsv,csv",
        "a.json,json",
        "a.jsonl.zst,json",
        "a.ndjson,json",
        "a.orc,orc",
        "a.avro,avro",
        "a.parquet,parquet",
        "folder/,parquet",
        "x*.csv.bz2,csv",
        "csv,csv"
    })
    void theFormatFollowsTheName(String path, String format) {
        assertThat(ConfigurationReader.format(path)).isEqualTo(format);
    }

    @Test
    void aGroupNeedsOneLabelOnePredictionAndIdsOfItems() throws IOException {
        assertThat(read(LEAST.replace("v,", "v, group: [q, r], id: [q, d], unjudged: 0,"))
                        .problems())
                .isEmpty();
        assertThat(read(LEAST.replace("label: y, prediction: p", "group: q, id: q, prediction: {lower: a, upper: b}"))
                        .problems())
                .extracting(Problem::key)
                .containsExactlyInAnyOrder("columns.label", "columns.prediction", "columns.id");
        assertThat(read(LEAST.replace("prediction: p", "group: q")).problems())
                .extracting(Problem::key)
                .containsExactly("columns.prediction");
        assertThat(read(LEAST.replace("v,", "v, unjudged: 0,")).problems())
                .extracting(Problem::rule)
                .containsExactly("means nothing without group:");
        assertThat(read(LEAST.replace("v,", "v, group: q, unjudged: none,")).problems())
                .extracting(Problem::key)
                .containsExactly("columns.unjudged");
    }

    @Test
    void everyFormOfInput() throws IOException {
        Configuration table = read(LEAST.replace("path: rows.parquet", "table: main.scores"));
        assertThat(table.input().rows()).extracting(Source::format).containsExactly("table");
        Configuration query = read(LEAST.replace("path: rows.parquet", "query: 'SELECT 1'"));
        assertThat(query.input().rows()).extracting(Source::location).containsExactly("SELECT 1");
        Configuration tabs = read(LEAST.replace("path: rows.parquet", "path: a.tsv.gz, options: {header: true}"));
        assertThat(tabs.input().rows().get(0).options())
                .containsOnly(Map.entry("sep", "\t"), Map.entry("header", "true"));
        Configuration list =
                read(LEAST.replace("{path: rows.parquet}", "[{path: a.csv, where: x > 1}, {path: b.orc}]"));
        assertThat(list.input().rows()).extracting(Source::format).containsExactly("csv", "orc");
        assertThat(list.input().rows().get(0).where()).contains("x > 1");
        Configuration joined = read(
                LEAST.replace("input: {path: rows.parquet}", "predictions: {path: p.json}\nlabels: [{path: l.csv}]"));
        assertThat(joined.input().joined()).isTrue();
        assertThat(joined.input().labels()).extracting(Source::location).containsExactly("l.csv");
        assertThat(List.of(table, query, tabs, list, joined))
                .allMatch(read -> read.problems().isEmpty());
    }

    @Test
    void everyFormOfColumns() throws IOException {
        Configuration wide = read(LEAST.replace(
                "{version: v, label: y, prediction: p}",
                "{id: [a, b], wide: {lite: p1, twice: \"2 * p1\"}, label: y}"));
        assertThat(wide.columns().wide()).containsExactly(Map.entry("lite", "p1"), Map.entry("twice", "2 * p1"));
        Configuration parts =
                read(LEAST.replace("prediction: p", "prediction: {lower: q05, levels: [0.1, 0.9]}, weight: w + 1"));
        assertThat(parts.columns().predictionParts())
                .containsExactly(Map.entry("lower", "q05"), Map.entry("levels", "array(0.1D, 0.9D)"));
        assertThat(parts.columns().weight()).contains("w + 1");
        assertThat(List.of(wide, parts)).allMatch(read -> read.problems().isEmpty());
    }

    @Test
    void everyFormOfSlice() throws IOException {
        Configuration configuration = read(
                LEAST
                        + """
                slices:
                  - branch
                  - [branch, category]
                  - {rollup: [country, region, store]}
                  - {name: close race, where: "abs(prediction - 0.5) < 0.1"}
                  - {column: age, bins: [18, 30, 4.5e1]}
                  - {column: age, quantiles: 10}
                """);
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.slices())
                .extracting(Slice::kind)
                .containsExactly(
                        Slice.Kind.COLUMNS,
                        Slice.Kind.COLUMNS,
                        Slice.Kind.ROLLUP,
                        Slice.Kind.PREDICATE,
                        Slice.Kind.BINS,
                        Slice.Kind.QUANTILES);
        assertThat(configuration.slices().get(1).columns()).containsExactly("branch", "category");
        assertThat(configuration.slices().get(4).edges()).containsExactly(18.0, 30.0, 45.0);
        assertThat(configuration.slices().get(5).quantiles()).isEqualTo(10);
    }

    @Test
    void everyFormOfLoss() throws IOException {
        Configuration configuration = read(
                """
                input: {path: rows.parquet}
                columns: {version: v}
                baseline: a
                losses:
                  - binary_cross_entropy
                  - zero_one_loss(threshold=0.5)
                  - {name: rmse, loss: squared_error, aggregate: root}
                  - {name: wis, loss: weighted_interval_score, arguments: {median: q50, alpha: [0.1, 0.5]}}
                  - {name: top1, loss: multiclass_zero_one_loss, label: category, prediction: predicted}
                  - {name: business, sql: "IF(label = 1, 5.0, 0.0)", direction: higher}
                  - {name: total, weighted-sum: {binary_cross_entropy: 1.0, business: -0.2}, missing: null}
                  - {name: scaled, weighted-sum: {top1: 1}, missing: renormalise}
                """);
        assertThat(configuration.problems()).isEmpty();
        List<LossEntry> losses = configuration.losses();
        assertThat(losses)
                .extracting(LossEntry::name)
                .containsExactly(
                        "binary_cross_entropy",
                        "zero_one_loss(threshold=0.5)",
                        "rmse",
                        "wis",
                        "top1",
                        "business",
                        "total",
                        "scaled");
        assertThat(losses.get(2).aggregate()).contains("root");
        assertThat(losses.get(3).arguments())
                .containsEntry("median", "q50")
                .containsEntry("alpha", "array(0.1D, 0.5D)");
        assertThat(losses.get(4).label()).contains("category");
        assertThat(losses.get(5).sql()).contains("IF(label = 1, 5.0, 0.0)");
        assertThat(losses.get(5).direction()).contains("higher");
        assertThat(losses.get(6).weightedSum())
                .containsExactly(Map.entry("binary_cross_entropy", 1.0), Map.entry("business", -0.2));
        assertThat(losses.get(6).renormalise()).isFalse();
        assertThat(losses.get(7).renormalise()).isTrue();
    }

    @Test
    void everyFormOfJudgement() throws IOException {
        Configuration configuration = read(
                LEAST
                        + """
                metrics: [accuracy, f1(threshold=0.6), roc_auc]
                compare: {alpha: 0.01, margin: {absolute: 0.5}, correction: holm, minimum-units: 100, sequential: true}
                gates:
                  - {loss: squared_error, slice: all, hard: true, margin: {absolute: 0.002}}
                  - {loss: squared_error, partition: "branch=*", hard: false, margin: {relative: 0}}
                limits: {quarantined: 0, unscored: 1, unpaired: 0.5, differing-labels: 0.1, shared-units: 0.3, label-rates: 0.2, groups: 20000}
                output: {path: s3a://bucket/out, formats: html}
                """);
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.metrics())
                .extracting(metric -> metric.name(), metric -> metric.number("threshold"))
                .extracting(Object::toString)
                .containsExactly("(\"accuracy\", 0.5)", "(\"f1(threshold=0.6)\", 0.6)", "(\"roc_auc\", NaN)");
        assertThat(configuration.compare()).isEqualTo(new Compare(0.01, new Tolerance(0.5, false), 100, true));
        assertThat(configuration.gates())
                .extracting(Gate::slice, Gate::partition, Gate::hard, Gate::margin)
                .extracting(Object::toString)
                .containsExactly(
                        "(\"all\", \"all\", true, " + Optional.of(new Tolerance(0.002, false)) + ")",
                        "(\"all\", \"branch=*\", false, " + Optional.of(new Tolerance(0, true)) + ")");
        assertThat(configuration.limits()).isEqualTo(new Limits(0, 1, 0.5, 0.1, 0.3, 0.2, 20_000));
        assertThat(configuration.output()).isEqualTo(new Output("s3a://bucket/out", List.of("html"), true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "compare: {alhpa: 0.1}|compare.alhpa: 0.1: unknown key (did you mean alpha? known:",
                "slcies: [a]|slcies: [a]: unknown key (did you mean slices? known:",
                "compare: {alpha: 0.5}|compare.alpha: 0.5: must be > 0 and < 0.5",
                "compare: {alpha: .nan}|compare.alpha: .nan: must be > 0 and < 0.5",
                "compare: {alpha: 0x1p-4}|compare.alpha: 0x1p-4: must be > 0 and < 0.5",
                "compare: {correction: bonferroni}|compare.correction: bonferroni: unknown (known: holm)",
                "compare: {slice-correction: holm}|compare.slice-correction: holm: unknown (known: bh, by)",
                "compare: {sequential: true, slice-correction: by}|compare.slice-correction: by: by is for a single look",
                "compare: {minimum-units: 1.5}|compare.minimum-units: 1.5: must be a whole number ≥ 2",
                "compare: {margin: 0.01}|compare.margin: 0.01: must be a mapping",
                "compare: {margin: {relative: 1, absolute: 1}}|compare.margin: {relative=1, absolute=1}: must have exactly one",
                "compare: {margin: {relative: -1}}|compare.margin.relative: -1: must be ≥ 0",
                "compare: [a]|compare: [a]: must be a mapping",
                "gates: [all]|gates: all: must be a mapping such as",
                "gates: [{slice: all}]|gates.loss: is missing: the loss that is gated",
                "gates: [{loss: squared_eror}]|gates.loss: squared_eror: unknown (did you mean squared_error? known: squared_error)",
                "gates: [{loss: squared_error, hard: yes}]|gates.hard: yes: unknown (known: false, true)",
                "limits: {unscored: 5}|limits.unscored: 5: must be a share from 0 to 1",
                "output: {formats: [pdf]}|output.formats: [pdf]: unknown",
                "output: {path: ''}|output.path: \"\": must not be empty",
                "metrics: [acuracy]|metrics: acuracy: unknown (did you mean accuracy?",
                "metrics: [roc_auc(threshold=0.6)]|metrics: roc_auc(threshold=0.6): unknown parameter threshold (known: bins, max_fpr)",
                "metrics: [accuracy(threshold=2)]|metrics: accuracy(threshold=2): threshold must be in [0, 1]",
                "metrics: [f1, f1]|metrics: f1: stands twice",
                "metrics: ['f1(']|metrics: f1(: Cannot read loss",
                "slices: [[]]|slices: []: a slice is a column",
                "slices: [null]|slices: null: a slice is a column",
                "slices: [{}]|slices: a slice is a column",
                "slices: [{rollup: []}]|slices.rollup: []: must have a column",
                "slices: [{where: x}]|slices.name: is missing: what to call the rows",
                "slices: [{name: a, where: x}, {name: a, where: y}]|slices.name: a: stands twice, first at FOLDER/evaluation.yaml:5; give the predicate another name:",
                "slices: [a, {name: a, where: x}]|slices.name: a: names a predicate and a column that slices, first at FOLDER/evaluation.yaml:5;",
                "slices: [{name: a, where: x}, [b, a]]|slices.name: a: names a predicate and a column that slices, first at",
                "slices: [{name: a, where: x}, {rollup: [b, a]}]|slices.name: a: names a predicate and a column that slices, first at",
                "slices: [{column: a, bins: [1]}, {name: a, where: x}]|slices.name: a: names a predicate and a column that slices, first at",
                "slices: [{name: a, where: x}, {column: a, quantiles: 4}]|slices.name: a: names a predicate and a column that slices, first at",
                "slices: [{column: a, bins: []}]|slices.bins: []: must have an edge",
                "slices: [{column: a, bins: [2, 1]}]|slices.bins: [2, 1]: must be increasing",
                "slices: [{column: a, bins: [1, .inf]}]|slices.bins: [1, .inf]: must be a list of numbers",
                "slices: [{bins: [1]}]|slices.column: is missing: the column that is binned",
                "slices: [{column: a, bins: [1], quantiles: 3}]|slices.quantiles: 3: means nothing beside bins:",
                "slices: [{column: a, quantiles: 1}]|slices.quantiles: 1: must be a whole number from 2 to 1000",
                "candidates: [b, a]|candidates: [b, a]: a is a baseline too",
                "candidates: [b, b]|candidates: [b, b]: b stands twice",
                "candidates: [all, b]|candidates: [all, b]: must be all, or a list of versions",
                "candidates: {a: b}|candidates: {a=b}: must be a text or a list of texts",
                "evaluation: a/b|evaluation: a/b: must be a folder's name",
                "evaluation: _a|evaluation: _a: must be a folder's name",
                "evaluation: ''|evaluation: \"\": must be a folder's name",
                "run-date: 2026-13-31|run-date: 2026-13-31: must be a date (2026-01-31), a timestamp",
                "run-date: auto|run-date: auto: must be a date (2026-01-31), a timestamp",
                "predictions: {path: a}|predictions: {path=a}: means nothing beside input:",
            })
    void whatIsWrongIsToldWithItsKeyValueAndRule(String line, String problem) throws IOException {
        List<Problem> problems = read(LEAST + line + "\n").problems();
        assertThat(problems)
                .as(line)
                .singleElement()
                .asString()
                .contains("evaluation.yaml:5: " + problem.replace("FOLDER", folder.toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "squared_error, squared_error|losses.name: squared_error: stands twice",
                "{loss: brier_loss, sql: x}|losses.sql: x: a loss has exactly one of",
                "{name: a}|losses.loss: a loss has exactly one of",
                "{sql: x}|losses.name: is missing: what tables and gates call this loss",
                "{name: a, sql: x, label: y}|losses.label: y: means nothing beside sql:",
                "{loss: a, missing: renormalise}|losses.missing: renormalise: means nothing beside loss:",
                "{loss: a, direction: up}|losses.direction: up: unknown (known: higher, lower, none)",
                "{loss: a, arguments: {delta: null}}|losses.arguments.delta: null: must be a single text",
                "{name: s, weighted-sum: {}}|losses.weighted-sum: {}: must name a loss and its weight",
                "{name: s, weighted-sum: {brier: 1}}|losses.weighted-sum: brier: unknown (known: s)",
                "a, {name: s, weighted-sum: {a: much}}|losses.weighted-sum.a: much: must be a number",
                "a, {name: s, weighted-sum: {a: 1}}, {name: t, weighted-sum: {s: 1}}|losses.weighted-sum: s: is a weighted sum itself",
                "''|losses: []: is missing: at least one loss",
            })
    void whatIsWrongWithALoss(String losses, String problem) throws IOException {
        List<Problem> problems = read(LEAST.replace("losses: [squared_error]", "losses: [" + losses + "]"))
                .problems();
        assertThat(problems).singleElement().asString().contains("evaluation.yaml:4: " + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|columns.version: is missing: the column that names the model version",
                "{version: v, wide: {a: b}}|columns.version: v: means nothing beside wide:",
                "{wide: {a: null}}|columns.wide.a: null: must be a single text",
                "{version: [v]}|columns.version: [v]: must be a single text",
                "{version: v, id: [[a]]}|columns.id: [a]: must be a text",
                "{version: v, lable: y}|columns.lable: y: unknown key (did you mean label?",
            })
    void whatIsWrongWithColumns(String columns, String problem) throws IOException {
        List<Problem> problems = read(LEAST.replace("{version: v, label: y, prediction: p}", columns))
                .problems();
        assertThat(problems).singleElement().asString().contains("evaluation.yaml:2: " + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{format: cvs, path: a}|input.format: cvs: unknown (did you mean csv? known:",
                "{path: a, options: {header: null}}|input.options.header: null: must be a single text",
                "{path: a, schema: 'id STRNG('}|input.schema: id STRNG(: must be names and types, such as",
                "{path: a, table: t, format: table}|input.path: a: means nothing beside format: table:",
            })
    void whatIsWrongWithAnInput(String input, String problem) throws IOException {
        List<Problem> problems =
                read(LEAST.replace("{path: rows.parquet}", input)).problems();
        assertThat(problems).singleElement().asString().contains("evaluation.yaml:1: " + problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "input: {format: csv}",
                "input: []",
                "input: rows.csv",
                "input: [{path: a}, b]",
                "labels: {path: a}",
                "a: b"
            })
    void withoutAnInputTheRestIsNotLookedAtButToldAllTheSame(String input) {
        assertThatThrownBy(() -> read(LEAST.replace("input: {path: rows.parquet}", input) + "slcies: []\n"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("evaluation.yaml:1: ")
                .hasMessageContaining("evaluation.yaml:5: slcies");
    }

    @Test
    void problemsOfOneFileAreToldTogetherInTheOrderOfItsLines() {
        InvalidConfigurationException problems = new InvalidConfigurationException(List.of(
                new Problem("b.yaml:10", "k", "v", "r"),
                new Problem("b.yaml:9", "k", null, "r"),
                new Problem("a.yaml:30", "k", "v", "r"),
                new Problem("b.yaml:9", "k", null, "r")));
        assertThat(problems)
                .hasMessage(
                        "Invalid configuration, 3 problems:\n  a.yaml:30: k: v: r\n  b.yaml:9: k: r\n  b.yaml:10: k: v: r");
    }

    @Test
    void theDigestIsThatOfTheMeaningNotOfTheLayout() throws IOException {
        String digest = read(LEAST).digest();
        assertThat(digest).matches("[0-9a-f]{64}");
        assertThat(read("# comment\n"
                                + LEAST.replace(
                                        "{version: v, label: y, prediction: p}",
                                        "{prediction: 'p', label: y, version: v}"))
                        .digest())
                .isEqualTo(digest);
        assertThat(read(LEAST + "output: {path: elsewhere}\n").digest()).isEqualTo(digest);
        assertThat(read(LEAST + "compare: {alpha: 0.01}\n").digest()).isNotEqualTo(digest);
    }

    @Test
    void theRunDateOfTheCommandLineGoesBeforeThatOfTheFile() throws IOException {
        assertThat(read(LEAST + "run-date: 2026-01-01\n").runDate()).isEqualTo("2026-01-01");
        Path file = Files.writeString(folder.resolve("evaluation.yaml"), LEAST + "run-date: 2026-01-01\n");
        assertThat(ConfigurationReader.read(file, Map.of(), "2026-01-02").runDate())
                .isEqualTo("2026-01-02");
        assertThat(ConfigurationReader.read(file, Map.of(), "").problems())
                .singleElement()
                .asString()
                .contains("run-date");
    }

    private Configuration read(String yaml) throws IOException {
        return ConfigurationReader.read(Files.writeString(folder.resolve("evaluation.yaml"), yaml), Map.of(), null);
    }
}
