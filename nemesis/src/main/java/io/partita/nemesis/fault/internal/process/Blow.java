package io.partita.nemesis.fault.internal.process;

import io.partita.nemesis.fault.internal.shared.Processes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.system.Crashable;
import io.partita.provisioning.system.HasProcess;
import io.partita.provisioning.system.Killable;
import io.partita.provisioning.system.Pausable;
import io.partita.provisioning.system.ProcessState;
import io.partita.provisioning.system.ServerGroup;
import io.partita.provisioning.system.Stoppable;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What is done to processes. */
enum Blow {
    /** They end, and whoever would start them again ends too: they stay dead until the fault is recovered. */
    KILL("kill", "be killed", "SIGKILL to %s; started again to recover."),
    /** They are asked to end, and whoever would start them again ends too; they are killed if they do not listen. */
    STOP(
            "stop",
            "be stopped",
            "SIGTERM to %s and to whoever would start them again, SIGKILL after ten seconds; started again to recover."),
    /** They end and are started again at once. */
    RESTART("restart", "be killed and started again", "SIGKILL to %s, started again at once."),
    /** They stand still until they are continued. */
    PAUSE("pause", "be paused", "SIGSTOP to %s; SIGCONT to recover."),
    /** Servers end and their supervisors do not, so they may be back before the fault is recovered. */
    CRASH("crash", "crash", "SIGKILL to %s but not to the supervisor, which starts it again."),
    /** They are killed again and again, and started again whenever nobody else does it. */
    CRASH_LOOP(
            "crash-loop",
            "be killed by a command",
            "SIGKILL to %s again and again; in between their supervisor starts them, or the fault does.");

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
     * @param strike deals the blow; says how the processes ended if that can be told, else nothing
     * @param revive undoes it; changes nothing where there is nothing to undo
     * @param state reads from the node's kernel
     */
    record Verbs(Function<Remote, String> strike, Consumer<Remote> revive, Function<Remote, ProcessState> state) {
        private static Verbs of(
                Consumer<Remote> strike, Consumer<Remote> revive, Function<Remote, ProcessState> state) {
            return new Verbs(
                    node -> {
                        strike.accept(node);
                        return "";
                    },
                    revive,
                    state);
        }
    }

    /** The verbs of {@code processes} for this blow, if they have them. */
    Optional<Verbs> verbs(Processes processes) {
        Optional<Killable> killable = processes.as(Killable.class);
        return switch (this) {
            case KILL -> killable.map(all -> Verbs.of(all::kill, all::start, all::state));
            case STOP ->
                processes
                        .as(Stoppable.class)
                        .flatMap(all -> killable.map(again -> new Verbs(all::stop, again::start, again::state)));
            case RESTART ->
                processes
                        .as(HasProcess.class)
                        .flatMap(known -> killable)
                        .map(all -> Verbs.of(node -> restart(all, node), all::start, all::state));
            case PAUSE -> processes.as(Pausable.class).map(all -> Verbs.of(all::pause, all::resume, all::state));
            case CRASH ->
                processes
                        .as(ServerGroup.class)
                        .map(group -> Verbs.of(group::crash, node -> startNow(group, node), group::state));
            case CRASH_LOOP ->
                processes
                        .as(HasProcess.class)
                        .flatMap(known -> processes.as(Crashable.class))
                        .flatMap(known -> killable)
                        .map(all -> Verbs.of(all::kill, all::start, all::state));
        };
    }

    /**
     * Whether a process in this state has been struck.
     *
     * @param another whether it is another process than before the blow
     */
    boolean shows(ProcessState state, boolean another) {
        return switch (this) {
            case KILL, STOP -> state == ProcessState.DEAD;
            case RESTART -> state == ProcessState.RUNNING && another;
            case PAUSE -> state == ProcessState.PAUSED;
            case CRASH, CRASH_LOOP -> state == ProcessState.DEAD || another;
        };
    }

    /** Whether the state alone does not say that they were struck: a process that came back looks like one that never went. */
    boolean needsIdentity() {
        return this == RESTART || this == CRASH || this == CRASH_LOOP;
    }

    private static void restart(Killable processes, Remote node) {
        processes.kill(node);
        processes.start(node);
    }

    /** A supervisor may wait for longer than a fault lasts: it is ended with what it waits for, and both begin anew. */
    private static void startNow(ServerGroup group, Remote node) {
        if (group.state(node) == ProcessState.DEAD) {
            group.kill(node);
            group.start(node);
        }
    }
}
