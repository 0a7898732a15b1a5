package io.partita.testbed.agent;

import io.partita.testbed.messages.Resources;
import io.partita.testbed.runtime.Loop;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What containers use. Those that run no more use nothing, and are not shown. */
final class UsageView {

    private static final long MEBIBYTE = 1024 * 1024;

    private final Loop loop;
    private final Containers containers;
    private final ExecutorLauncher launcher;

    UsageView(Loop loop, Containers containers, ExecutorLauncher launcher) {
        this.loop = loop;
        this.containers = containers;
        this.launcher = launcher;
    }

    ArrayNode statistics() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Container container : containers.live()) {
            if (container.state == Container.State.REGISTERED) {
                launcher.usage(container.id()).ifPresent(usage -> statistics(list.addObject(), container, usage));
            }
        }
        return list;
    }

    ArrayNode containers() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Container container : containers.live()) {
            Optional<ExecutorLauncher.Usage> usage =
                    container.state == Container.State.REGISTERED ? launcher.usage(container.id()) : Optional.empty();
            usage.ifPresent(used -> {
                ObjectNode node = list.addObject();
                node.put("container_id", container.id());
                statistics(node, container, used);
                ObjectNode status = node.putObject("status");
                status.putObject("container_id").put("value", container.id());
                status.put("executor_pid", container.pid);
            });
        }
        return list;
    }

    private void statistics(ObjectNode node, Container container, ExecutorLauncher.Usage usage) {
        node.put("executor_id", container.taskId());
        node.put("executor_name", StateView.executorName(container));
        node.put("framework_id", container.framework().id());
        node.put("source", container.taskId());
        Resources given = Containers.resources(container);
        ObjectNode statistics = node.putObject("statistics");
        statistics.put("cpus_limit", given.cpus());
        statistics.put("cpus_system_time_secs", usage.systemSeconds());
        statistics.put("cpus_user_time_secs", usage.userSeconds());
        statistics.put("mem_limit_bytes", (long) (given.mem() * MEBIBYTE));
        statistics.put("mem_rss_bytes", usage.residentBytes());
        usage.processes().ifPresent(count -> statistics.put("processes", count));
        statistics.put("timestamp", loop.wallClock().toEpochMilli() / 1000.0);
    }
}
