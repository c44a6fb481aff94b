package io.assay.job;

import io.assay.input.InputException;
import io.assay.report.VerdictFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Says, of a folder that holds no verdict itself, which verdicts stand below it. */
final class VerdictsBelow {

    /** From {@code OUTPUT} down to {@code evaluation=NAME/run_date=DATE}. */
    static final int DEPTH = 2;

    private static final int LISTED = 10;

    private VerdictsBelow() {}

    /**
     * Looks below {@code folder}.
     *
     * @throws InputException with what to type instead, if there are any
     */
    static void tell(Path folder) throws IOException {
        List<String> folders = new ArrayList<>();
        collect(folder, DEPTH, folders);
        tell(folder.toString(), folders);
    }

    /** The same, with the folders below that were found to hold one. */
    static void tell(String folder, List<String> folders) {
        if (folders.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder("No " + VerdictFile.NAME + " in " + folder + ". ");
        text.append(folders.size() == 1 ? "One stands below it:" : folders.size() + " stand below it:");
        for (String one : folders.stream().sorted().limit(LISTED).toList()) {
            text.append("\n  check-verdict ").append(ShellWord.quoted(one));
        }
        int more = folders.size() - LISTED;
        throw new InputException(more <= 0 ? text.toString() : text + "\n  and " + more + " more");
    }

    private static void collect(Path folder, int depth, List<String> found) throws IOException {
        try (var children = Files.newDirectoryStream(folder, VerdictsBelow::isResult)) {
            for (Path child : children) {
                if (Files.exists(child.resolve(VerdictFile.NAME))) {
                    found.add(child.toString());
                } else if (depth > 1) {
                    collect(child, depth - 1, found);
                }
            }
        }
    }

    private static boolean isResult(Path path) {
        return isResult(path.getFileName().toString()) && Files.isDirectory(path) && Files.isReadable(path);
    }

    /** What begins with these is no data. */
    static boolean isResult(String name) {
        return !name.startsWith("_") && !name.startsWith(".");
    }
}
