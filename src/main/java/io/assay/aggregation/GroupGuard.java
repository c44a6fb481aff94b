package io.assay.aggregation;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Ends a stage at once when a task of it has refused its groups: Spark would try the task again, several times, with the
 * same result, and let the others run on.
 */
final class GroupGuard extends SparkListener implements AutoCloseable {

    private final SparkContext context;
    private final AtomicReference<GroupLimitException> refusal = new AtomicReference<>();

    private GroupGuard(SparkContext context) {
        this.context = context;
    }

    /** Watches over what is run from now on. */
    static GroupGuard over(SparkContext context) {
        GroupGuard guard = new GroupGuard(context);
        context.addSparkListener(guard);
        return guard;
    }

    /**
     * Gives what some work gives.
     *
     * @throws GroupLimitException in place of the failure of the work, if a task's refusal was the reason
     */
    <T> T run(Supplier<T> work) {
        try {
            return work.get();
        } catch (Exception e) { // Spark's are checked, but not declared.
            Optional<GroupLimitException> reason =
                    GroupLimitException.behind(e).or(() -> Optional.ofNullable(refusal.get()));
            if (reason.isPresent()) {
                throw reason.get();
            }
            throw e;
        }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        if (end.reason() instanceof ExceptionFailure failure
                && failure.className().equals(GroupLimitException.class.getName())
                && refusal.compareAndSet(null, new GroupLimitException(failure.description()))) {
            context.cancelStage(end.stageId(), "it has too many groups");
        }
    }

    @Override
    public void close() {
        context.removeSparkListener(this);
    }
}
