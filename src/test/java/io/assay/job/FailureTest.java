package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.aggregation.GroupLimitException;
import io.assay.input.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void whatComesFromDataMovesNoCursorAndLinesStayLines() {
        Problem problem = new Problem("a.yaml:1", "columns.id", "x\u001b[31m", "unknown (known: a\nb, \u0007)");
        assertThat(problem.toString())
                .isEqualTo("a.yaml:1: columns.id: x\u241b[31m: unknown (known: a\u240ab, \u2407)");
        Failure failure = Failure.of(new InvalidConfigurationException(List.of(problem)));
        assertThat(failure.code()).isEqualTo(78);
        assertThat(failure.message().lines()).hasSize(2);
        assertThat(Failure.of(new InputException("Cannot read \u001b]0;x\u0007\nat all"))
                        .message())
                .isEqualTo("Cannot read \u241b]0;x\u2407\nat all");
    }

    @Test
    void tooManyGroupsAreAnEndOfTheirOwnHoweverDeepTheyLie() {
        RuntimeException refusal = refused();
        Failure failure = Failure.of(new IllegalStateException("stage failed", new RuntimeException(refusal)));
        assertThat(failure.code()).isEqualTo(78);
        assertThat(failure.message()).isEqualTo("nine groups\nlimits.groups allows 8");
    }

    /** As a task's exception comes back: by its class and its message. */
    private static RuntimeException refused() {
        try {
            var constructor = GroupLimitException.class.getDeclaredConstructor(String.class);
            constructor.setAccessible(true);
            return constructor.newInstance("nine groups\nlimits.groups allows 8");
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    @Test
    void anUnexpectedOneHasItsStackTrace() {
        Failure failure = Failure.of(new IllegalStateException("oops\u001b[0m"));
        assertThat(failure.code()).isEqualTo(70);
        assertThat(failure.message().lines())
                .contains("java.lang.IllegalStateException: oops\u241b[0m")
                .anySatisfy(line -> assertThat(line).startsWith("\tat io.assay.job.FailureTest"));
    }
}
