package io.partita.workloads.mesos.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An app as Marathon shows it. Immutable.
 *
 * @param id such as {@code /web}
 * @param instances how many are wanted
 * @param version an instant as text, made anew by every change
 * @param cmd or {@code null}
 * @param labels by name
 * @param env by name; what is no text, such as a secret, as JSON
 * @param upgradeStrategy how it is replaced
 * @param tasksStaged -1 if the answer does not say, as for the three that follow
 * @param deployments ids of those under way for it
 * @param tasks empty if the answer does not show any, which {@link #tasksShown} tells
 * @param tasksShown whether the answer lists tasks at all
 */
public record App(
        String id,
        int instances,
        String version,
        String cmd,
        Map<String, String> labels,
        Map<String, String> env,
        UpgradeStrategy upgradeStrategy,
        int tasksStaged,
        int tasksRunning,
        int tasksHealthy,
        int tasksUnhealthy,
        List<String> deployments,
        List<AppTask> tasks,
        boolean tasksShown) {

    /**
     * How many instances an upgrade must leave healthy, and how many it may add. Immutable.
     *
     * @param minimumHealthCapacity a fraction of the instances
     * @param maximumOverCapacity a fraction of the instances
     */
    public record UpgradeStrategy(double minimumHealthCapacity, double maximumOverCapacity) {

        /** What holds for an app that does not say. */
        public static final UpgradeStrategy DEFAULT = new UpgradeStrategy(1, 1);

        static UpgradeStrategy read(Fields json) throws Fields.WrongShapeException {
            return new UpgradeStrategy(
                    Optional.ofNullable(json.numberOrNull("minimumHealthCapacity"))
                            .orElse(1.0),
                    Optional.ofNullable(json.numberOrNull("maximumOverCapacity"))
                            .orElse(1.0));
        }
    }

    public App {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(version, "version is null");
        Objects.requireNonNull(upgradeStrategy, "upgradeStrategy is null");
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        deployments = List.copyOf(deployments);
        tasks = List.copyOf(tasks);
    }

    static App read(Fields json) throws Fields.WrongShapeException {
        return new App(
                json.text("id"),
                json.whole("instances"),
                json.text("version"),
                json.text("cmd", null),
                json.objectOrEmpty("labels").entries(Fields::asText),
                json.objectOrEmpty("env").entries(Fields::asTextOrJson),
                UpgradeStrategy.read(json.objectOrEmpty("upgradeStrategy")),
                json.whole("tasksStaged", -1),
                json.whole("tasksRunning", -1),
                json.whole("tasksHealthy", -1),
                json.whole("tasksUnhealthy", -1),
                json.listOrEmpty("deployments", each -> each.text("id")),
                json.listOrEmpty("tasks", AppTask::read),
                json.has("tasks"));
    }

    static List<App> readAll(Fields json) throws Fields.WrongShapeException {
        return json.list("apps", App::read);
    }
}
