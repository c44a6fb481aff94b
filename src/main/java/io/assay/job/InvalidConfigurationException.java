package io.assay.job;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be run, with everything that is wrong with it. */
final class InvalidConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** Every problem is told once, in the order of the files' lines. */
    InvalidConfigurationException(List<Problem> problems) {
        this(problems.stream().distinct().sorted(Problem.IN_ORDER).toList(), "Invalid configuration");
    }

    private InvalidConfigurationException(List<Problem> problems, String what) {
        super(problems.stream()
                .map(Problem::toString)
                .collect(Collectors.joining(
                        "\n  ",
                        what + ", " + problems.size() + (problems.size() == 1 ? " problem:\n  " : " problems:\n  "),
                        "")));
        this.problems = List.copyOf(problems);
    }

    List<Problem> problems() {
        return problems;
    }
}
