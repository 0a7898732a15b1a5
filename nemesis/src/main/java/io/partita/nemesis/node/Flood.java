package io.partita.nemesis.node;

import io.partita.provisioning.remote.Command;
import java.time.Duration;

/**
 * Sends datagrams to another node as fast as it goes, and measures how long it takes until all have left our qdisc.
 * Immutable.
 *
 * @param bytes how many bytes were sent, headers of Ethernet, IP and UDP included
 * @param micros how long it took, in microseconds
 * @param shaped how many bytes our class let go in that time; 0 if there is no such class
 * @param overlimits how often a packet had to wait for the rate
 */
public record Flood(long bytes, long micros, long shaped, long overlimits) {

    /** Bytes of one datagram on the wire. */
    public static final int DATAGRAM = 1442;

    private static final int PAYLOAD = 1400;

    /** A qdisc that is still not empty after eight seconds is measured as it is then. */
    private static final String SCRIPT = TrafficControl.FUNCTIONS + """
            shift
            export LC_ALL=C
            device=$(devices "$1")
            exec bash -c '
              class() { tc -s class show dev "$1" 2>/dev/null; }
              stand() { class "$1" | sed -n "s/^ Sent \\([0-9]*\\) bytes .*overlimits \\([0-9]*\\) .*/\\1 \\2/p" | head -n 1; }
              waiting() { class "$1" | sed -n "s/^ backlog [^ ]* \\([0-9]*\\)p .*/\\1/p" | head -n 1; }
              exec 3>"/dev/udp/$1/9" || exit 1
              printf -v block "%*s" "$3" ""
              read -r bytes over <<<"$(stand "$0")"
              sent=0 begin=$EPOCHREALTIME
              for ((i = 0; i < $2; i++)); do printf %s "$block" >&3 && sent=$((sent + 1)); done 2>/dev/null
              for ((i = 0; i < 400; i++)); do
                left=$(waiting "$0")
                [ "${left:-0}" -gt 0 ] || break
                sleep 0.02
              done
              end=$EPOCHREALTIME
              read -r bytes_now over_now <<<"$(stand "$0")"
              echo "$sent $((${end/./} - ${begin/./})) $((bytes_now - bytes)) $((over_now - over))"
            ' "$device" "$1" "$2" "$3"
            """;

    /** The command that sends {@code count} datagrams to {@code address}. */
    public static Command command(String address, long count) {
        return Scripts.command("flood", SCRIPT, address, Long.toString(count), Integer.toString(PAYLOAD))
                .within(Duration.ofSeconds(30));
    }

    /** Reads the output of {@link #command}. */
    public static Flood parse(String output) {
        String[] word = output.strip().split(" ");
        return new Flood(
                Long.parseLong(word[0]) * DATAGRAM,
                Long.parseLong(word[1]),
                Long.parseLong(word[2]),
                Long.parseLong(word[3]));
    }
}
