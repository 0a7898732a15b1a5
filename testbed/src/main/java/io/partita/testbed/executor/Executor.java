package io.partita.testbed.executor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Runs one task for an agent, and outlives it.
 *
 * <ul>
 *   <li>WAITING: not registered with an agent yet; registering starts the task: RUNNING, or ENDED if it cannot be started.
 *   <li>RUNNING: a kill request, a shutdown, or being without an agent for too long: KILLING. The task's end: ENDED.
 *   <li>KILLING: SIGTERM was sent, SIGKILL follows after the grace period. The task's end: ENDED.
 *   <li>ENDED: leaves when the agent has acknowledged all updates and the time to linger is over; without acknowledgement
 *       when it was told to shut down, or is without an agent for too long.
 * </ul>
 *
 * Every update is kept until the agent, which writes it down first, acknowledges it; whoever connects gets all of them.
 */
public final class Executor implements AgentConnection.Listener {

    private enum State {
        WAITING,
        RUNNING,
        KILLING,
        ENDED
    }

    /** The agent that started it is there: it itself sees to it that nobody waits too long. */
    private static final Duration FIRST = Duration.ofMinutes(1);

    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;

    private final ExecutorSpec spec;
    private final Events events = new Events();
    private final TaskProcess task;
    private final AgentConnection connection;
    private final Map<Integer, String> unacknowledged = new LinkedHashMap<>();
    private State state = State.WAITING;
    /** Null while there is none. */
    private AgentConnection.Line agent;

    private int updates;
    private int attendance;
    private boolean lingered;
    private boolean shutDown;

    private Executor(ExecutorSpec spec, Path runDirectory) {
        this.spec = spec;
        this.task = new TaskProcess(spec);
        this.connection = new AgentConnection(
                ExecutorSpec.addressFile(runDirectory), spec.retry().toMillis(), this);
    }

    /** Takes the run's directory as its only argument. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path runDirectory = Path.of(arguments[0]);
        Executor executor = new Executor(ExecutorSpec.read(runDirectory), runDirectory);
        executor.awaitAgent(executor.spec.recovery().compareTo(FIRST) > 0 ? executor.spec.recovery() : FIRST);
        executor.connection.start();
        executor.events.run();
    }

    @Override
    public void connected(AgentConnection.Line line) {
        events.add(() -> {
            agent = line;
            tell(Wire.line(
                    Wire.REGISTER,
                    spec.container(),
                    Long.toString(ProcessHandle.current().pid())));
            unacknowledged.values().forEach(this::tell);
        });
    }

    @Override
    public void received(String[] fields) {
        events.add(() -> {
            switch (fields[0]) {
                case Wire.REGISTERED -> registered();
                case Wire.ACKNOWLEDGE -> {
                    unacknowledged.remove(Integer.valueOf(fields[1]));
                    leaveIfDone();
                }
                case Wire.KILL -> kill(Duration.ofMillis(Long.parseLong(fields[1])));
                case Wire.SHUTDOWN -> shutDown();
                default -> say("The agent said what is not understood: " + fields[0]);
            }
        });
    }

    @Override
    public void disconnected() {
        events.add(() -> {
            agent = null;
            awaitAgent(spec.recovery());
        });
    }

    /** Only an agent that answers is one: another program may listen where the agent was. */
    private void registered() {
        attendance++;
        say("Registered executor of container " + spec.container());
        if (state == State.WAITING && !shutDown) {
            launch();
        }
    }

    private void awaitAgent(Duration limit) {
        int mine = ++attendance;
        events.after(limit, () -> {
            if (mine == attendance) {
                say("No agent for " + limit + ": shutting down");
                shutDown();
            }
        });
    }

    private void launch() {
        say("Starting task " + spec.taskId());
        if (spec.starting()) {
            update("TASK_STARTING", "");
        }
        try {
            task.start(status -> events.add(() -> ended(status)));
        } catch (IOException e) {
            state = State.ENDED;
            update("TASK_FAILED", "Failed to start the command: " + e.getMessage());
            linger();
            return;
        }
        state = State.RUNNING;
        say("Forked command at " + task.pid());
        update("TASK_RUNNING", "");
    }

    private void kill(Duration grace) {
        if (state != State.RUNNING) {
            return;
        }
        state = State.KILLING;
        say("Sending SIGTERM to process tree at pid " + task.pid());
        task.signal(false);
        events.after(grace, () -> {
            if (state == State.KILLING) {
                say("Process " + task.pid() + " did not terminate after " + grace + ", sending SIGKILL");
                task.signal(true);
            }
        });
    }

    private void shutDown() {
        shutDown = true;
        if (state == State.WAITING) {
            leave();
        }
        kill(spec.grace());
        leaveIfDone();
    }

    private void ended(int status) {
        int left = task.cleanUp();
        if (left > 0) {
            tell(Wire.line(Wire.LEFT, Integer.toString(left)));
        }
        String message = outcome(status);
        say(message + " (pid: " + task.pid() + ")");
        boolean killed = state == State.KILLING;
        state = State.ENDED;
        update(killed ? "TASK_KILLED" : status == 0 ? "TASK_FINISHED" : "TASK_FAILED", message);
        linger();
    }

    /** A shell ends with 128 and the signal's number, too: only a signal of our own is known to be one. */
    private String outcome(int status) {
        if (state == State.KILLING && status == 128 + SIGTERM) {
            return "Command terminated with signal Terminated";
        }
        if (state == State.KILLING && status == 128 + SIGKILL) {
            return "Command terminated with signal Killed";
        }
        return "Command exited with status " + status;
    }

    private void linger() {
        events.after(spec.linger(), () -> {
            lingered = true;
            leaveIfDone();
        });
    }

    private void leaveIfDone() {
        if (state == State.ENDED && lingered && (unacknowledged.isEmpty() || shutDown)) {
            leave();
        }
    }

    private static void leave() {
        // halt: there is nothing to be tidied up, and hooks would only cost time.
        Runtime.getRuntime().halt(0);
    }

    private void update(String taskState, String message) {
        int number = ++updates;
        String line = Wire.line(
                Wire.UPDATE,
                Integer.toString(number),
                taskState,
                Double.toString(System.currentTimeMillis() / 1000.0),
                message);
        unacknowledged.put(number, line);
        tell(line);
    }

    private void tell(String line) {
        if (agent != null) {
            agent.say(line);
        }
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
