package io.partita.provisioning.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Quoting against the machine's own shell, which prints back what it understood. */
class ShellQuotingTests {

    private static final long SEED = 20260101;

    @Test
    void everyCharacterThatAnArgumentCanHoldComesBackUnchanged() throws Exception {
        List<String> words = new ArrayList<>();
        var all = new StringBuilder();
        for (char c = 1; c < 0x180; c++) {
            words.add(String.valueOf(c));
            words.add(c + "x" + c);
            all.append(c);
        }
        words.add(all.toString());
        assertThat(readBack(ShellQuoting.quote(words))).isEqualTo(words);
    }

    @Test
    void wordsThatShellsGiveMeaningComeBackUnchanged() throws Exception {
        List<String> words = List.of(
                "",
                " ",
                "'",
                "''",
                "\\",
                "\\'",
                "'\\''",
                "$HOME",
                "${x:-y}",
                "$(id)",
                "`id`",
                "~",
                "~root",
                "*",
                "/*",
                "?",
                "[a-z]",
                "{a,b}",
                "!!",
                "!$",
                "#",
                "a#b",
                ";",
                "&",
                "&&",
                "|",
                "<",
                ">",
                "(",
                ")",
                "\n",
                "a\nb\n",
                "\r\n",
                "\t",
                "=",
                "a=b",
                "-n",
                "--",
                "%s",
                "\"",
                "\"$x\"",
                "é",
                "漢字",
                "🙂",
                "a'b\"c`d$e\\f");
        assertThat(readBack(ShellQuoting.quote(words))).isEqualTo(words);
    }

    @Test
    void randomWordsComeBackUnchangedAlsoOnOneLine() throws Exception {
        var random = new Random(SEED);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            words.add(randomWord(random));
        }
        assertThat(readBack(ShellQuoting.quote(words))).isEqualTo(words);
        String line = ShellQuoting.quoteOnOneLine(words, "nl");
        assertThat(line).doesNotContain("\n");
        assertThat(readBack("nl='\n'\nset -- " + line, "\"$@\"")).isEqualTo(words);
    }

    @Test
    void whatNoArgumentCanHoldIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShellQuoting.quote("a\0b"))
                .withMessageContaining("index 1");
        assertThatIllegalArgumentException().isThrownBy(() -> ShellQuoting.quote("\ud83d"));
        assertThatIllegalArgumentException().isThrownBy(() -> ShellQuoting.quote("\ude42x"));
    }

    private static String randomWord(Random random) {
        String special = "'\"\\$`!*?[]{}()<>|&;#~=%^ \t\n\r-";
        var word = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            switch (random.nextInt(4)) {
                case 0 -> word.appendCodePoint(1 + random.nextInt(0xD7FF));
                case 1 -> word.append((char) (1 + random.nextInt(0x7F)));
                default -> word.append(special.charAt(random.nextInt(special.length())));
            }
        }
        return word.toString();
    }

    private static List<String> readBack(String quoted) throws Exception {
        return readBack("", quoted);
    }

    /** The words that /bin/sh makes of {@code quoted}, after {@code before}. */
    private static List<String> readBack(String before, String quoted) throws Exception {
        Process shell = new ProcessBuilder("/bin/sh").start();
        try (var stdin = shell.getOutputStream()) {
            stdin.write((before + "\nprintf '%s\\0' " + quoted + "\n").getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        List<String> words = new ArrayList<>(List.of(output.split("\0", -1)));
        words.remove(words.size() - 1);
        return words;
    }
}
