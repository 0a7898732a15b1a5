package io.partita.nemesis.fault.internal.traffic;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.node.Firewall;
import io.partita.nemesis.node.OwnChain;
import io.partita.nemesis.node.TrafficControl;
import io.partita.nemesis.node.TrafficReading;
import io.partita.nemesis.proof.Links;
import io.partita.nemesis.proof.Proof;
import io.partita.provisioning.remote.Command;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** A qdisc of our own on the targets, for what they send to other nodes. */
final class TrafficFault implements Fault {

    private final String name;
    private final Environment environment;
    private final Shaping shaping;
    private final Links links;

    /**
     * @param links those on which packets are treated; each begins at a target
     */
    TrafficFault(String name, Environment environment, Shaping shaping, Links links) {
        this.name = name;
        this.environment = environment;
        this.shaping = shaping;
        this.links = links;
    }

    /** What a fault with {@code shaping} owns on every target. */
    static List<String> objects(Shaping shaping) {
        return shaping.overwhelms()
                ? Stream.concat(
                                Stream.of(TrafficControl.OBJECT, Firewall.OBJECT),
                                Stream.of(OwnChain.FLAKY, OwnChain.RESET, OwnChain.PORT)
                                        .map(OwnChain::object))
                        .toList()
                : List.of(TrafficControl.OBJECT);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> targets() {
        return links.targets();
    }

    @Override
    public String description() {
        return "packets from " + String.join(",", targets()) + " to other nodes: " + shaping.words();
    }

    @Override
    public Map<String, Object> intent() {
        Map<String, Object> intent = new TreeMap<>(shaping.intent());
        intent.put("links", links.graph().toJson());
        return intent;
    }

    @Override
    public List<Inverse> inverses() {
        return targets().stream()
                .map(node -> new Inverse(node, TrafficControl.clear(), TrafficControl.check(), objects(shaping)))
                .toList();
    }

    /** Our qdisc, for which no packet is picked yet. */
    @Override
    public void prepare() {
        onTargets(node -> TrafficControl.prepare(shaping.rate(), shaping.netem(), peers(node)));
    }

    @Override
    public void inject() {
        onTargets(node -> TrafficControl.inject(peers(node)));
    }

    @Override
    public Proof awaitActive() {
        return environment.polling().await(environment.limits().active(), () -> {
            Proof effect = shaping.measure(links);
            var missing = new ArrayList<String>();
            readings().forEach((node, reading) -> missing.addAll(misplaced(node, reading)));
            if (!effect.holds()) {
                missing.add(effect.missing());
            }
            return Proof.of(String.join("; ", missing), effect.data());
        });
    }

    private List<String> misplaced(String node, TrafficReading reading) {
        var missing = new ArrayList<String>();
        if (reading.devices().isEmpty()) {
            missing.add(node + " has no qdisc of ours");
        }
        for (TrafficReading.Device device : reading.devices()) {
            boolean whole = device.shaped() != null
                    && device.destinations() == peers(node).size()
                    && (shaping.netem().isEmpty() || device.impaired() != null);
            if (!whole) {
                missing.add("our qdisc on " + device.name() + " of " + node + " is not as it was made: " + device);
            }
        }
        return missing;
    }

    @Override
    public void recover() {
        onTargets(node -> TrafficControl.clear());
    }

    @Override
    public Proof awaitRecovered() {
        return environment.polling().await(environment.limits().recovered(), () -> {
            var missing = new ArrayList<String>();
            readings()
                    .forEach((node, reading) -> reading.devices()
                            .forEach(device -> missing.add("our qdisc is still on " + device.name() + " of " + node)));
            return Proof.of(String.join("; ", missing), Map.of("withoutQdisc", targets()));
        });
    }

    /** {@link #recover()} has removed the qdisc, and if the fault was never injected this does. */
    @Override
    public void cleanup() {
        recover();
    }

    private List<String> peers(String node) {
        return links.graph().dropped().stream()
                .filter(link -> link.from().equals(node))
                .flatMap(link -> links.addresses().get(link.to()).stream())
                .sorted()
                .toList();
    }

    private Map<String, TrafficReading> readings() {
        return environment
                .nodes()
                .parallel(
                        targets(),
                        remote -> TrafficReading.parse(
                                remote.requireFast(TrafficControl.show()).stdout()));
    }

    private void onTargets(Function<String, Command> command) {
        var commands = new HashMap<String, Command>();
        targets().forEach(node -> commands.put(node, command.apply(node)));
        environment.nodes().parallel(targets(), remote -> remote.requireFast(commands.get(remote.node())));
    }
}
