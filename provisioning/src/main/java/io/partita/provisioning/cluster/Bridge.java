package io.partita.provisioning.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        for (String device : devices()) {
            LocalCommand.Result result =
                    LocalCommand.of("ip", "link", "delete", "dev", device).run();
            // A veth goes by itself when its node's network namespace does; who is first does not matter.
            if (!result.succeeded() && Files.exists(DEVICES.resolve(device))) {
                throw new ClusterException("cannot remove the network device " + device + ": "
                        + result.stderr().strip());
            }
        }
    }

    private List<String> devices() {
        try (Stream<Path> all = Files.list(DEVICES)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith(files.prefix()))
                    .sorted(java.util.Comparator.reverseOrder())
                    .toList();
        } catch (java.io.IOException e) {
            throw new ClusterException("cannot list network devices in " + DEVICES + ": " + e, e);
        }
    }
}
