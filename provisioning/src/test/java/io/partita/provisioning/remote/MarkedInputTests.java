package io.partita.provisioning.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarkedInputTests {

    private static final byte[] MARK = {'a', 'a', 'b'};

    @Test
    void findsTheMarkerHoweverTheStreamIsCut() throws Exception {
        var random = new Random(1);
        for (int round = 0; round < 2000; round++) {
            String before = text(random, random.nextInt(20));
            String whole = before + "aab" + text(random, random.nextInt(20));
            int end = whole.indexOf("aab");
            var input = new MarkedInput(new Pieces(whole.getBytes(StandardCharsets.US_ASCII), random));
            var first = new ByteArrayOutputStream();
            var rest = new ByteArrayOutputStream();
            input.copyUntil(MARK, first);
            input.copyRest(rest);
            assertThat(first.toString(StandardCharsets.US_ASCII)).isEqualTo(whole.substring(0, end));
            assertThat(rest.toString(StandardCharsets.US_ASCII)).isEqualTo(whole.substring(end + 3));
        }
    }

    @Test
    void handsOutEverythingBeforeItSaysThatTheMarkerIsMissing() {
        var input = new MarkedInput(new ByteArrayInputStream(new byte[100_000]));
        var output = new ByteArrayOutputStream();
        assertThatThrownBy(() -> input.copyUntil(MARK, output)).isInstanceOf(EOFException.class);
        assertThat(output.size()).isEqualTo(100_000);
    }

    private static String text(Random random, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(2)));
        }
        return text.toString();
    }

    /** Gives its bytes in pieces of one to three. */
    private static final class Pieces extends InputStream {

        private final ByteArrayInputStream bytes;
        private final Random random;

        Pieces(byte[] bytes, Random random) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, Math.min(length, 1 + random.nextInt(3)));
        }
    }
}
