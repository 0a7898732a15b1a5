package io.partita.nemesis.fault.internal;

import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.Killable;
import io.partita.provisioning.system.Pausable;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.ServerGroup;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What is done to processes. */
enum Blow {
    /** They end, and whoever would start them again ends too: they stay dead until the fault is recovered. */
    KILL("kill", "be killed", "SIGKILL to %s; started again to recover."),
    /** They stand still until they are continued. */
    PAUSE("pause", "be paused", "SIGSTOP to %s; SIGCONT to recover."),
    /** Servers end and their supervisors do not, so they may be back before the fault is recovered. */
    CRASH("crash", "crash", "SIGKILL to %s but not to the supervisor, which starts it again.");

    private final String verb;
    private final String passive;
    private final String sentence;

    Blow(String verb, String passive, String sentence) {
        this.verb = verb;
        this.passive = passive;
        this.sentence = sentence;
    }

    /** The first word of a fault's name. */
    String verb() {
        return verb;
    }

    /** What must be possible, after "can". */
    String passive() {
        return passive;
    }

    /** One sentence that says what is done to {@code whom}. */
    String sentence(String whom) {
        return sentence.formatted(whom);
    }

    /**
     * How to strike processes, bring them back, and look at them.
     *
     * @param strike deals the blow
     * @param revive undoes it; changes nothing where there is nothing to undo
     * @param state reads from the node's kernel
     */
    record Verbs(Consumer<Remote> strike, Consumer<Remote> revive, Function<Remote, ProcessState> state) {}

    /** The verbs of {@code processes} for this blow, if they have them. */
    Optional<Verbs> verbs(Processes processes) {
        return switch (this) {
            case KILL -> processes.as(Killable.class).map(all -> new Verbs(all::kill, all::start, all::state));
            case PAUSE -> processes.as(Pausable.class).map(all -> new Verbs(all::pause, all::resume, all::state));
            case CRASH ->
                processes
                        .as(ServerGroup.class)
                        .map(group -> new Verbs(group::crash, node -> startNow(group, node), group::state));
        };
    }

    /**
     * Whether a process in this state has been struck.
     *
     * @param another whether it is another process than before the blow
     */
    boolean shows(ProcessState state, boolean another) {
        return switch (this) {
            case KILL -> state == ProcessState.DEAD;
            case PAUSE -> state == ProcessState.PAUSED;
            case CRASH -> state == ProcessState.DEAD || another;
        };
    }

    /** A supervisor may wait for longer than a fault lasts: it is ended with what it waits for, and both begin anew. */
    private static void startNow(ServerGroup group, Remote node) {
        if (group.state(node) == ProcessState.DEAD) {
            group.kill(node);
            group.start(node);
        }
    }
}
