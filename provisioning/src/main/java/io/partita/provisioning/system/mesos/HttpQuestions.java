package io.partita.provisioning.system.mesos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Plain GET requests to several servers at the same time, each with a deadline for the whole answer. Never retries, never
 * follows a redirect. Safe for use by several threads.
 */
final class HttpQuestions {

    /**
     * What came of a request.
     *
     * @param status the status, or 0 if there was no answer
     * @param body the answer's body, or why there is none
     */
    record Answer(int status, String body) {
        boolean isOk() {
            return status == 200;
        }

        /** What is wrong with it, in words; to be asked only if it is not ok. */
        String problem() {
            String first = body.lines().findFirst().orElse("");
            return status == 0 ? body : "it answers " + status + (first.isEmpty() ? "" : " " + shortened(first));
        }

        private static String shortened(String line) {
            return line.length() <= 120 ? line : line.substring(0, 120) + "…";
        }
    }

    private final Duration limit;
    private HttpClient client;

    /** @param limit how long one answer may take, all of it */
    HttpQuestions(Duration limit) {
        this.limit = limit;
    }

    /** Asks all at once; answers by name, in order. */
    Map<String, Answer> ask(Map<String, URI> questions) {
        Map<String, CompletableFuture<Answer>> pending = new LinkedHashMap<>();
        questions.forEach((name, uri) -> pending.put(name, ask(uri)));
        Map<String, Answer> answers = new LinkedHashMap<>();
        pending.forEach((name, answer) -> answers.put(name, answer.join()));
        return answers;
    }

    private CompletableFuture<Answer> ask(URI uri) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(limit)
                .header("Accept", "application/json")
                .build();
        return client().sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, failure) -> failure == null
                        ? new Answer(response.statusCode(), response.body())
                        : new Answer(0, describe(failure)));
    }

    /** Made when first needed: the JDK's client takes a tenth of a second to load. */
    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(limit)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
        }
        return client;
    }

    private String describe(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (cause instanceof TimeoutException || cause instanceof java.net.http.HttpTimeoutException) {
            return "no answer within " + limit.toMillis() + " ms";
        }
        if (cause instanceof java.net.ConnectException) {
            return "nothing answers on its port";
        }
        return cause instanceof IOException && cause.getMessage() != null ? cause.getMessage() : cause.toString();
    }
}
