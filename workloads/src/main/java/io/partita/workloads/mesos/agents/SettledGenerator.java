package io.partita.workloads.mesos.agents;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Seed;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.observe.ClusterState;
import io.partita.workloads.mesos.observe.MasterView;
import io.partita.workloads.mesos.observe.Observer;

/** Operations until what runs on the nodes was seen to be what the leading master lists. Immutable. */
record SettledGenerator(Promises promises, ClusterState listed, boolean settled, Generator generator)
        implements Generator {

    static Generator of(Promises promises, Generator generator) {
        return new SettledGenerator(promises, null, false, generator);
    }

    @Override
    public Offer offer(Context context) {
        if (settled) {
            return Exhausted.INSTANCE;
        }
        return generator.offer(context).wrap(rest -> new SettledGenerator(promises, listed, false, rest));
    }

    @Override
    public Generator seeded(Seed seed) {
        return new SettledGenerator(promises, listed, settled, generator.seeded(seed));
    }

    @Override
    public Generator update(Context context, Op event) {
        Generator updated = generator.update(context, event);
        ClusterState now = listed;
        boolean done = settled;
        if (event.type() == OpType.OK && event.f().equals(Observer.MASTERS)) {
            now = Books.leading(MasterView.all(event.value())).orElse(null);
        } else if (event.type() == OpType.OK && event.f().equals(Observer.PROCESSES) && listed != null) {
            done = Books.compare(promises, listed, listed, NodeTasks.fromJson(event.value()))
                    .isClean();
        }
        return new SettledGenerator(promises, now, done, updated);
    }
}
