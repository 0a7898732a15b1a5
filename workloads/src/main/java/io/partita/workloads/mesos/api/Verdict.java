package io.partita.workloads.mesos.api;

import io.partita.workloads.http.HttpAnswer;
import io.partita.workloads.http.HttpAnswer.Lost;
import io.partita.workloads.http.HttpAnswer.NotSent;
import io.partita.workloads.http.HttpAnswer.Received;
import io.partita.workloads.mesos.api.Body.BadBodyException;
import java.util.List;
import java.util.Set;

/**
 * What an answer means for the request: the one table that all clients of Mesos and Marathon use.
 *
 * <p>A read has no effect, so a read without a good answer simply did not happen. A write without one may have
 * happened, or may yet, unless the answer proves that it was turned away before anything was done: whoever calls it
 * failed accuses an honest system, and whoever calls too much unknown lets a dishonest one go.
 */
enum Verdict {
    NOT_SENT("as in HttpAnswer", Effect.NONE, "there was no connection, so no server can have read the request"),
    LOST("as in HttpAnswer", Effect.POSSIBLE, "it was sent, and no whole answer came back"),
    REDIRECT("redirect", Effect.NONE, "a standby points to another server instead of doing it; nobody followed"),
    NO_LEADER(
            "no-leader",
            Effect.NONE,
            "a standby found nobody to hand the request to, or the leader is not ready to begin"),
    TURNED_AWAY("http-4xx", Effect.NONE, "the request was checked before the change and turned away"),
    NOT_DONE(
            "http-NNN",
            Effect.POSSIBLE,
            "a server or a proxy gave up while the request was under way; how far it was, it does not say"),
    BAD_BODY(
            "empty-NNN, html, not-json, half-json, wrong-shape",
            Effect.POSSIBLE,
            "the status says that it was done, the rest is no answer of this endpoint: who answered is unknown");

    /** What the request may have done if it was a write. */
    enum Effect {
        NONE,
        POSSIBLE
    }

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 307, 308);
    private static final Set<Integer> REFUSALS =
            Set.of(400, 401, 403, 404, 405, 406, 409, 410, 411, 413, 414, 415, 422, 429);
    private static final Set<Integer> STANDBYS = Set.of(502, 503);
    /** Of Marathon's proxy, of a Mesos standby, and of a Mesos leader that still reads its registry. */
    private static final List<String> LEADERLESS =
            List.of("Could not determine the current leader", "No leader elected", "Master has not finished recovery");

    private final String word;
    private final Effect effect;
    private final String why;

    Verdict(String word, Effect effect, String why) {
        this.word = word;
        this.effect = effect;
        this.why = why;
    }

    /** The words that errors of this row begin with. */
    String word() {
        return word;
    }

    /** What a write that got this may have done. */
    Effect effect() {
        return effect;
    }

    /** Why that is so. */
    String why() {
        return why;
    }

    /** The row for an answer whose status does not say that all is well. */
    static Verdict ofStatus(int status, String body) {
        if (REDIRECTS.contains(status)) {
            return REDIRECT;
        }
        if (STANDBYS.contains(status) && LEADERLESS.stream().anyMatch(body::contains)) {
            return NO_LEADER;
        }
        return REFUSALS.contains(status) ? TURNED_AWAY : NOT_DONE;
    }

    static <T> Reply<T> ofRead(HttpAnswer answer, Body<T> body) {
        return judge(answer, body, false);
    }

    static <T> Reply<T> ofWrite(HttpAnswer answer, Body<T> body) {
        return judge(answer, body, true);
    }

    private static <T> Reply<T> judge(HttpAnswer answer, Body<T> body, boolean write) {
        if (answer instanceof NotSent notSent) {
            return NOT_SENT.reply(write, notSent.error(), null);
        }
        if (answer instanceof Lost lost) {
            return LOST.reply(write, lost.error(), null);
        }
        Received received = (Received) answer;
        if (received.isSuccess()) {
            try {
                return new Reply.Ok<>(body.read(received), received.status(), ErrorAnswer.leader(received));
            } catch (BadBodyException e) {
                return BAD_BODY.reply(write, e.getMessage(), ErrorAnswer.of(received));
            }
        }
        ErrorAnswer said = ErrorAnswer.of(received);
        Verdict verdict = ofStatus(received.status(), received.body());
        return verdict.reply(write, verdict.error(received, said), said);
    }

    private String error(Received received, ErrorAnswer said) {
        return switch (this) {
            case REDIRECT -> "redirect: " + received.header("Location").orElse("nowhere");
            case NO_LEADER -> "no-leader: " + said.message();
            default -> "http-" + received.status() + (said.message().isEmpty() ? "" : ": " + said.message());
        };
    }

    private <T> Reply<T> reply(boolean write, String error, ErrorAnswer said) {
        return write && effect == Effect.POSSIBLE ? new Reply.Unknown<>(error, said) : new Reply.Refused<>(error, said);
    }
}
