package io.partita.testbed.marathon;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.app.AppId;
import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.marathon.state.Deployment;
import io.partita.testbed.marathon.state.Deployment.Action;
import io.partita.testbed.marathon.state.Deployment.Kind;
import io.partita.testbed.marathon.state.Deployment.Step;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import io.partita.testbed.marathon.state.Instance.Goal;
import io.partita.testbed.marathon.state.Orchestrator;
import io.partita.testbed.marathon.state.Repository;
import io.partita.testbed.marathon.state.TaskFailure;
import io.partita.testbed.runtime.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** An orchestrator without a Mesos: tasks run as soon as they are wanted, a deployment takes a while. */
public final class FakeOrchestrator implements Orchestrator {

    /** What stands for the master: hands out ids. */
    public static final class FakeMaster {
        private int frameworks;
        private int uuids;

        /** How many frameworks ever registered anew. */
        public int frameworks() {
            return frameworks;
        }

        String uuid() {
            return "00000000-0000-4000-8000-%012d".formatted(++uuids);
        }
    }

    static final Duration DEPLOYMENT = Duration.ofSeconds(1);

    private final Platform platform;
    private final FakeMaster master;
    private final Repository repository;
    private final Owner owner;
    private final Map<String, AppDefinition> apps = new TreeMap<>();
    private final Map<String, Instance> instances = new LinkedHashMap<>();
    private final Map<String, Deployment> deployments = new LinkedHashMap<>();
    private final Map<String, TaskFailure> failures = new TreeMap<>();
    private Optional<String> frameworkId = Optional.empty();
    private boolean stopped;

    public FakeOrchestrator(Platform platform, FakeMaster master, Repository repository, Owner owner) {
        this.platform = platform;
        this.master = master;
        this.repository = repository;
        this.owner = owner;
    }

    /** For tests: what its owner would hear from it. */
    public Owner owner() {
        return owner;
    }

    public boolean isStopped() {
        return stopped;
    }

    @Override
    public void start(Repository.Contents contents) {
        contents.apps().forEach(app -> apps.put(app.id(), app));
        contents.instances().forEach(instance -> instances.put(instance.id(), instance));
        contents.failures().forEach(failure -> failures.put(failure.appId(), failure));
        contents.deployments().forEach(this::run);
        frameworkId = contents.frameworkId();
        if (frameworkId.isEmpty()) {
            frameworkId = Optional.of("fake-%04d".formatted(master.frameworks++));
            repository.storeFrameworkId(frameworkId.get());
        }
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public Optional<String> frameworkId() {
        return frameworkId;
    }

    @Override
    public Optional<String> master() {
        return Optional.of("10.0.0.11:5050");
    }

    @Override
    public List<AppDefinition> apps() {
        return List.copyOf(apps.values());
    }

    @Override
    public Optional<AppDefinition> app(String appId) {
        return Optional.ofNullable(apps.get(appId));
    }

    @Override
    public List<Instance> instances(String appId) {
        return instances.values().stream()
                .filter(instance -> appId == null || instance.appId().equals(appId))
                .toList();
    }

    @Override
    public Optional<TaskFailure> lastFailure(String appId) {
        return Optional.ofNullable(failures.get(appId));
    }

    @Override
    public List<Deployment> deployments() {
        return List.copyOf(deployments.values());
    }

    @Override
    public List<Queued> queue() {
        return apps.values().stream()
                .filter(app -> instances(app.id()).stream()
                        .anyMatch(instance -> instance.condition().isTerminal()))
                .map(app -> new Queued(app, 1, 0, millis(), 2, 0, millis(), null))
                .toList();
    }

    private long millis() {
        return platform.loop().wallClock().toEpochMilli();
    }

    @Override
    public CompletableFuture<Deployment> change(List<AppDefinition> target, List<String> deleted, boolean force) {
        List<String> all = Stream.concat(target.stream().map(AppDefinition::id), deleted.stream())
                .toList();
        List<String> inTheWay = deployments.values().stream()
                .filter(other -> other.affectedApps().stream().anyMatch(all::contains))
                .map(Deployment::id)
                .toList();
        if (!inTheWay.isEmpty() && !force) {
            return CompletableFuture.failedFuture(new Locked(inTheWay));
        }
        inTheWay.forEach(deployments::remove);
        Deployment deployment = new Deployment(
                master.uuid(),
                target.isEmpty() ? Json.time(millis()) : target.get(0).version(),
                all.stream().map(apps::get).filter(app -> app != null).toList(),
                target,
                steps(target, deleted),
                1);
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        writes.add(repository.storeDeployment(deployment));
        target.forEach(app -> writes.add(repository.storeApp(app)));
        deleted.forEach(id -> writes.add(repository.deleteApp(id)));
        return CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).thenApply(done -> {
            target.forEach(app -> apps.put(app.id(), app));
            deleted.forEach(apps::remove);
            run(deployment);
            return deployment;
        });
    }

    private List<Step> steps(List<AppDefinition> target, List<String> deleted) {
        List<Action> begin = new ArrayList<>();
        List<Action> actions = new ArrayList<>();
        for (AppDefinition app : target) {
            if (!apps.containsKey(app.id())) {
                begin.add(new Action(Kind.START, app.id()));
            }
            actions.add(new Action(Kind.SCALE, app.id()));
        }
        deleted.forEach(id -> actions.add(new Action(Kind.STOP, id)));
        return begin.isEmpty() ? List.of(new Step(actions)) : List.of(new Step(begin), new Step(actions));
    }

    private void run(Deployment begun) {
        Deployment deployment = begun.atStep(begun.steps().size());
        deployments.put(deployment.id(), deployment);
        platform.loop().after(DEPLOYMENT, () -> {
            if (!stopped && deployments.remove(deployment.id()) != null) {
                deployment.affectedApps().forEach(this::settle);
                repository.deleteDeployment(deployment.id());
            }
        });
    }

    private void settle(String appId) {
        int wanted = app(appId).map(AppDefinition::instances).orElse(0);
        List<Instance> present = instances(appId);
        present.stream().skip(wanted).forEach(surplus -> {
            instances.remove(surplus.id());
            repository.deleteInstance(surplus.id());
        });
        for (int i = present.size(); i < wanted; i++) {
            put(launched(AppId.safe(appId) + ".instance-" + master.uuid(), apps.get(appId), 1));
        }
    }

    private Instance launched(String id, AppDefinition app, int incarnation) {
        return new Instance(
                id,
                app,
                id + "._app." + incarnation,
                incarnation,
                Condition.RUNNING,
                Goal.RUNNING,
                "agent-S" + instances.size() % 2,
                "10.0.0." + (21 + instances.size() % 2),
                "10.0.0." + (21 + instances.size() % 2),
                List.of(31000 + instances.size()),
                millis(),
                millis() - 500,
                millis(),
                null);
    }

    private void put(Instance instance) {
        instances.put(instance.id(), instance);
        repository.storeInstance(instance);
    }

    /** For tests: the first task of an app fails. */
    public void failOne(String appId) {
        Instance instance = instances(appId).get(0);
        failures.put(
                appId,
                new TaskFailure(
                        appId,
                        instance.taskId(),
                        "TASK_FAILED",
                        "Command exited with status 137",
                        instance.host(),
                        instance.agentId(),
                        millis(),
                        instance.app().version()));
        put(with(instance, Condition.FAILED, instance.ip()));
    }

    /** For tests: all tasks of an app are unreachable. */
    public void loseAll(String appId) {
        instances(appId).forEach(instance -> put(with(instance, Condition.UNREACHABLE, null)));
    }

    /** For tests: what failed is started again. */
    public void restartFailed() {
        instances(null).stream()
                .filter(instance -> instance.condition().isTerminal())
                .forEach(instance -> put(launched(instance.id(), instance.app(), instance.incarnation() + 1)));
    }

    private Instance with(Instance instance, Condition condition, String ip) {
        boolean ended = condition.isTerminal();
        return new Instance(
                instance.id(),
                instance.app(),
                instance.taskId(),
                instance.incarnation(),
                condition,
                instance.goal(),
                instance.agentId(),
                instance.host(),
                ip,
                ended ? List.of() : instance.ports(),
                millis(),
                ended ? null : instance.stagedAt(),
                ended ? null : instance.startedAt(),
                null);
    }

    @Override
    public CompletableFuture<Deployment> restart(String appId, String version, boolean force) {
        return change(List.of(apps.get(appId).versioned(version, version, version)), List.of(), force);
    }

    @Override
    public CompletableFuture<Optional<Deployment>> kill(
            List<Instance> killed, boolean scale, boolean wipe, boolean force) {
        killed.forEach(instance -> {
            instances.remove(instance.id());
            repository.deleteInstance(instance.id());
        });
        if (!scale) {
            killed.forEach(instance -> settle(instance.appId()));
            return CompletableFuture.completedFuture(Optional.empty());
        }
        AppDefinition app = apps.get(killed.get(0).appId());
        AppDefinition smaller = app.scaled(app.instances() - killed.size(), Json.time(millis()));
        return change(List.of(smaller), List.of(), force).thenApply(Optional::of);
    }

    @Override
    public CompletableFuture<Optional<Deployment>> cancel(String deploymentId, boolean force) {
        Deployment deployment = deployments.remove(deploymentId);
        repository.deleteDeployment(deploymentId);
        if (force) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        String version = Json.time(millis());
        return change(
                        deployment.original().stream()
                                .map(app -> app.versioned(version, version, version))
                                .toList(),
                        deployment.affectedApps().stream()
                                .filter(id -> deployment.original().stream()
                                        .noneMatch(app -> app.id().equals(id)))
                                .toList(),
                        true)
                .thenApply(Optional::of);
    }

    @Override
    public boolean resetDelay(String appId) {
        return queue().stream().anyMatch(queued -> queued.app().id().equals(appId));
    }
}
