package io.partita.workloads.http;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of an {@link HttpCall}. Immutable. Errors begin with a stable short word, one of {@code refused},
 * {@code unreachable}, {@code unresolved}, {@code connect-timeout}, {@code no-socket} for what was not sent, and of {@code timeout},
 * {@code reset}, {@code cut-off}, {@code malformed}, {@code too-large} for what was lost; {@code ": detail"} may follow.
 */
public sealed interface HttpAnswer {

    /**
     * A whole answer, whatever it says.
     *
     * @param status such as 200
     * @param headers by name in lower case
     * @param body the content, read as UTF-8
     * @param took from the call to the last byte
     */
    record Received(int status, Map<String, List<String>> headers, String body, Duration took) implements HttpAnswer {
        public Received {
            Map<String, List<String>> copy = new LinkedHashMap<>();
            headers.forEach((name, values) -> copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
            headers = Collections.unmodifiableMap(copy);
            Objects.requireNonNull(body, "body is null");
            Objects.requireNonNull(took, "took is null");
        }

        /** The first value of the header, whatever the case of its name. */
        public Optional<String> header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                    .findFirst();
        }

        /** Whether the status says that all is well. */
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /** There was no connection, so the request certainly never reached a server. */
    record NotSent(String error) implements HttpAnswer {
        public NotSent {
            Objects.requireNonNull(error, "error is null");
        }
    }

    /** There was a connection, and no whole answer: the request may have been read, and may yet be served. */
    record Lost(String error) implements HttpAnswer {
        public Lost {
            Objects.requireNonNull(error, "error is null");
        }
    }
}
