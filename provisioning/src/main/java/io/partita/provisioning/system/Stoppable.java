package io.partita.provisioning.system;

import io.partita.provisioning.remote.Remote;

/** A system whose processes can be asked to end, so that they may say goodbye to each other and tidy up. */
public interface Stoppable {

    /**
     * Sends SIGTERM to the system's processes on {@code node} and to whoever would start them again, and returns once they
     * have ended; those that have not within ten seconds are killed. Does nothing if none runs. A system that is started
     * again before all have ended, because somebody was interrupted in between, starts as if they had.
     *
     * @return how they ended, as far as that can be told: {@code terminated} if SIGTERM was enough, {@code killed} if it was
     *     not, then the last words of a supervisor if there is one; {@code idle} if none ran
     */
    String stop(Remote node);
}
