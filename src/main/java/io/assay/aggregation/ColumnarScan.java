package io.assay.aggregation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.CreateArray;
import org.apache.spark.sql.catalyst.expressions.Explode;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetArrayItem;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.execution.CollectMetricsExec;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.GenerateExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.UnionExec;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.datasources.parquet.ParquetDictionary;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.apache.spark.sql.execution.vectorized.Dictionary;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The doors to Spark's column batches: what a plan computes, if it is nothing but projections and filters, row by row, of
 * scans that give batches, and what their texts are encoded by. Nothing else of the batch road asks for plans and encodings.
 */
final class ColumnarScan {

    /** What was found: the branches, or why there are none. */
    sealed interface Finding permits Branches, Refusal {}

    /** The scans, one below another where sources are united. */
    record Branches(List<Branch> branches) implements Finding {}

    /** Why rows have to be read as rows, in few words: {@code the plan has a SortMergeJoin}. */
    record Refusal(String reason) implements Finding {}

    /**
     * One scan and what is computed of its rows.
     *
     * @param plans what is made of each row: several results where it holds several versions
     * @param observations the names under which the plan counts the rows of the scan
     * @param countsFiltered whether it counts those alone that pass its filter
     */
    record Branch(SparkPlan scan, List<BatchPlan> plans, List<String> observations, boolean countsFiltered) {
        /** The batches; each is gone when the next one is asked for. */
        RDD<ColumnarBatch> batches() {
            return scan.executeColumnar();
        }
    }

    /** Says why a plan is refused. */
    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String reason) {
            super(reason);
        }
    }

    private ColumnarScan() {}

    /** Looks at what computes the rows. Reads nothing. */
    static Finding of(Dataset<Row> rows) {
        try {
            SparkPlan plan = ((org.apache.spark.sql.classic.Dataset<Row>) rows)
                    .queryExecution()
                    .executedPlan();
            List<Attribute> output = CollectionConverters.asJava(plan.output());
            Map<Scanned, List<BatchPlan>> plans = new LinkedHashMap<>();
            for (Building building : branches(plan)) {
                plans.computeIfAbsent(building.scanned, scanned -> new ArrayList<>())
                        .add(building.giving(output));
            }
            List<Branch> branches = new ArrayList<>();
            plans.forEach((scanned, own) -> branches.add(new Branch(
                    scanned.scan, List.copyOf(own), List.copyOf(scanned.observations), scanned.countsFiltered)));
            return new Branches(List.copyOf(branches));
        } catch (RefusedException e) {
            return new Refusal(String.valueOf(e.getMessage()));
        } catch (LinkageError | ClassCastException e) {
            return new Refusal("this Spark has other internals");
        }
    }

    private static List<Building> branches(SparkPlan plan) {
        if (plan instanceof AdaptiveSparkPlanExec adaptive) {
            return branches(adaptive.initialPlan());
        }
        if (plan instanceof WholeStageCodegenExec
                || plan instanceof InputAdapter
                || plan instanceof ColumnarToRowExec) {
            return branches(plan.children().head());
        }
        if (plan instanceof ProjectExec project) {
            List<NamedExpression> expressions = CollectionConverters.asJava(project.projectList());
            return each(branches(project.child()), branch -> branch.project(expressions));
        }
        if (plan instanceof FilterExec filter) {
            return each(branches(filter.child()), branch -> branch.filter(filter.condition()));
        }
        if (plan instanceof CollectMetricsExec metrics) {
            return each(branches(metrics.child()), branch -> branch.observe(metrics.name()));
        }
        if (plan instanceof GenerateExec generate && generate.generator() instanceof Explode explosion) {
            return branches(generate.child()).stream()
                    .flatMap(branch -> branch.exploded(explosion.child(), generate).stream())
                    .toList();
        }
        if (plan instanceof UnionExec union) {
            List<Attribute> output = CollectionConverters.asJava(union.output());
            List<Building> all = new ArrayList<>();
            CollectionConverters.asJava(union.children())
                    .forEach(child -> all.addAll(each(branches(child), branch -> branch.rename(child, output))));
            return all;
        }
        if (plan instanceof FileSourceScanExec || plan instanceof BatchScanExec) {
            if (!plan.supportsColumnar()) {
                throw new RefusedException("the source gives rows, not batches");
            }
            return List.of(new Building(plan));
        }
        throw new RefusedException("the plan has a " + plan.nodeName().strip());
    }

    private static List<Building> each(List<Building> branches, java.util.function.Consumer<Building> step) {
        branches.forEach(step);
        return branches;
    }

    /** A scan, and under which names its rows are counted. */
    private static final class Scanned {
        private final SparkPlan scan;
        private final Interning interning = new Interning();
        private final Set<String> observations = new LinkedHashSet<>();

        /** Whether some rows are left out before they are counted. */
        private boolean countsFiltered;

        Scanned(SparkPlan scan) {
            this.scan = scan;
        }
    }

    /** What is made of the rows of a scan, as far as it has been followed up. */
    private static final class Building {
        private final Scanned scanned;
        private final Interning interning;
        private final ArrayList<BatchPlan.Step> steps = new ArrayList<>();
        private final Expression rowNumber;

        /** By attribute: what it is of the scan's columns. */
        private Map<ExprId, Expression> collapsed = new LinkedHashMap<>();

        /** By attribute: where it stands in the row that the last step gives; the row's number stands behind all. */
        private Map<ExprId, Expression> placed = new LinkedHashMap<>();

        private Optional<Expression> filter = Optional.empty();
        private int width;

        /** Whether there are several results for each row of the scan, which a number of the row does not tell apart. */
        private boolean multiplied;

        Building(SparkPlan scan) {
            this.scanned = new Scanned(scan);
            this.interning = scanned.interning;
            for (Attribute attribute : CollectionConverters.asJava(scan.output())) {
                Expression place =
                        interning.of(new BoundReference(width++, attribute.dataType(), attribute.nullable()));
                collapsed.put(attribute.exprId(), place);
                placed.put(attribute.exprId(), place);
            }
            this.rowNumber = interning.of(numberAt(width));
        }

        private Building(Building before) {
            this.scanned = before.scanned;
            this.interning = before.interning;
            this.rowNumber = before.rowNumber;
            this.steps.addAll(before.steps);
            this.collapsed = new LinkedHashMap<>(before.collapsed);
            this.placed = new LinkedHashMap<>(before.placed);
            this.filter = before.filter;
            this.width = before.width;
            this.multiplied = true;
        }

        /** One for each element of an array that is written down in the plan. */
        List<Building> exploded(Expression array, GenerateExec generate) {
            if (!(collapse(array) instanceof CreateArray elements) || generate.outer()) {
                throw new RefusedException("the plan has a Generate");
            }
            List<Building> all = new ArrayList<>();
            for (int i = 0; i < elements.children().size(); i++) {
                Building one = new Building(this);
                one.take(
                        elements.children().apply(i),
                        new GetArrayItem(array, Literal$.MODULE$.apply(i), false),
                        generate);
                all.add(one);
            }
            return all;
        }

        /** Takes one element of an array beside the columns that are kept. */
        private void take(Expression element, Expression item, GenerateExec generate) {
            Map<ExprId, Expression> nextCollapsed = new LinkedHashMap<>();
            Map<ExprId, Expression> nextPlaced = new LinkedHashMap<>();
            ArrayList<Expression> step = new ArrayList<>();
            for (Attribute kept : CollectionConverters.asJava(generate.requiredChildOutput())) {
                nextCollapsed.put(kept.exprId(), known(collapsed, kept.exprId()));
                nextPlaced.put(kept.exprId(), new BoundReference(step.size(), kept.dataType(), kept.nullable()));
                step.add(place(kept));
            }
            Attribute taken = generate.generatorOutput().apply(0);
            nextCollapsed.put(taken.exprId(), element);
            nextPlaced.put(taken.exprId(), new BoundReference(step.size(), taken.dataType(), true));
            step.add(place(item));
            finish(step, nextCollapsed, nextPlaced);
        }

        private void finish(
                ArrayList<Expression> step, Map<ExprId, Expression> nextCollapsed, Map<ExprId, Expression> nextPlaced) {
            step.add(numberAt(width));
            steps.add(new BatchPlan.Step(step, false));
            collapsed = nextCollapsed;
            placed = nextPlaced;
            width = step.size() - 1;
        }

        private static Expression numberAt(int place) {
            return new BoundReference(place, DataTypes.LongType, false);
        }

        void project(List<NamedExpression> expressions) {
            Map<ExprId, Expression> nextCollapsed = new LinkedHashMap<>();
            Map<ExprId, Expression> nextPlaced = new LinkedHashMap<>();
            ArrayList<Expression> step = new ArrayList<>();
            for (NamedExpression expression : expressions) {
                Expression own = expression instanceof Alias alias ? alias.child() : (Expression) expression;
                checkNumbers(own);
                nextCollapsed.put(expression.exprId(), collapse(own));
                nextPlaced.put(expression.exprId(), new BoundReference(step.size(), own.dataType(), own.nullable()));
                step.add(place(own));
            }
            finish(step, nextCollapsed, nextPlaced);
        }

        /** Of rows that are left out below, the others keep numbers of their own; no more is promised of them. */
        private void checkNumbers(Expression expression) {
            if (multiplied && Interning.numbersRows(expression)) {
                throw new RefusedException("the plan numbers rows that several come of");
            }
        }

        void filter(Expression condition) {
            checkNumbers(condition);
            if (!scanned.observations.isEmpty() && scanned.countsFiltered) {
                throw new RefusedException("the plan filters rows that were filtered and counted");
            }
            Expression own = collapse(condition);
            filter =
                    Optional.of(filter.<Expression>map(all -> new And(all, own)).orElse(own));
            steps.add(new BatchPlan.Step(new ArrayList<>(List.of(place(condition))), true));
        }

        void observe(String name) {
            if (multiplied) {
                throw new RefusedException("the plan counts rows that several come of");
            }
            scanned.observations.add(name);
            scanned.countsFiltered |= filter.isPresent();
        }

        void rename(SparkPlan child, List<Attribute> output) {
            List<Attribute> given = CollectionConverters.asJava(child.output());
            Map<ExprId, Expression> renamed = new LinkedHashMap<>();
            Map<ExprId, Expression> replaced = new LinkedHashMap<>();
            for (int i = 0; i < output.size(); i++) {
                renamed.put(
                        output.get(i).exprId(), known(collapsed, given.get(i).exprId()));
                replaced.put(output.get(i).exprId(), known(placed, given.get(i).exprId()));
            }
            // What the child gives besides, or in another order, is never read.
            collapsed = renamed;
            placed = replaced;
        }

        private Expression collapse(Expression expression) {
            return checked(() -> interning.substitute(expression, id -> known(collapsed, id), rowNumber));
        }

        private Expression place(Expression expression) {
            return checked(() -> new Interning().substitute(expression, id -> known(placed, id), numberAt(width)));
        }

        private static Expression checked(java.util.function.Supplier<Expression> substitution) {
            try {
                return substitution.get();
            } catch (Interning.UnfitException e) {
                throw new RefusedException(String.valueOf(e.getMessage()));
            }
        }

        private static Expression known(Map<ExprId, Expression> expressions, ExprId id) {
            Expression known = expressions.get(id);
            if (known == null) {
                throw new RefusedException("the plan reads a column from elsewhere");
            }
            return known;
        }

        /** The plan with these attributes as its result. */
        BatchPlan giving(List<Attribute> output) {
            ArrayList<Expression> outputs = new ArrayList<>();
            ArrayList<Expression> last = new ArrayList<>();
            for (Attribute attribute : output) {
                outputs.add(known(collapsed, attribute.exprId()));
                last.add(known(placed, attribute.exprId()));
            }
            steps.add(new BatchPlan.Step(last, false));
            int columns = CollectionConverters.asJava(scanned.scan.output()).size();
            return new BatchPlan(columns, outputs, filter, steps);
        }
    }

    /** To dictionaries: Spark makes a new object of one for every batch, around that of the file, by which it is known here. */
    static final class DictionaryDoor {
        private static final @Nullable VarHandle DICTIONARY = field(WritableColumnVector.class, Dictionary.class);
        private static final @Nullable VarHandle OF_FILE =
                field(ParquetDictionary.class, org.apache.parquet.column.Dictionary.class);

        private DictionaryDoor() {}

        private static @Nullable VarHandle field(Class<?> owner, Class<?> type) {
            try {
                return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                        .findVarHandle(owner, "dictionary", type);
            } catch (ReflectiveOperationException | LinkageError e) {
                return null; // Then texts are looked up by their bytes.
            }
        }

        /** Whether there is a door on this Spark. */
        static boolean isOpen() {
            return DICTIONARY != null && OF_FILE != null;
        }

        /**
         * The dictionary of the file by which a column of a batch is encoded; null if it is not, or if there is no telling.
         * It is the same object for as long as ids mean the same.
         */
        static org.apache.parquet.column.@Nullable Dictionary of(ColumnVector column) {
            if (DICTIONARY == null
                    || OF_FILE == null
                    || !(column instanceof WritableColumnVector writable)
                    || !writable.hasDictionary()) {
                return null;
            }
            return DICTIONARY.get(writable) instanceof ParquetDictionary dictionary
                    ? (org.apache.parquet.column.Dictionary) OF_FILE.get(dictionary)
                    : null;
        }

        /** The ids of a column that has a dictionary. */
        static WritableColumnVector ids(ColumnVector column) {
            return ((WritableColumnVector) column).getDictionaryIds();
        }

        /** The text of an id. */
        static UTF8String text(org.apache.parquet.column.Dictionary dictionary, int id) {
            return UTF8String.fromBytes(dictionary.decodeToBinary(id).getBytes());
        }
    }

    /** To the texts of ORC, which Spark's column hands out one by one. */
    static final class OrcDoor {
        private static final String COLUMN = "org.apache.spark.sql.execution.datasources.orc.OrcAtomicColumnVector";
        private static final @Nullable VarHandle TEXTS = texts();

        private OrcDoor() {}

        private static @Nullable VarHandle texts() {
            try {
                Class<?> column = Class.forName(COLUMN, false, OrcDoor.class.getClassLoader());
                return MethodHandles.privateLookupIn(column, MethodHandles.lookup())
                        .findVarHandle(column, "bytesData", BytesColumnVector.class);
            } catch (ReflectiveOperationException | LinkageError e) {
                return null; // Then texts are looked up by their bytes.
            }
        }

        /** Whether there is a door on this Spark. */
        static boolean isOpen() {
            return TEXTS != null;
        }

        /** Whether a column is one of ORC, and the texts behind it can be reached. */
        static boolean isTo(ColumnVector column) {
            return TEXTS != null && TEXTS.coordinateTypes().get(0).isInstance(column);
        }

        /** The texts of a column of texts that there is a door to. */
        static BytesColumnVector texts(ColumnVector column) {
            return (BytesColumnVector) Objects.requireNonNull(TEXTS).get(column);
        }
    }
}
