package io.partita.testbed.marathon.api;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.app.AppId;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import io.partita.testbed.marathon.state.Orchestrator;
import java.util.List;

/** Where apps can be reached, for scripts: one line for each service port, app, port and every host:port, after each a tab. */
final class TaskText {

    private TaskText() {}

    static String write(List<AppDefinition> apps, Orchestrator orchestrator) {
        StringBuilder text = new StringBuilder();
        for (AppDefinition app : apps) {
            List<Instance> running = orchestrator.instances(app.id()).stream()
                    .filter(instance -> instance.condition() == Condition.RUNNING)
                    .toList();
            if (app.portDefinitions().isEmpty()) {
                text.append(AppId.safe(app.id())).append("\t \t");
                running.forEach(instance -> text.append(instance.host()).append('\t'));
                text.append('\n');
            }
            for (int port = 0; port < app.portDefinitions().size(); port++) {
                int index = port;
                text.append(AppId.safe(app.id()))
                        .append('\t')
                        .append(app.portDefinitions().get(port).port())
                        .append('\t');
                running.stream()
                        .filter(instance -> index < instance.ports().size())
                        .forEach(instance -> text.append(instance.host())
                                .append(':')
                                .append(instance.ports().get(index))
                                .append('\t'));
                text.append('\n');
            }
        }
        return text.toString();
    }
}
