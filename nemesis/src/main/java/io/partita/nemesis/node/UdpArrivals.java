package io.partita.nemesis.node;

import io.partita.provisioning.remote.Command;
import java.time.Duration;
import java.util.List;

/**
 * How many UDP datagrams over IPv4 have arrived on a node since it was started, as its kernel counts. Immutable.
 *
 * @param sound those for which somebody listened, or nobody
 * @param damaged those whose checksum was wrong
 */
public record UdpArrivals(long sound, long damaged) {

    /** The command that asks for it. */
    public static Command command() {
        return Scripts.command("udp-arrivals", "grep '^Udp: ' /proc/net/snmp\n").within(Duration.ofSeconds(15));
    }

    /** Reads the output of {@link #command}: a line of names and a line of numbers. */
    public static UdpArrivals parse(String output) {
        List<String> lines = output.lines().toList();
        List<String> names = List.of(lines.get(0).split(" "));
        String[] numbers = lines.get(1).split(" ");
        return new UdpArrivals(
                number("InDatagrams", names, numbers) + number("NoPorts", names, numbers),
                number("InCsumErrors", names, numbers));
    }

    /** What has arrived since {@code earlier}. */
    public UdpArrivals since(UdpArrivals earlier) {
        return new UdpArrivals(sound - earlier.sound, damaged - earlier.damaged);
    }

    private static long number(String name, List<String> names, String[] numbers) {
        return Long.parseLong(numbers[names.indexOf(name)]);
    }
}
