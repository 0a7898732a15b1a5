package io.partita.nemesis.node;

/**
 * What keeps a node from having our qdisc, as {@link TrafficControl#facts} printed it. Immutable.
 *
 * @param missing what it lacks, in words; empty if nothing
 * @param foreign which qdisc of somebody else is where ours would be, in words; empty if none
 */
public record TrafficFacts(String missing, String foreign) {

    /** Reads the output of {@link TrafficControl#facts}. */
    public static TrafficFacts parse(String output) {
        String missing = "";
        String foreign = "";
        for (String line : output.lines().toList()) {
            String[] word = line.split(" ", 2);
            switch (word[0]) {
                case "missing" -> missing = missing.isEmpty() ? word[1] : missing + "; " + word[1];
                case "foreign" -> foreign = foreign.isEmpty() ? word[1] : foreign + "; " + word[1];
                default -> throw new IllegalStateException("not a fact about traffic control: " + line);
            }
        }
        return new TrafficFacts(missing, foreign);
    }
}
