package io.partita.testbed.runtime;

import io.partita.testbed.messages.Address;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** HTTP requests to others. Never retries, never follows a redirect. */
public interface HttpCalls {

    /**
     * Sends one request; the answer comes on the loop. Fails with {@link Refused} if no connection could be made, with
     * {@link TimedOut} if a limit is over, else with an {@link java.io.IOException}.
     */
    CompletableFuture<HttpService.Response> send(
            Address to,
            String method,
            String pathAndQuery,
            Map<String, String> headers,
            byte[] body,
            Duration connectLimit,
            Duration readLimit);

    /** Whether a TCP connection can be made within {@code limit}; answers on the loop. */
    CompletableFuture<Boolean> connects(Address to, Duration limit);

    /** Nobody listens there, or nothing was reached. */
    final class Refused extends java.io.IOException {
        private static final long serialVersionUID = 1L;

        public Refused(String message) {
            super(message);
        }
    }

    /** No answer in time. */
    final class TimedOut extends java.io.IOException {
        private static final long serialVersionUID = 1L;

        public TimedOut(String message) {
            super(message);
        }
    }
}
