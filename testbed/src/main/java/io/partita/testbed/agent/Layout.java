package io.partita.testbed.agent;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where an agent keeps what. {@code meta} holds what a restarted agent needs:
 *
 * <pre>
 * meta/boot_id
 * meta/slaves/latest -> ID
 * meta/slaves/ID/slave.info
 * meta/slaves/ID/frameworks/FRAMEWORK/framework.info
 * meta/slaves/ID/frameworks/FRAMEWORK/executors/TASK/runs/latest -> CONTAINER
 * meta/slaves/ID/frameworks/FRAMEWORK/executors/TASK/runs/CONTAINER/pids/forked.pid, pids/libprocess.pid
 * meta/slaves/ID/frameworks/FRAMEWORK/executors/TASK/runs/CONTAINER/tasks/TASK/task.info, task.updates
 * meta/slaves/ID/frameworks/FRAMEWORK/executors/TASK/runs/CONTAINER/executor.sentinel
 * </pre>
 *
 * An executor has the name of its one task. Sandboxes stand in the same places below the work directory itself.
 */
record Layout(Path workDirectory) {

    Path meta() {
        return workDirectory.resolve("meta");
    }

    Path bootId() {
        return meta().resolve("boot_id");
    }

    Path agents() {
        return meta().resolve("slaves");
    }

    Path latest() {
        return agents().resolve("latest");
    }

    Path agentInfo(String agentId) {
        return agents().resolve(agentId).resolve("slave.info");
    }

    Path frameworks(String agentId) {
        return agents().resolve(agentId).resolve("frameworks");
    }

    Path sandbox(String agentId, String frameworkId, String taskId, String container) {
        return workDirectory
                .resolve("slaves")
                .resolve(agentId)
                .resolve("frameworks")
                .resolve(frameworkId)
                .resolve("executors")
                .resolve(taskId)
                .resolve("runs")
                .resolve(container);
    }

    /** Whether an agent ever had a task. */
    boolean had(String agentId, String frameworkId, String taskId) {
        return Files.exists(
                frameworks(agentId).resolve(frameworkId).resolve("executors").resolve(taskId));
    }

    Run run(String agentId, String frameworkId, String taskId, String container) {
        Path framework = frameworks(agentId).resolve(frameworkId);
        Path runs = framework.resolve("executors").resolve(taskId).resolve("runs");
        return new Run(framework, runs, container, taskId);
    }

    /** The places of one run of one executor. */
    record Run(Path framework, Path runs, String container, String taskId) {

        Path directory() {
            return runs.resolve(container);
        }

        Path frameworkInfo() {
            return framework.resolve("framework.info");
        }

        Path executorInfo() {
            return runs.getParent().resolve("executor.info");
        }

        Path latest() {
            return runs.resolve("latest");
        }

        Path forkedPid() {
            return directory().resolve("pids").resolve("forked.pid");
        }

        Path libprocessPid() {
            return directory().resolve("pids").resolve("libprocess.pid");
        }

        Path taskInfo() {
            return directory().resolve("tasks").resolve(taskId).resolve("task.info");
        }

        Path updates() {
            return directory().resolve("tasks").resolve(taskId).resolve("task.updates");
        }

        Path sentinel() {
            return directory().resolve("executor.sentinel");
        }
    }
}
