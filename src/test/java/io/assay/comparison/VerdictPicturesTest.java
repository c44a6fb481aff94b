package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about verdicts shows what the classes do today. */
class VerdictPicturesTest {

    @Test
    void thePicturesOfThePageAreThoseThatAreDrawnNow() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(VerdictPictures.FOLDER)) {
            for (Path file : files.toList()) {
                found.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        assertThat(found)
                .as("main of %s draws them anew", VerdictPictures.class.getName())
                .isEqualTo(VerdictPictures.all());
    }

    @Test
    void thePageShowsEveryPicture() throws IOException {
        String page = Files.readString(Path.of("src/site/markdown/verdicts.md"));
        assertThat(VerdictPictures.all().keySet())
                .allSatisfy(name -> assertThat(page).contains("../resources/images/verdicts/" + name));
    }
}
