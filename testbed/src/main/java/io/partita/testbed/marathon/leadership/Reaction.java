package io.partita.testbed.marathon.leadership;

import io.partita.testbed.settings.Profile;
import java.util.List;

/** What a Marathon does about a {@link Loss}, by release. */
public sealed interface Reaction {

    /** It goes on. */
    record Stay(List<String> log) implements Reaction {}

    /** It gives up leadership, and offers itself again a little later in the same process. */
    record StepDown(List<String> log) implements Reaction {}

    /** The process ends. */
    record Exit(List<String> log, int status, String why) implements Reaction {}

    /**
     * The reaction to {@code loss}.
     *
     * @param leading whether it was elected, be it ready yet or not
     * @param word what the master said, for {@link Loss#REFUSED}
     */
    static Reaction to(Loss loss, Profile profile, boolean leading, String word) {
        if (profile.isAtLeast(Profile.MODERN)) {
            return modern(loss, leading, word);
        }
        String suicide = profile == Profile.CLASSIC ? "Committing suicide" : "Committing suicide!";
        return switch (loss) {
            case NO_ZOOKEEPER -> new Stay(List.of());
            case REFUSED -> new Exit(List.of(), 9, suicide);
            case ZOOKEEPER_DISCONNECTED ->
                profile == Profile.CLASSIC || !leading
                        ? new Stay(List.of())
                        : new Exit(
                                List.of(),
                                9,
                                "ZooKeeper access failed - Committing suicide to avoid invalidating ZooKeeper state");
            case MASTER_LOST -> new StepDown(down(profile, "Disconnected", "Abdicating"));
            case ABDICATED -> new StepDown(down(profile, "Abdicating"));
            case PREPARATION_FAILED ->
                new StepDown(down(profile, "What is stored could not be read in time", "Abdicating"));
            case FRAMEWORK_ID_MISSING -> new Stay(List.of("No previous framework ID found"));
            case SESSION_EXPIRED, DEPOSED -> leading ? new StepDown(down(profile)) : new Stay(List.of());
        };
    }

    private static List<String> down(Profile profile, String... first) {
        List<String> lines = new java.util.ArrayList<>(List.of(first));
        if (profile == Profile.CLASSIC) {
            lines.add("Defeated (Leader Interface)");
            lines.add("Defeat leadership");
        } else {
            lines.add("Leader defeated. New leader: -");
        }
        return lines;
    }

    private static Reaction modern(Loss loss, boolean leading, String word) {
        return switch (loss) {
            case NO_ZOOKEEPER -> new Exit(List.of(), 100, "Failed to connect to ZK. Marathon will exit now.");
            // Not only the leader: whatever is not connected cannot know anything.
            case ZOOKEEPER_DISCONNECTED, SESSION_EXPIRED ->
                new Exit(
                        List.of("Connection SUSPENDED; assuming leader is unknown"),
                        101,
                        "Connection to ZooKeeper lost; crashing");
            case DEPOSED ->
                leading ? new Exit(List.of("Lost leadership"), 103, "Lost leadership; crashing") : new Stay(List.of());
            case MASTER_LOST ->
                new Exit(
                        List.of("Disconnected", "abdicateLeadership was called", "Lost leadership"),
                        103,
                        "Lost leadership; crashing");
            case ABDICATED ->
                new Exit(
                        List.of("abdicateLeadership was called", "Lost leadership"),
                        105,
                        "Leadership ended gracefully; exiting");
            case REFUSED ->
                new Exit(
                        List.of(),
                        word.contains("Framework has been removed") ? 110 : 106,
                        "The Mesos master refused the framework; exiting");
            case PREPARATION_FAILED ->
                new Exit(List.of("Lost leadership"), 104, "Leadership ended with a failure; exiting");
            case FRAMEWORK_ID_MISSING ->
                new Exit(List.of(), 108, "Instances are stored, but no framework ID; refusing to register a new one");
        };
    }
}
