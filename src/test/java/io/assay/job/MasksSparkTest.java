package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assay.aggregation.PlainRegistration;
import io.assay.loss.Catalogue;
import io.assay.spark.Sessions;
import io.assay.spark.SharedSession;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Masks in several formats, in SQL and in the job. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class MasksSparkTest {

    @TempDir
    private Path folder = Path.of("");

    /** In base 64, of two rows and three columns: 0 1 0, 1 0 0. */
    private static String png() throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, 3, 2, new int[] {0, 255, 0, 255, 0, 0});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    @Test
    void aMaskIsAnArrayForTheLossesOfMasks() throws IOException {
        SparkSession spark = SharedSession.session();
        Row row = spark.sql("SELECT decode_mask('" + png() + "', 'png') AS a, decode_mask(unbase64('" + png()
                        + "'), 'png', threshold => 0.5) AS b, decode_mask(array(1, n, 3), 'rle', 2, width => 3) AS c,"
                        + " pixel_error(decode_mask(x'50', 'bitmap', 2, 3), decode_mask('3 1', 'kaggle_rle', 2, n + 1))"
                        + " AS d, decode_mask(nothing, 'rle', 1, 1) AS e, try_decode_mask('[7]', 'rle', 2, n) AS f,"
                        + " check_decode_mask('[7]', 'rle', 2, n) AS g, check_decode_mask('[4]', 'rle', 2, n) AS h,"
                        + " check_decode_mask(nothing, 'rle', 2, n) AS i"
                        + " FROM VALUES (2, CAST(null AS STRING)) AS rows(n, nothing)")
                .head();
        for (String mask : List.of("a", "b", "c")) {
            assertThat(row.getList(row.fieldIndex(mask))).as(mask).isEqualTo(List.of(0.0, 1.0, 0.0, 1.0, 0.0, 0.0));
        }
        assertThat((double) row.getAs("d")).isEqualTo(1.0 / 6);
        assertThat((Object) row.getAs("e")).isNull();
        assertThat((Object) row.getAs("f")).isNull();
        assertThat((String) row.getAs("g")).isEqualTo("value_size_differs");
        assertThat((Object) row.getAs("h")).isNull();
        assertThat((String) row.getAs("i")).isEqualTo("value_null");
        assertThat(spark.sql("DESCRIBE FUNCTION EXTENDED decode_mask")
                        .collectAsList()
                        .toString())
                .contains("decode_mask(value, format, [height], [width], [threshold])")
                .contains("format - must be one of rle, coco_rle");
        assertThatThrownBy(() -> spark.sql("SELECT decode_mask(concat('[', id, ']'), 'rle', 2, 2) FROM range(1)")
                        .collectAsList())
                .hasStackTraceContaining(
                        "Invalid value for decode_mask: '[0]' (counts must add up to height × width = 4, not to 0)");
        assertThatThrownBy(() -> spark.sql("SELECT decode_mask('', 'jpg')"))
                .hasStackTraceContaining("Invalid format for decode_mask: jpg (must be one of rle,");
        assertThatThrownBy(() -> spark.sql("SELECT decode_mask(1, 'png')"))
                .hasStackTraceContaining("value is int; it takes a text, binary or an array of numbers");
    }

    @Test
    void aPlainFunctionGivesTheSame() throws IOException {
        SparkSession plain = Sessions.with(extensions -> {});
        PlainRegistration.complete(plain, Catalogue.standard());
        Row row = plain.sql("SELECT decode_mask(array(1, n, 3), 'rle', 2, 3, null), decode_mask(unbase64('" + png()
                        + "'), 'png', null, null, null), try_decode_mask('[7]', 'rle', 2, n, null),"
                        + " check_decode_mask('[7]', 'rle', 2, n, null), dice_loss(decode_mask('0T3', 'coco_rle', 10,"
                        + " 10, null), decode_mask('[0, 100]', 'rle', 10, 10, 0.5), 0) FROM VALUES (2) AS rows(n)")
                .head();
        assertThat(row.getList(0)).isEqualTo(List.of(0.0, 1.0, 0.0, 1.0, 0.0, 0.0));
        assertThat(row.getList(1)).isEqualTo(row.getList(0));
        assertThat(row.get(2)).isNull();
        assertThat(row.getString(3)).isEqualTo("value_size_differs");
        assertThat(row.getDouble(4)).isZero();
    }

    @Test
    void aMaskThatCannotBeDecodedLeavesItsRowUnscored() throws Exception {
        Workspace.Found found = new Workspace(folder)
                .with(
                        "rows.json",
                        // Half of what is there, and nothing else, has a loss of 1 − 2·1 / (2 + 1).
                        "{\"id\": 1, \"y\": \"" + png() + "\", \"a\": \"[1, 2, 3]\", \"b\": \"2 1\"}",
                        "{\"id\": 2, \"y\": \"" + png() + "\", \"a\": \"[1, 1, 4]\", \"b\": \"3 1\"}",
                        "{\"id\": 3, \"y\": \"" + png() + "\", \"a\": \"[1, 9]\", \"b\": \"soon\"}",
                        "{\"id\": 4, \"y\": \"iVBORw0KGgo=\", \"a\": \"[6]\", \"b\": \"\"}",
                        "{\"id\": 5, \"y\": \"" + png() + "\", \"a\": null, \"b\": \"1 6\"}")
                .run(
                        """
                        input: {path: rows.json}
                        columns: {id: id, wide: {a: "decode_mask(a, 'rle', 2, 3)", b: "decode_mask(b, 'kaggle_rle', 2, 3)"}, label: "decode_mask(y, 'png')"}
                        baseline: a
                        losses:
                          - {name: one, sql: 1.0}
                          - dice_loss
                          - {name: drawn, loss: pixel_error, label: "decode_mask(y, 'png', threshold => 0.5)", prediction: "decode_mask('[6]', 'rle', 2, 3)"}
                        """);
        assertThat(found.cost("a", "dice_loss").rows()).isEqualTo(2);
        assertThat(found.cost("a", "dice_loss").unscored()).isEqualTo(3);
        assertThat(found.cost("a", "dice_loss").cost()).isEqualTo((1 - 2.0 / 3) / 2);
        assertThat(found.cost("b", "dice_loss").rows()).isEqualTo(3);
        // Twice a half of what is there, and all pixels: 1 − 2·2 / (2 + 6).
        assertThat(found.cost("b", "dice_loss").cost()).isEqualTo(7.0 / 18);
        assertThat(found.cost("a", "drawn").rows()).isEqualTo(4);
        assertThat(found.cost("a", "drawn").cost()).isEqualTo(1.0 / 3);
        assertThat(found.account().unscored().toString())
                .contains("prediction_nan")
                .contains("prediction_null")
                .contains("label_nan");
        assertThat(found.account().unlabelled()).isZero();
    }
}
