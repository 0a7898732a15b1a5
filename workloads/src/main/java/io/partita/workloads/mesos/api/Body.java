package io.partita.workloads.mesos.api;

import io.partita.workloads.http.HttpAnswer.Received;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the body of an answer whose status says that all is well. */
@FunctionalInterface
interface Body<T> {

    /** The body is none that this endpoint gives. */
    final class BadBodyException extends Exception {
        private static final long serialVersionUID = 1L;

        /** @param error a stable short word, optionally a colon and detail */
        BadBodyException(String error) {
            super(error);
        }
    }

    JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    T read(Received answer) throws BadBodyException;

    /** JSON of one shape. */
    static <T> Body<T> json(Fields.Shape<T> shape) {
        return answer -> {
            JsonNode json = tree(answer);
            try {
                return shape.read(Fields.of(json));
            } catch (Fields.WrongShapeException e) {
                throw new BadBodyException("wrong-shape: " + e.getMessage());
            }
        };
    }

    /** JSON of one shape, or nothing at all. */
    static <T> Body<Optional<T>> optionalJson(Fields.Shape<T> shape) {
        return answer -> answer.body().isBlank()
                ? Optional.empty()
                : Optional.of(json(shape).read(answer));
    }

    /** Text that is not empty and no page. */
    static Body<String> text() {
        return answer -> {
            refuseEmptyAndPages(answer);
            return answer.body();
        };
    }

    /** The status says it all; what comes with it does not matter, unless it is a page of somebody else. */
    static Body<String> any() {
        return answer -> {
            if (isPage(answer)) {
                throw new BadBodyException("html");
            }
            return answer.body();
        };
    }

    private static JsonNode tree(Received answer) throws BadBodyException {
        refuseEmptyAndPages(answer);
        try {
            return MAPPER.readTree(answer.body());
        } catch (JacksonException e) {
            throw new BadBodyException(
                    endsTooEarly(answer.body(), e) ? "half-json" : "not-json: " + e.getOriginalMessage());
        }
    }

    /** Whether what is there is well, and something is missing after it. */
    private static boolean endsTooEarly(String body, JacksonException problem) {
        boolean begun = body.startsWith("{") || body.startsWith("[");
        long at = Math.max(0, Math.min(problem.getLocation().getCharOffset(), body.length()));
        // What remains may be the start of a number, or of true, false or null.
        return begun && body.substring((int) at).matches("[\\w.+-]*");
    }

    private static void refuseEmptyAndPages(Received answer) throws BadBodyException {
        if (answer.body().isBlank()) {
            throw new BadBodyException("empty-" + answer.status());
        }
        if (isPage(answer)) {
            throw new BadBodyException("html");
        }
    }

    private static boolean isPage(Received answer) {
        return answer.body().stripLeading().startsWith("<");
    }
}
