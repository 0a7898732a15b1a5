package io.partita.workloads.mesos.apps;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * From when on it is certain that each change of an app has taken effect, and who said so: its acknowledgement, or the
 * first reading that showed it, which also proves changes of unknown outcome. A reading shows the change that made its
 * version, or else the one that gave the app its token, as tokens are given once.
 */
final class Knowledge {

    /**
     * The first word of a change.
     *
     * @param index of the event that says so
     * @param leader the Marathon that said it; {@code null} if the answer does not say
     */
    record Word(int index, String leader) {}

    private final Map<String, Change> byVersion = new HashMap<>();
    private final Map<String, Change> byToken = new HashMap<>();
    private final Map<Change, Word> words = new HashMap<>();

    Knowledge(AppRecord app) {
        for (Change change : app.changes()) {
            if (change.acknowledged()) {
                words.put(change, new Word(change.completed(), change.leader()));
            }
            if (change.version() != null) {
                byVersion.put(change.version(), change);
            }
            if (change.token() != null) {
                byToken.put(change.token(), change);
            }
        }
        for (Reading reading : app.readings()) {
            Optional.ofNullable(byToken.get(reading.app().token()))
                    .ifPresent(change -> hear(change, new Word(reading.completed(), reading.leader())));
            exactly(reading).ifPresent(change -> hear(change, new Word(reading.completed(), reading.leader())));
        }
    }

    private void hear(Change change, Word word) {
        words.merge(change, word, (one, two) -> one.index() <= two.index() ? one : two);
    }

    /** When {@code change} is first certain to have taken effect; empty if it never is. */
    Optional<Word> of(Change change) {
        return Optional.ofNullable(words.get(change));
    }

    /** The change that left the app exactly as it was read, if an acknowledged one did. */
    Optional<Change> exactly(Reading reading) {
        return Optional.ofNullable(byVersion.get(reading.app().version()));
    }

    /** The change that gave the app the token that was read; empty if nobody gave it. */
    Optional<Change> tokenOf(Reading reading) {
        return Optional.ofNullable(byToken.get(reading.app().token()));
    }
}
