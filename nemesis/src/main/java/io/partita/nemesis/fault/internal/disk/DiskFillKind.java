package io.partita.nemesis.fault.internal.disk;

import io.partita.nemesis.fault.Arguments;
import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.FaultOrder;
import io.partita.nemesis.fault.Parameter;
import io.partita.nemesis.fault.internal.shared.DataScene;
import io.partita.nemesis.fault.internal.shared.Processes;
import io.partita.nemesis.fault.internal.shared.TargetScene;
import io.partita.nemesis.fault.internal.shared.Whose;
import io.partita.nemesis.node.DiskReading;
import io.partita.nemesis.node.DiskSpace;
import io.partita.provisioning.system.Provision;
import io.partita.provisioning.system.SystemUnderTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Fills the disk that holds the system's data.
 *
 * @param name the fault's name
 * @param whose which servers' disk
 * @param left how many bytes stay free
 */
record DiskFillKind(String name, Whose whose, long left) implements FaultKind {

    static final String WORD = "disk-fill";

    private static final Parameter LEFT = new Parameter("left", "0", "how much stays free, 0 to 64m");
    private static final List<Parameter> PARAMETERS = List.of(LEFT, Whose.OF);

    /** On one random node, to the last page. */
    static DiskFillKind usual() {
        return new DiskFillKind(WORD, Whose.everything("one"), 0);
    }

    @Override
    public String description() {
        return "The disk of " + (whose.equals(usual().whose) ? "the system on one random node" : whose.words())
                + " is full.";
    }

    @Override
    public String needs() {
        return "a system that says where its data are, on a disk of limited size (made on local nodes)";
    }

    @Override
    public Set<Provision> provisions() {
        return Set.of(Provision.DISK);
    }

    @Override
    public Availability suits(SystemUnderTest system) {
        return DataScene.suits(whose, system, needs());
    }

    @Override
    public Availability availability(Environment environment) {
        if (suits(environment.system()) instanceof Availability.Unavailable no) {
            return no;
        }
        Processes all = whose.in(environment.system()).orElseThrow();
        List<String> nodes = all.on(environment.nodes());
        Map<String, List<String>> data = DataScene.directories(all, environment, nodes);
        for (String node : data.keySet()) {
            String missing = DiskReading.missing(facts(environment, data, node));
            if (!missing.isEmpty()) {
                return Availability.no(node + ": " + missing);
            }
        }
        return Availability.YES;
    }

    private static String facts(Environment environment, Map<String, List<String>> data, String node) {
        return environment
                .nodes()
                .on(node)
                .requireFast(DiskSpace.facts(data.get(node)))
                .stdout();
    }

    /** Two faults on one disk clash, whatever servers they mean: who has it is known only when its mount point is. */
    @Override
    public Fault create(Environment environment, Random random) {
        Processes processes = whose.require(name, environment).owning("data");
        List<String> targets = TargetScene.choose(whose.target(), environment, processes, random);
        Map<String, List<String>> data = DataScene.directories(processes, environment, targets);
        Map<String, List<String>> mounts = new LinkedHashMap<>();
        for (String target : targets) {
            if (!data.containsKey(target)) {
                throw new FaultException(processes.words() + " keeps no data on " + target);
            }
            mounts.put(target, DiskReading.mounts(facts(environment, data, target)));
        }
        return new DiskFillFault(name, left, processes, environment, mounts);
    }

    @Override
    public Optional<String> usualTarget() {
        return Optional.of(whose.target().toString());
    }

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public FaultKind ordered(FaultOrder order) {
        Arguments arguments = Arguments.of(order, PARAMETERS);
        return new DiskFillKind(
                order.toString(), whose.ordered(order, arguments), arguments.bytes(LEFT.name(), 0, 64L << 20));
    }
}
