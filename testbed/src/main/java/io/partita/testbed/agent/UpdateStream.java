package io.partita.testbed.agent;

import io.partita.testbed.messages.TaskState;
import io.partita.testbed.messages.TaskStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The status updates of one task, in order. One at a time is on its way to the framework: the oldest that was not
 * acknowledged. Nothing comes after a terminal update; the stream is over when that is acknowledged. A value with
 * changes, without any effect on the outside: the same for an agent that lives and for one that reads its log.
 */
final class UpdateStream {

    private final Set<String> known = new HashSet<>();
    private final Deque<TaskStatus> pending = new ArrayDeque<>();
    private boolean ended;
    private boolean over;

    /** Takes an update; false, and nothing changes, if it was there before or comes after a terminal one. */
    boolean add(TaskStatus status) {
        if (ended || !known.add(status.uuid())) {
            return false;
        }
        pending.add(status);
        ended = status.state().isTerminal();
        return true;
    }

    /** The update that is to reach the framework now. */
    Optional<TaskStatus> head() {
        return Optional.ofNullable(pending.peek());
    }

    /** Whether {@code uuid} is that of the head, which then is done. Anything else changes nothing. */
    boolean acknowledge(String uuid) {
        TaskStatus head = pending.peek();
        if (head == null || !head.uuid().equals(uuid)) {
            return false;
        }
        pending.remove();
        over = head.state().isTerminal();
        return true;
    }

    /** Whether the end of the task is known. */
    boolean hasEnded() {
        return ended;
    }

    /** Whether the framework knows the end of the task. */
    boolean isOver() {
        return over;
    }

    /** The newest state that waits to be acknowledged. */
    Optional<TaskState> newest() {
        return Optional.ofNullable(pending.peekLast()).map(TaskStatus::state);
    }
}
