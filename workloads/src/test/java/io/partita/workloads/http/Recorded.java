package io.partita.workloads.http;

import io.partita.workloads.http.HttpAnswer.Received;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Answers that were recorded as they came over the wire. */
public final class Recorded {

    private Recorded() {}

    /** The answer that these bytes are. */
    public static Received answer(byte[] bytes) throws IOException {
        return new AnswerReader(new ByteArrayInputStream(bytes), HttpExchange.DEFAULT_LARGEST_BODY)
                .read(System.nanoTime());
    }
}
