package io.partita.testbed.messages;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An amount of what an agent has.
 *
 * @param cpus processors, counted in thousandths to be exact
 * @param mem memory in MiB
 * @param disk disk in MiB
 * @param ports sorted, disjoint ranges
 */
public record Resources(double cpus, double mem, double disk, List<PortRange> ports) {

    public static final Resources NONE = new Resources(0, 0, 0, List.of());

    public Resources {
        cpus = exact(cpus);
        mem = exact(mem);
        disk = exact(disk);
        ports = merged(ports);
    }

    public Resources plus(Resources other) {
        List<PortRange> all = new ArrayList<>(ports);
        all.addAll(other.ports);
        return new Resources(cpus + other.cpus, mem + other.mem, disk + other.disk, all);
    }

    /** What is left; scalars may become negative, ports that are not there are passed over. */
    public Resources minus(Resources other) {
        BitSet left = bits(ports);
        left.andNot(bits(other.ports));
        return new Resources(cpus - other.cpus, mem - other.mem, disk - other.disk, ranges(left));
    }

    /** Whether {@code other} can be taken out of this. */
    public boolean contains(Resources other) {
        BitSet missing = bits(other.ports);
        missing.andNot(bits(ports));
        return cpus >= other.cpus && mem >= other.mem && disk >= other.disk && missing.isEmpty();
    }

    /** Whether there is nothing at all. */
    public boolean isEmpty() {
        return cpus <= 0 && mem <= 0 && disk <= 0 && ports.isEmpty();
    }

    /** Ports as Mesos writes them: {@code [31000-31999, 33000-33000]}. */
    public String portsText() {
        return ports.stream()
                .map(range -> range.begin() + "-" + range.end())
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static double exact(double amount) {
        return Math.round(amount * 1000) / 1000.0;
    }

    private static List<PortRange> merged(List<PortRange> ports) {
        if (ports.size() < 2) {
            return List.copyOf(ports);
        }
        List<PortRange> sorted = new ArrayList<>(ports);
        sorted.sort(Comparator.comparingInt(PortRange::begin));
        return ranges(bits(sorted));
    }

    private static BitSet bits(List<PortRange> ports) {
        BitSet bits = new BitSet();
        ports.forEach(range -> bits.set(range.begin(), range.end() + 1));
        return bits;
    }

    private static List<PortRange> ranges(BitSet bits) {
        List<PortRange> ranges = new ArrayList<>();
        for (int begin = bits.nextSetBit(0); begin >= 0; ) {
            int end = bits.nextClearBit(begin) - 1;
            ranges.add(new PortRange(begin, end));
            begin = bits.nextSetBit(end + 1);
        }
        return List.copyOf(ranges);
    }
}
