package io.partita.provisioning.cluster;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A private IPv4 network with 24 bits of prefix.
 *
 * @param base the network address as a number, its last 8 bits zero
 */
record Subnet(int base) {

    private static final int FIRST_NODE = 11;

    /** The largest cluster that fits. */
    static final int MAX_NODES = 99;

    String control() {
        return address(1);
    }

    /** The address of node number {@code index}, counted from 1. */
    String node(int index) {
        return address(FIRST_NODE - 1 + index);
    }

    @Override
    public String toString() {
        return address(0) + "/24";
    }

    private String address(int host) {
        int address = base + host;
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }

    /**
     * A subnet that overlaps none of {@code used}; which one depends on {@code spread}, so that clusters that are
     * made at the same time choose differently.
     *
     * @throws ClusterException if every private network is in use
     */
    static Subnet free(List<Prefix> used, int spread) {
        Stream<Subnet> tens =
                IntStream.range(0, 1 << 16).mapToObj(i -> new Subnet(10 << 24 | ((i + spread) & 0xffff) << 8));
        Stream<Subnet> others =
                IntStream.range(0, 1 << 12).mapToObj(i -> new Subnet((172 << 24 | 16 << 16) + (i << 8)));
        return Stream.concat(tens, others)
                .filter(subnet -> used.stream().noneMatch(prefix -> prefix.overlaps(subnet)))
                .findFirst()
                .orElseThrow(() -> new ClusterException("no private network is free for the nodes: routes of this"
                        + " machine cover 10.0.0.0/8 and 172.16.0.0/12; see `ip -4 route show table all`"));
    }

    /** A network that the machine uses: its address and how many leading bits of it count. */
    record Prefix(int address, int bits) {

        /** Reads {@code 192.0.2.0/24} or {@code 192.0.2.7}. */
        static Prefix parse(String text) {
            String[] parts = text.split("/");
            int address = 0;
            for (String octet : parts[0].split("\\.")) {
                address = address << 8 | Integer.parseInt(octet);
            }
            return new Prefix(address, parts.length == 2 ? Integer.parseInt(parts[1]) : 32);
        }

        boolean overlaps(Subnet subnet) {
            int shared = Math.min(bits, 24);
            int mask = shared == 0 ? 0 : -1 << (32 - shared);
            return (address & mask) == (subnet.base & mask);
        }
    }
}
