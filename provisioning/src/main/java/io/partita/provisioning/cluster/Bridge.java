package io.partita.provisioning.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The network of a cluster: one bridge with the control node's address. No address translation, no forwarding and no
 * firewall rule: nodes reach each other and the control node, nothing else.
 */
final class Bridge {

    private static final Path DEVICES = Path.of("/sys/class/net");
    private static final Path BRIDGED_THROUGH_FIREWALL = Path.of("/proc/sys/net/bridge/bridge-nf-call-iptables");
    private static final Pattern DESTINATION = Pattern.compile("^(?:[a-z]+ )?(\\d+\\.\\d+\\.\\d+\\.\\d+(?:/\\d+)?) ");

    private final ClusterFiles files;

    Bridge(ClusterFiles files) {
        this.files = files;
    }

    boolean exists() {
        return Files.exists(DEVICES.resolve(files.prefix()));
    }

    /** Makes the bridge on a network that nothing on this machine uses or routes to. */
    Subnet create() {
        Subnet subnet = Subnet.free(used(), files.spread());
        LocalCommand.of("ip", "-batch", "-")
                .withInput("""
                        link add name %1$s type bridge forward_delay 0 stp_state 0 mcast_snooping 0
                        address add %2$s/24 dev %1$s
                        link set dev %1$s up
                        """.formatted(files.prefix(), subnet.control()))
                .require();
        return subnet;
    }

    private static List<Subnet.Prefix> used() {
        List<Subnet.Prefix> used = new ArrayList<>();
        String routes = LocalCommand.of("ip", "-4", "route", "show", "table", "all")
                .require()
                .stdout();
        routes.lines().map(DESTINATION::matcher).filter(Matcher::find).forEach(route -> {
            used.add(Subnet.Prefix.parse(route.group(1)));
        });
        return used;
    }

    /** Removes the bridge and the nodes' devices. */
    void remove() {
        devices().forEach(this::remove);
    }

    /** Removes what is left of the device of node number {@code index}, which has ended. */
    void removeNode(int index) {
        remove(files.veth(index));
    }

    private void remove(String device) {
        if (!Files.exists(DEVICES.resolve(device))) {
            return;
        }
        LocalCommand.Result result = LocalCommand.of("ip", "link", "delete", "dev", device)
                .workingOn(files)
                .run();
        // A veth goes by itself when its node's network namespace does; who is first does not matter.
        if (!result.succeeded() && Files.exists(DEVICES.resolve(device))) {
            throw new ClusterException("cannot remove the network device " + device + ": "
                    + result.stderr().strip());
        }
    }

    private List<String> devices() {
        try (Stream<Path> all = Files.list(DEVICES)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith(files.prefix()))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new ClusterException("cannot list network devices in " + DEVICES + ": " + e, e);
        }
    }

    /**
     * Where the machine's firewall judges bridged packets too, makes sure that it lets two nodes talk.
     *
     * @param pid the first process of one node
     * @param address another node's
     */
    static void requireForwarding(long pid, String address) {
        try {
            if (!Files.exists(BRIDGED_THROUGH_FIREWALL)
                    || Files.readString(BRIDGED_THROUGH_FIREWALL).startsWith("0")) {
                return;
            }
        } catch (IOException e) {
            throw new ClusterException("cannot read " + BRIDGED_THROUGH_FIREWALL + ": " + e, e);
        }
        boolean connected = LocalCommand.of(
                        "nsenter",
                        "--net=/proc/" + pid + "/ns/net",
                        "timeout",
                        "3",
                        "bash",
                        "-c",
                        "exec 3<>/dev/tcp/" + address + "/" + SshBanner.PORT)
                .run()
                .succeeded();
        if (!connected) {
            throw new ClusterException("nodes cannot reach each other: this machine's firewall judges bridged packets ("
                    + BRIDGED_THROUGH_FIREWALL + " is 1) and drops them; let its FORWARD chain accept what comes from"
                    + " and goes to the same bridge, or write 0 to that file");
        }
    }
}
