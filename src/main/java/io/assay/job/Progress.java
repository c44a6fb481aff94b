package io.assay.job;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Tells, while Spark works, which stage it is in, how many tasks are done, how many rows have been read, how long it has
 * taken and how long it will yet. One line a second at the most, and one for each stage that took a second or more.
 */
final class Progress extends SparkListener {

    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);
    private static final String DESCRIPTION = "spark.job.description";

    private final PrintStream out;
    private final Map<Integer, Stage> stages = new LinkedHashMap<>();
    private long lastLine = System.nanoTime();

    private Progress(PrintStream out) {
        this.out = out;
    }

    /** Tells of everything that {@code spark} does from now on. */
    static void follow(SparkSession spark, PrintStream out) {
        spark.sparkContext().addSparkListener(new Progress(out));
    }

    private static final class Stage {
        private final String name;
        private final int tasks;
        private final long started = System.nanoTime();
        private int done;
        private long rows;
        private boolean told;

        Stage(String name, int tasks) {
            this.name = name;
            this.tasks = tasks;
        }

        long elapsed() {
            return System.nanoTime() - started;
        }
    }

    @Override
    public synchronized void onStageSubmitted(SparkListenerStageSubmitted submitted) {
        var info = submitted.stageInfo();
        stages.put(info.stageId(), new Stage(name(submitted.properties(), info.name()), info.numTasks()));
    }

    private static String name(@Nullable Properties properties, String fallback) {
        String description = properties == null ? null : properties.getProperty(DESCRIPTION);
        return description == null ? fallback : description.replaceFirst("^assay: ", "");
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        Stage stage = stages.get(end.stageId());
        if (stage == null) {
            return;
        }
        stage.done++;
        if (end.taskMetrics() != null) {
            stage.rows += end.taskMetrics().inputMetrics().recordsRead()
                    + end.taskMetrics().shuffleReadMetrics().recordsRead();
        }
        if (stage.done < stage.tasks && System.nanoTime() - lastLine >= INTERVAL) {
            tell(stage, false);
        }
    }

    @Override
    public synchronized void onStageCompleted(SparkListenerStageCompleted completed) {
        Stage stage = stages.remove(completed.stageInfo().stageId());
        if (stage != null && (stage.told || stage.elapsed() >= INTERVAL)) {
            tell(stage, true);
        }
    }

    private void tell(Stage stage, boolean finished) {
        double elapsed = stage.elapsed() / 1e9;
        String left = finished || stage.done == 0
                ? ""
                : String.format(Locale.ROOT, ", about %.0f s left", elapsed / stage.done * (stage.tasks - stage.done));
        out.printf(
                Locale.ROOT,
                "  %s: %d/%d tasks, %,d rows, %.1f s%s%n",
                stage.name,
                Math.min(stage.done, stage.tasks),
                stage.tasks,
                stage.rows,
                elapsed,
                left);
        stage.told = true;
        lastLine = System.nanoTime();
    }
}
