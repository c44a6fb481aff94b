package io.assay.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellWordTest {

    private static final List<String> WORDS = List.of(
            "evaluate",
            "--set",
            "compare.alpha=0.01",
            "a b.yaml",
            "",
            "it's",
            "$HOME `ls` \"x\" \\ ~ * {a,b} ; & | < > ( ) ! # \u00e9",
            "two\nlines\tand \u001b[31m it's \\n");

    @Test
    void plainWordsStayAsTheyAre() {
        assertThat(ShellWord.joined(List.of("evaluate", "s3a://bucket/x.yaml", "--set", "a.b=c,d_e-f%:+@")))
                .isEqualTo("evaluate s3a://bucket/x.yaml --set a.b=c,d_e-f%:+@");
    }

    @Test
    void aShellReadsEveryWordBack() throws IOException, InterruptedException {
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", "printf '%s\\0' " + ShellWord.joined(WORDS));
        bash.environment().put("LC_ALL", "C.UTF-8");
        Process shell = bash.redirectErrorStream(true).start();
        String read = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        assertThat(List.of(read.split("\0", -1)))
                .startsWith(WORDS.toArray(String[]::new))
                .hasSize(WORDS.size() + 1);
    }

    @Test
    void whatIsShownHasNoControlCharacters() {
        assertThat(ShellWord.joined(WORDS).chars()).noneMatch(Character::isISOControl);
    }
}
