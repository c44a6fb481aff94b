package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.spark.SharedSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Labels of every kind: those that are equal have one fingerprint, and all others another. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class LabelFingerprintSparkTest {

    /** By type: values of that type, those in one list being equal labels. */
    private static final Map<String, List<List<String>>> CLASSES = new LinkedHashMap<>();

    static {
        CLASSES.put(
                "DOUBLE",
                List.of(
                        List.of("0D", "-0D"),
                        List.of("1D"),
                        List.of("double('NaN')", "0D / double('NaN')"),
                        List.of("double('Infinity')")));
        CLASSES.put(
                "FLOAT",
                List.of(List.of("float('0')", "float('-0')"), List.of("float('NaN')"), List.of("float('0.1')")));
        CLASSES.put("INT", List.of(List.of("0"), List.of("1"), List.of("-1")));
        CLASSES.put("BOOLEAN", List.of(List.of("true"), List.of("false")));
        CLASSES.put("DECIMAL(30,4)", List.of(List.of("1", "1.0000"), List.of("1.0001")));
        CLASSES.put("DATE", List.of(List.of("date'2026-01-31'"), List.of("date'2026-02-01'")));
        CLASSES.put("BINARY", List.of(List.of("X'00'"), List.of("X'0000'"), List.of("X''")));
        CLASSES.put(
                "STRING",
                List.of(
                        List.of("'1'", "'1.0'", "' 1'", "'true'", "'TRUE'"),
                        List.of("'0'", "'-0.0'", "'false'"),
                        List.of("'dog'"),
                        List.of("'Dog'"),
                        List.of("''"),
                        List.of("'NaN'")));
        CLASSES.put(
                "ARRAY<DOUBLE>",
                List.of(
                        List.of("array()"),
                        List.of("array(0D)", "array(-0D)"),
                        List.of("array(0D, 0D)"),
                        List.of("array(double('NaN'))"),
                        List.of("array(1D, 2D)"),
                        List.of("array(2D, 1D)"),
                        List.of("array(1D, 2D, NULL)"),
                        List.of("array(1D, NULL, 2D)"),
                        List.of("array(NULL)"),
                        List.of("array(NULL, NULL)")));
        CLASSES.put(
                "ARRAY<STRING>",
                List.of(
                        List.of("array('ab')"),
                        List.of("array('a', 'b')"),
                        List.of("array('a', 'b', '')"),
                        List.of("array('b', 'a')")));
        CLASSES.put(
                "ARRAY<ARRAY<INT>>",
                List.of(
                        List.of("array(array(1, 2), array(3))"),
                        List.of("array(array(1), array(2, 3))"),
                        List.of("array(array(1, 2, 3))"),
                        List.of("array(array(1, 2, 3), array())"),
                        List.of("array(array(1, 2, 3), NULL)"),
                        List.of("array(array(1, NULL, 2), array(3))"),
                        List.of("array(array(1, 2, NULL), array(3))")));
    }

    private static int fingerprint(Dataset<Row> rows, String... labels) {
        return LabelFingerprint.of(rows.select(LabelFingerprint.of(rows, List.of(labels)))
                .collectAsList()
                .get(0)
                .getLong(0));
    }

    @Test
    void equalLabelsHaveOneFingerprintAndOthersAnother(SparkSession spark) {
        Dataset<Row> one = spark.range(1).toDF();
        CLASSES.forEach((type, classes) -> {
            List<String> columns = new ArrayList<>();
            classes.forEach(values ->
                    values.forEach(value -> columns.add("CAST(" + value + " AS " + type + ") AS v" + columns.size())));
            Dataset<Row> rows = one.selectExpr(columns.toArray(String[]::new));
            List<List<Integer>> found = new ArrayList<>();
            int column = 0;
            for (List<String> values : classes) {
                List<Integer> own = new ArrayList<>();
                for (int i = 0; i < values.size(); i++) {
                    own.add(fingerprint(rows, "v" + column++));
                }
                found.add(own);
            }
            assertThat(found).as(type).allSatisfy(own -> assertThat(own.stream().distinct())
                    .hasSize(1));
            assertThat(found.stream().map(own -> own.get(0)))
                    .as(type)
                    .doesNotHaveDuplicates()
                    .doesNotContain(0);
            assertThat(fingerprint(one.selectExpr("CAST(NULL AS " + type + ") AS none"), "none"))
                    .as(type)
                    .isEqualTo(LabelFingerprint.NONE);
        });
    }

    @Test
    void aVectorIsItsNumbers(SparkSession spark) {
        StructType schema = new StructType().add("v", SQLDataTypes.VectorType());
        List<Integer> found = new ArrayList<>();
        for (var vector : List.of(
                Vectors.dense(0, 1, 0),
                Vectors.sparse(3, new int[] {1}, new double[] {1}),
                Vectors.dense(0, 0, 1),
                Vectors.dense(0, 1))) {
            found.add(fingerprint(spark.createDataFrame(List.of(RowFactory.create(vector)), schema), "v"));
        }
        assertThat(found.get(1)).isEqualTo(found.get(0));
        assertThat(found.subList(1, 4)).doesNotHaveDuplicates();
        assertThat(fingerprint(spark.createDataFrame(List.of(RowFactory.create((Object) null)), schema), "v"))
                .isEqualTo(LabelFingerprint.NONE);
    }

    @Test
    void severalLabelsStandInTheirOrderAndAMissingOneKeepsItsPlace(SparkSession spark) {
        Dataset<Row> rows = spark.range(1).selectExpr("1 AS a", "2 AS b", "CAST(NULL AS INT) AS none");
        assertThat(List.of(
                        fingerprint(rows, "a", "b"),
                        fingerprint(rows, "b", "a"),
                        fingerprint(rows, "a", "none"),
                        fingerprint(rows, "none", "a"),
                        fingerprint(rows, "a")))
                .doesNotHaveDuplicates()
                .doesNotContain(LabelFingerprint.NONE);
        assertThat(fingerprint(rows, "none", "none")).isEqualTo(LabelFingerprint.NONE);
    }

    @Test
    void aMissingLabelDiffersOnlyWhereBothRowsAreUsable() {
        assertThat(LabelFingerprint.differ(7, 8, true)).isTrue();
        assertThat(LabelFingerprint.differ(7, 8, false)).isTrue();
        assertThat(LabelFingerprint.differ(7, 7, true)).isFalse();
        assertThat(LabelFingerprint.differ(LabelFingerprint.NONE, 8, true)).isTrue();
        assertThat(LabelFingerprint.differ(LabelFingerprint.NONE, 8, false)).isFalse();
        assertThat(LabelFingerprint.differ(8, LabelFingerprint.NONE, false)).isFalse();
    }

    @Test
    void onlyTheHashOfNoLabelIsFoldedIntoNone() {
        assertThat(LabelFingerprint.of(0L)).isEqualTo(LabelFingerprint.NONE);
        assertThat(LabelFingerprint.of(0x0000_0005_0000_0005L)).isNotEqualTo(LabelFingerprint.NONE);
        assertThat(LabelFingerprint.of(-1L)).isNotEqualTo(LabelFingerprint.NONE);
    }
}
