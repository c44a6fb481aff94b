package io.assay.job;

import io.assay.input.InputException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is wrong with several configurations, gathered so that it is told at once. */
final class Faults {

    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> unreadable = new ArrayList<>();

    /** One look at one configuration. */
    @FunctionalInterface
    interface Look {
        void at() throws IOException;
    }

    /** Looks, and keeps what is found wrong. */
    void gather(String file, Look look) throws IOException {
        try {
            look.at();
        } catch (InvalidConfigurationException e) {
            problems.addAll(e.problems());
        } catch (NoSuchFileException e) {
            unreadable.add(new Problem(file, "file", null, "No such file: " + e.getFile()));
        } catch (InputException e) {
            unreadable.add(new Problem(file, "input", null, String.valueOf(e.getMessage())));
        }
    }

    void add(List<Problem> found) {
        problems.addAll(found);
    }

    boolean areNone() {
        return problems.isEmpty() && unreadable.isEmpty();
    }

    /** Throws what was gathered, if anything was: as problems, unless inputs that cannot be read are all there is. */
    void refuse() {
        if (!problems.isEmpty()) {
            problems.addAll(unreadable);
            throw new InvalidConfigurationException(problems);
        }
        if (!unreadable.isEmpty()) {
            throw new InputException(unreadable.stream().map(Problem::rule).collect(Collectors.joining("\n")));
        }
    }
}
