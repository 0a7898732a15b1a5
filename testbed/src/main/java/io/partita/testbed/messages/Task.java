package io.partita.testbed.messages;

import java.util.List;

/**
 * A task as an agent or a master knows it.
 *
 * @param state the newest that is known
 * @param statuses those that were forwarded, oldest first
 */
public record Task(TaskInfo info, String frameworkId, TaskState state, List<TaskStatus> statuses) {

    public Task {
        statuses = List.copyOf(statuses);
    }

    public String id() {
        return info.taskId();
    }
}
