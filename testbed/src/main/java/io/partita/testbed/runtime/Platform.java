package io.partita.testbed.runtime;

import java.nio.file.Path;
import java.time.Duration;

/** Everything that one process gets from the outside world. */
public interface Platform {

    Loop loop();

    Log log();

    /** Messages, to and from this process's address. */
    Messenger messenger();

    HttpCalls http();

    /** Begins a session with the ensemble; each call makes one of its own. */
    ZooKeeper zooKeeper(Duration sessionTimeout);

    /** A directory that outlives the process. */
    Path workDirectory();

    /**
     * Ends the process at once, as a program does that cannot go on: nothing of it runs after this.
     *
     * @param status its exit status; above 128, death by signal {@code status - 128}
     * @param why the last line of the log
     */
    void exit(int status, String why);
}
