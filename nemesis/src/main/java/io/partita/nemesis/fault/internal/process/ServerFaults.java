package io.partita.nemesis.fault.internal.process;

import io.partita.nemesis.fault.internal.shared.Lasting;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The faults that strike the servers of one group. Their names are made of two words from two tables, {@code VERB-WHOM}:
 * {@code kill-master-leader}.
 */
final class ServerFaults {

    /** Who can be struck. */
    private enum Whom {
        MASTER_LEADER("master-leader", "the leading master", "master", "leader(master)"),
        MARATHON_LEADER("marathon-leader", "the leading Marathon", "marathon", "leader(marathon)"),
        MASTERS("masters", "a random majority of the masters", "master", "majority"),
        MARATHONS("marathons", "every Marathon", "marathon", "all"),
        ZOOKEEPER("zookeeper", "a random majority of the ZooKeeper ensemble", "zookeeper", "majority"),
        AGENT("agent", "one random agent, whose tasks live on", "agent", "one");

        private final String word;
        private final String sentence;
        private final String group;
        private final String target;

        Whom(String word, String sentence, String group, String target) {
            this.word = word;
            this.sentence = sentence;
            this.group = group;
            this.target = target;
        }

        private ProcessKind struckBy(Blow blow) {
            return ProcessKind.ofGroup(blow.verb() + "-" + word, sentence, blow, group, target);
        }
    }

    private static final Map<Blow, List<Whom>> TABLE = Map.of(
            Blow.KILL, List.of(Whom.values()),
            Blow.PAUSE, List.of(Whom.MASTER_LEADER, Whom.MARATHON_LEADER),
            Blow.CRASH, List.of(Whom.MASTER_LEADER, Whom.MARATHON_LEADER));

    private ServerFaults() {}

    /** All of them, in the order in which they are listed. */
    static List<ProcessKind> kinds() {
        return Stream.concat(
                        Stream.of(Blow.values())
                                .flatMap(blow -> TABLE.getOrDefault(blow, List.of()).stream()
                                        .map(whom -> whom.struckBy(blow))),
                        Stream.of(Whom.AGENT.struckBy(Blow.KILL).lasting("agent-restart", Lasting.SHORT)))
                .toList();
    }
}
