package io.partita.control.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardStreamsTests {

    private static OutputStream failing(String why) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(why);
            }
        };
    }

    @Test
    void whatIsPrintedIsUtf8WhateverTheLocale() {
        var bytes = new ByteArrayOutputStream();
        new StandardStreams(bytes).print().println("├─ é");
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("├─ é" + System.lineSeparator());
    }

    @Test
    void aResultThatCouldNotBeWrittenIsALoss() {
        var streams = new StandardStreams(failing("No space left on device"));
        streams.print().println("VALID");
        assertThat(streams.loss()).contains("No space left on device");
    }

    @Test
    void aReaderThatWentAwayIsNoLoss() {
        var streams = new StandardStreams(failing("Broken pipe"));
        streams.print().println("VALID");
        assertThat(streams.loss()).isEmpty();
    }

    @Test
    void whatWentThroughIsNoLoss() {
        var streams = new StandardStreams(new ByteArrayOutputStream());
        streams.print().println("VALID");
        assertThat(streams.loss()).isEmpty();
    }
}
