package io.partita.nemesis.fault.internal.link;

import io.partita.nemesis.node.Greeting;
import io.partita.nemesis.node.Greeting.Answer;
import io.partita.nemesis.node.OwnChain;
import io.partita.nemesis.proof.LinkProof;
import io.partita.nemesis.proof.LinkProof.Finding;
import io.partita.nemesis.proof.Links;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Connections are reset: whoever sends on one gets a RST for an answer. The two packets that open a connection pass, so a
 * new one can be made, and breaks with the next packet; a RST passes, so that it arrives.
 *
 * <p>The proof greets every other node. A connection on which the other side speaks contradicts it, and so does one that
 * stands in silence; one that is reset shows it, if the counter of our rule at the receiver has grown. Where nobody listens
 * there is nothing to be reset. What was once seen to be reset may be silent later: beside a fault that loses packets the
 * one that would have been answered by a RST may be lost.
 *
 * @param ports whose connections; none for all
 */
record ResetEffect(Ports ports) implements LinkEffect {

    private static final List<Integer> SSH = List.of(22);

    @Override
    public OwnChain chain() {
        return OwnChain.RESET;
    }

    @Override
    public String words() {
        return "connections" + (ports.isEmpty() ? "" : " to port " + ports) + " are reset";
    }

    @Override
    public Map<String, Object> intent() {
        return Map.of("effect", "reset", "ports", ports.numbers());
    }

    @Override
    public List<String> rules(String source) {
        return List.of(source + " -p tcp -m tcp --tcp-flags SYN,RST NONE" + ports.match()
                + " -j REJECT --reject-with tcp-reset");
    }

    @Override
    public Supplier<LinkProof.Measurement> measuring(Links links) {
        Set<List<String>> everReset = new HashSet<>();
        return () -> {
            Map<String, Map<String, Map<String, Answer>>> answers = greetings(links);
            return new LinkProof.Measurement() {
                @Override
                public Finding judge(String from, String to, List<Long> counters) {
                    Map<String, Answer> byPort = new TreeMap<>(answers.get(from).get(to));
                    byPort.replaceAll((port, answer) -> {
                        if (answer == Answer.RESET) {
                            everReset.add(List.of(from, to, port));
                        }
                        return answer == Answer.QUIET && everReset.contains(List.of(from, to, port))
                                ? Answer.RESET
                                : answer;
                    });
                    return ResetEffect.judge(from, to, byPort, counters);
                }

                @Override
                public Map<String, Object> data() {
                    return Map.of("answers", texts(answers));
                }
            };
        };
    }

    private Map<String, Map<String, Map<String, Answer>>> greetings(Links links) {
        Map<String, Map<String, Map<String, Answer>>> answers = new TreeMap<>();
        for (int port : ports.isEmpty() ? SSH : ports.numbers()) {
            links.measure((remote, others) -> Greeting.parse(
                            remote.require(Greeting.command(others, port)).stdout()))
                    .forEach((from, row) ->
                            row.forEach((to, answer) -> answers.computeIfAbsent(from, node -> new TreeMap<>())
                                    .computeIfAbsent(to, node -> new TreeMap<>())
                                    .put(Integer.toString(port), answer)));
        }
        return answers;
    }

    private static Finding judge(String from, String to, Map<String, Answer> answers, List<Long> counters) {
        List<String> standing = new ArrayList<>();
        answers.forEach((port, answer) -> {
            if (answer == Answer.OPEN || answer == Answer.QUIET) {
                standing.add(port);
            }
        });
        if (!standing.isEmpty()) {
            return new Finding.Contradicted(
                    "a connection from " + from + " to port " + String.join(", ", standing) + " of " + to + " stands");
        }
        if (!answers.containsValue(Answer.RESET)) {
            return new Finding.Nothing("it could make no connection to be reset (" + answers + ")");
        }
        return counters.stream().anyMatch(packets -> packets > 0)
                ? new Finding.Shown()
                : new Finding.Contradicted(to + " has reset no connection of " + from);
    }

    private static Map<String, Object> texts(Map<String, Map<String, Map<String, Answer>>> answers) {
        Map<String, Object> all = new TreeMap<>();
        answers.forEach((from, row) -> {
            Map<String, Object> texts = new TreeMap<>();
            row.forEach((to, byPort) -> {
                Map<String, Object> words = new TreeMap<>();
                byPort.forEach((port, answer) -> words.put(port, answer.name()));
                texts.put(to, words);
            });
            all.put(from, texts);
        });
        return all;
    }
}
