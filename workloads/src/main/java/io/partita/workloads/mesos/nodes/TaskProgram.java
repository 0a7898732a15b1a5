package io.partita.workloads.mesos.nodes;

import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.system.NodeScript;
import io.partita.provisioning.system.SystemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The program that tasks of an app run, and its ledger on every node. A task writes down on its own node when it started,
 * at every beat that it lives, and how it ended: {@link TaskLedgers} reads that. Works wherever tasks are processes of the
 * node with its files, and have {@code MESOS_TASK_ID} or {@code MESOS_EXECUTOR_ID} in their environment. Needs sh,
 * coreutils, util-linux, GNU grep, awk and perl (on Debian the package perl-base, which is always there) on the nodes.
 * Everything is below one directory. Immutable.
 *
 * @param home the directory on every node, an absolute path without characters that mean something to a shell
 */
public record TaskProgram(String home) {

    /** How often a task writes that it lives, unless the command says otherwise. */
    public static final Duration BEAT = Duration.ofMillis(500);

    private static final String HOME = "/opt/partita/tasks";
    private static final NodeScript PROGRAMS = NodeScript.beside(TaskProgram.class, "programs.sh");

    public TaskProgram {
        if (!home.matches("/[A-Za-z0-9_./-]+")) {
            throw new IllegalArgumentException(
                    "the directory of tasks must be an absolute path of letters, digits and _ . / -, not " + home);
        }
    }

    /** In the usual place. */
    public static TaskProgram standard() {
        return new TaskProgram(HOME);
    }

    /**
     * Puts the program on every node, whatever stands there of it, and begins an empty ledger.
     *
     * @throws SystemException if a node refuses; has the cause and the next step
     */
    public void install(Nodes nodes) {
        nodes.parallel(remote -> {
            PROGRAMS.run(remote, "prepare", home);
            for (String file : new String[] {"task.sh", "serve.pl"}) {
                String text = NodeScript.beside(TaskProgram.class, file).text();
                remote.write(home + "/" + file, text.getBytes(StandardCharsets.UTF_8), 0644);
            }
            // So that a user who may not see tasks is told before the run, and not by every look at them.
            return ProcessListing.read(remote);
        });
    }

    /**
     * Kills every process on the nodes that runs the program, and whatever those have left behind, by their environment.
     * What started them may start them again.
     *
     * @throws SystemException if one survives
     */
    public void killAll(Nodes nodes) {
        nodes.parallel(remote -> PROGRAMS.run(remote, "kill", home));
    }

    /**
     * Takes the program and its ledger from every node. Tasks that still run go on, unwritten: stop them before, or
     * {@link #killAll} them.
     *
     * @throws SystemException if what stands there is not ours
     */
    public void remove(Nodes nodes) {
        nodes.parallel(remote -> PROGRAMS.run(remote, "remove", home));
    }

    /** The {@code cmd} of an app whose tasks do this and beat every {@link #BEAT}. */
    public String command(TaskMode mode) {
        return command(mode, BEAT);
    }

    /**
     * The {@code cmd} of an app whose tasks do this.
     *
     * @param beat how often they write that they live, at least 10 ms: the resolution of what they know of time
     */
    public String command(TaskMode mode, Duration beat) {
        if (beat.toMillis() < 10) {
            throw new IllegalArgumentException("a task beats every 10 ms at most, not every " + beat);
        }
        // The mark is in the environment before the program begins: all that it starts inherits it.
        return "exec env PARTITA_TASKS=" + home + " sh " + home + "/task.sh " + beat.toMillis() + " " + mode.words();
    }
}
