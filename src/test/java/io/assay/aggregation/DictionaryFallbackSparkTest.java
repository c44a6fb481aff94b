package io.assay.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.input.Source;
import io.assay.spark.SharedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A writer gives up a dictionary when it gets too large, in the middle of a column: its rows are the same by either road. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class DictionaryFallbackSparkTest {

    private static final int ROWS = 30_000;

    @TempDir
    private Path folder = Path.of("");

    /** Columns of which some row group has both pages with ids of a dictionary and pages without. */
    private static Set<String> givenUp(Path files) throws IOException {
        Set<String> columns = new TreeSet<>();
        try (Stream<Path> all = Files.list(files)) {
            for (Path file :
                    all.filter(path -> path.toString().endsWith(".parquet")).toList()) {
                try (ParquetFileReader reader = ParquetFileReader.open(
                        HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), new Configuration()))) {
                    for (BlockMetaData group : reader.getFooter().getBlocks()) {
                        for (ColumnChunkMetaData column : group.getColumns()) {
                            if (column.getEncodingStats().hasDictionaryEncodedPages()
                                    && column.getEncodingStats().hasNonDictionaryEncodedPages()) {
                                columns.add(column.getPath().toDotString());
                            }
                        }
                    }
                }
            }
        }
        return columns;
    }

    @Test
    void rowsBeforeAndBehindTheEndOfADictionaryAreThoseOfTheRowRoad(SparkSession spark) throws IOException {
        Path files = folder.resolve("files");
        // Few values at first, so that a dictionary pays, and then ever new ones.
        String changing = "if(id < 12000, id % 40, id)";
        spark.range(0, ROWS, 1, 1)
                .selectExpr(
                        "concat('id ', " + changing + ") AS id",
                        "if(id % 2 = 0, 'a', 'b') AS version",
                        "CAST(" + changing + " % 2 AS DOUBLE) AS label",
                        changing + " / " + ROWS + "D AS prediction",
                        "nullif(concat('kind ', " + changing + "), 'kind 3') AS kind",
                        "concat('day ', " + changing + " % 30000) AS day")
                .write()
                .option("parquet.dictionary.page.size", 4_096)
                .option("parquet.page.size", 8_192)
                .parquet(files.toString());
        assertThat(givenUp(files)).contains("prediction", "kind", "day", "id");

        TallyPlan plan = Passes.means(
                2,
                new Slicing(
                        List.of(
                                new Axis("kind", "kind", Axis.Kind.VALUE),
                                new Axis("upper", "upper(day)", Axis.Kind.VALUE),
                                new Axis("first", "kind < 'kind 2'", Axis.Kind.PREDICATE)),
                        List.of(List.of(0), List.of(1), List.of(2))));
        Source source = new Source("test", "parquet", files.toString(), Map.of(), Optional.empty(), Optional.empty());
        Dataset<Row> scored = new Scorer(plan, RepeatedIds.NONE).score(Passes.conformed(plan, source));
        ScoredLayout layout = ScoredLayout.of(plan, RepeatedIds.NONE);
        assertThat(ScoredLines.ofBatches(layout, scored)).hasSize(ROWS).isEqualTo(ScoredLines.ofRows(layout, scored));
    }
}
