package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.spark.SharedSession;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Columns that are called like something else, and expressions where a column is asked for. */
@Tag("spark")
@ExtendWith(SharedSession.class)
class ColumnNamesSparkTest {

    @TempDir
    private Path folder = Path.of("");

    private Workspace.Found run(String yaml) throws Exception {
        return new Workspace(folder)
                .run("input: {path: rows.csv, options: {header: true}}\nbaseline: a\nlosses: [squared_error]\n" + yaml);
    }

    @Test
    void aDatasetMayCallItsTruthPredictionAndItsPredictionLabel() throws Exception {
        new Workspace(folder)
                .with(
                        "rows.csv",
                        "label,prediction,version,weight",
                        "0.5,1,u,3", // the prediction 0.5 of the truth 1, of weight 3
                        "0.25,0,u,1",
                        "oops,0,u,1");
        Workspace.Found found = run(
                """
                columns: {id: version || prediction, version: "'a'", label: prediction, prediction: label, weight: weight}
                slices: [label, version]
                limits: {quarantined: 1}
                """);
        // The third row and the second have one id.
        assertThat(found.account().quarantined())
                .containsEntry("duplicate_id", 2L)
                .hasSize(1);
        assertThat(found.cost("a", "squared_error").cost()).isEqualTo(0.25);
        assertThat(found.cost("a", "squared_error").weight()).isEqualTo(3);
        assertThat(found.slices()).containsExactlyInAnyOrder("all", "label=1", "version=u");
    }

    @Test
    void theRecordSetAsideIsTheOneThatWasRead(SparkSession spark) throws Exception {
        new Workspace(folder).with("rows.csv", "id,Label,prediction,v", "1,many,2,a", "2,1,1,a");
        run(
                """
                columns: {id: id, version: v, label: Label, prediction: prediction + 1}
                limits: {quarantined: 1}
                """);
        assertThat(Contract.table(folder.resolve("out"), "quarantine")
                        .select("record")
                        .collectAsList())
                .map(row -> row.getString(0))
                .containsExactly("{\"id\":\"1\",\"Label\":\"many\",\"prediction\":\"2\",\"v\":\"a\"}");
    }

    @Test
    void namesThatAreNoIdentifiersMeanTheirColumns() throws Exception {
        List<String> names = List.of("order by", "a.b", "with `backtick`", "Mixed Case", "select", "ünï", "50%,=");
        String header = names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(","));
        new Workspace(folder).with("rows.csv", header + ",y,p", "1,a,k,u,d,s,w,1,0.5", "1,b,k,u,d,s,w,1,0.75");
        Workspace.Found found = run(
                """
                columns: {id: order by, version: a.b, label: y, prediction: p, cluster: Mixed Case, partition: [select]}
                slices: [with `backtick`, [ünï, "50%,="], {name: own, where: "`with ``backtick``` = 'k' AND `a.b` <> 'c'"}]
                """);
        assertThat(found.slices()).containsExactlyInAnyOrder("all", "with `backtick`=k", "ünï=s,50%25%2C%3D=w", "own");
        assertThat(found.partitions()).containsExactlyInAnyOrder("all", "select=d");
        assertThat(found.comparison("b", "squared_error").difference()).isEqualTo(0.0625 - 0.25);
        assertThat(found.comparison("b", "squared_error").pairing()).isEqualTo("paired by cluster");
    }

    @Test
    void everyColumnMayBeAnExpression() throws Exception {
        new Workspace(folder)
                .with(
                        "rows.csv",
                        "key,model,y,p,n",
                        "k-1,A,yes,50,2",
                        "k-1,B,yes,100,2",
                        "k-2,A,no,50,0",
                        "k-2,B,no,0,1");
        Workspace.Found found = run(
                """
                columns:
                  id: ["substring(key, 3)"]
                  version: lower(model)
                  label: if(y = 'yes', 1, 0)
                  prediction: p / 100
                  weight: n + 1
                  partition: ["concat(y, '!')"]
                slices: ["n > 1", "length(key)"]
                """);
        // Version a: 0.25 of weight 3 and 0.25 of weight 1.
        assertThat(found.cost("a", "squared_error").cost()).isEqualTo(0.25);
        assertThat(found.cost("a", "squared_error").weight()).isEqualTo(4);
        assertThat(found.cost("b", "squared_error").weight()).isEqualTo(5);
        assertThat(found.slices()).containsExactlyInAnyOrder("all", "n > 1=true", "n > 1=false", "length(key)=3");
        assertThat(found.partitions())
                .containsExactlyInAnyOrder("all", "concat(y%2C '!')=yes!", "concat(y%2C '!')=no!");
    }

    @Test
    void severalIdAndPartitionColumnsGoTogether() throws Exception {
        new Workspace(folder)
                .with(
                        "rows.csv",
                        "user,item,v,y,p,day,split",
                        "1,11,a,1,0,d1,test",
                        "11,1,a,1,0.5,d1,train",
                        "1,11,b,1,1,d1,test",
                        "11,1,b,1,0.5,d2,train",
                        ",1,b,1,0.5,,train");
        Workspace.Found found = run(
                """
                columns: {id: [user, item], version: v, label: y, prediction: p, partition: [day, split]}
                limits: {quarantined: 1}
                """);
        assertThat(found.account().quarantined()).containsEntry("id_null", 1L).hasSize(1);
        assertThat(found.partitions())
                .containsExactlyInAnyOrder("all", "day=d1,split=test", "day=d1,split=train", "day=d2,split=train");
        assertThat(found.comparison("b", "squared_error").difference()).isEqualTo((-1 + 0) / 2.0);
        // A pair takes its partition from the baseline's row.
        assertThat(found.comparison("day=d1,split=train", "all", "b", "squared_error")
                        .rows())
                .isEqualTo(1);
        assertThat(found.evaluation().comparisons())
                .noneMatch(comparison -> comparison.cell().partition().equals("day=d2,split=train"));
    }

    @Test
    void anUnusableWeightOrVersionSetsARowAside() throws Exception {
        new Workspace(folder)
                .with(
                        "rows.csv",
                        "id,v,y,p,w",
                        "1,a,1,0,1",
                        "2,a,1,0,",
                        "3,a,1,0,-1",
                        "4,a,1,0,NaN",
                        "5,a,1,0,heavy",
                        "6,,1,0,1",
                        "7,a,,0,1",
                        "8,a,1,0,Infinity",
                        "9,a,1,0.5,0");
        Workspace.Found found = run(
                """
                columns: {id: id, version: v, label: y, prediction: p, weight: w}
                limits: {quarantined: 1}
                """);
        assertThat(found.account().quarantined())
                .containsEntry("weight_null", 2L)
                .containsEntry("weight_negative", 1L)
                .containsEntry("weight_nan", 1L)
                .containsEntry("weight_infinite", 1L)
                .hasSize(4);
        assertThat(found.account().unversioned()).isEqualTo(1);
        assertThat(found.account().unlabelled()).isEqualTo(1);
        // The row of weight 0 is there, but absent from the mean.
        assertThat(found.cost("a", "squared_error").rows()).isEqualTo(2);
        assertThat(found.cost("a", "squared_error").cost()).isEqualTo(1);
    }
}
