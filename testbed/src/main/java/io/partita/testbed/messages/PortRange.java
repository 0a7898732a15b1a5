package io.partita.testbed.messages;

/** TCP ports from {@code begin} to {@code end}, both included. */
public record PortRange(int begin, int end) {

    public PortRange {
        if (begin < 1 || end > 65535 || begin > end) {
            throw new IllegalArgumentException("not a range of ports: " + begin + "-" + end);
        }
    }
}
