package io.partita.workloads.mesos.nodes;

import io.partita.workloads.mesos.nodes.TaskProcess.Kind;
import io.partita.workloads.mesos.nodes.TaskProcess.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The processes of one node, as listing.sh prints them, and which of them are what. Pure. What cannot be understood, such as
 * a process that ended while it was read, is left out.
 *
 * <p>Belonging to a task is in the environment, which children inherit. Mesos gives the task's environment to its executor,
 * too: a process is none of the task's if it carries the testbed's mark of executors, or runs one of Mesos' own programs, or
 * is the shell that starts one.
 *
 * <p>The main process of a task is the one that has no parent in the task. Several have none when one has made itself a daemon,
 * and then the oldest is it. When the others are gone, too, nothing tells a daemon from a task that has lost its executor:
 * so our own program marks what it leaves behind, and a marked process is never the main one. The pauses between the
 * beats of our program are marked as well, and are not listed: for a moment they outlive a task that was killed.
 */
final class ProcessTable {

    private static final Pattern RECORD = Pattern.compile("(\\d{1,10})/(environ|cmdline|stat):(.*)", Pattern.DOTALL);
    private static final Pattern MESOS_PROGRAM = Pattern.compile("(?:\\S*/)?(?:lt-)?mesos-[a-z-]+");
    private static final Pattern SHELL = Pattern.compile("(?:\\S*/)?(?:sh|bash|dash)");

    /** Fields of /proc/PID/stat behind the program's name, which may hold anything. */
    private static final int STATE = 0;

    private static final int PARENT = 1;
    private static final int START = 19;

    private final Map<Long, Row> tasks;
    private final int zombies;

    /** A process of a task. */
    record Row(String task, String app, String part, long pid, long parent, long start, State state) {

        boolean isPause() {
            return part.equals("pause");
        }
    }

    private ProcessTable(Map<Long, Row> tasks, int zombies) {
        this.tasks = tasks;
        this.zombies = zombies;
    }

    static ProcessTable parse(String listing) {
        Map<Long, Map<String, String>> environments = new HashMap<>();
        Map<Long, List<String>> arguments = new HashMap<>();
        Map<Long, String> stats = new TreeMap<>();
        for (String text : listing.split("\0")) {
            var record = RECORD.matcher(text);
            if (!record.matches()) {
                continue;
            }
            long pid = Long.parseLong(record.group(1));
            String value = record.group(3);
            switch (record.group(2)) {
                case "environ" -> {
                    int equals = value.indexOf('=');
                    if (equals > 0) {
                        environments
                                .computeIfAbsent(pid, each -> new HashMap<>())
                                .putIfAbsent(value.substring(0, equals), value.substring(equals + 1));
                    }
                }
                case "cmdline" ->
                    arguments.computeIfAbsent(pid, each -> new ArrayList<>()).add(value);
                default -> stats.put(pid, value);
            }
        }
        Map<Long, Row> tasks = new TreeMap<>();
        int zombies = 0;
        for (Map.Entry<Long, String> stat : stats.entrySet()) {
            long pid = stat.getKey();
            String[] fields = fields(stat.getValue());
            if (fields.length <= START) {
                continue;
            }
            if (fields[STATE].equals("Z")) {
                zombies++;
                continue;
            }
            Map<String, String> environment = environments.getOrDefault(pid, Map.of());
            String task = environment.getOrDefault("MESOS_TASK_ID", environment.getOrDefault("MESOS_EXECUTOR_ID", ""));
            if (!task.isEmpty() && !isExecutor(environment, arguments.getOrDefault(pid, List.of()))) {
                tasks.put(pid, row(pid, task, environment, fields));
            }
        }
        return new ProcessTable(tasks, zombies);
    }

    private static String[] fields(String stat) {
        String behindName = stat.substring(stat.lastIndexOf(')') + 1).strip();
        return behindName.matches("[A-Za-z]( -?\\d+)+") ? behindName.split(" ") : new String[0];
    }

    private static Row row(long pid, String task, Map<String, String> environment, String[] fields) {
        return new Row(
                task,
                environment.getOrDefault("MARATHON_APP_ID", ""),
                environment.getOrDefault("PARTITA_TASK_PART", ""),
                pid,
                Long.parseLong(fields[PARENT]),
                Long.parseLong(fields[START]),
                fields[STATE].equalsIgnoreCase("T") ? State.STOPPED : State.RUNNING);
    }

    private static boolean isExecutor(Map<String, String> environment, List<String> arguments) {
        if (environment.containsKey("PARTITA_EXECUTOR")) {
            return true;
        }
        if (arguments.isEmpty()) {
            return false;
        }
        String program = arguments.get(0);
        if (SHELL.matcher(program).matches()
                && arguments.size() > 2
                && arguments.get(1).equals("-c")) {
            program = arguments.get(2).strip().split("\\s", 2)[0];
        }
        return MESOS_PROGRAM.matcher(program).matches();
    }

    /** All processes of a task, pauses included, in the order of their numbers. */
    List<Row> of(String task) {
        return tasks.values().stream().filter(row -> row.task().equals(task)).toList();
    }

    NodeTasks.OnNode tasks() {
        Map<String, Row> mains = new HashMap<>();
        for (Row row : tasks.values()) {
            if (isTop(row)) {
                mains.merge(row.task(), row, ProcessTable::older);
            }
        }
        List<TaskProcess> processes = new ArrayList<>();
        for (Row row : tasks.values()) {
            if (!row.isPause()) {
                Row main = mains.get(row.task());
                Kind kind = row.equals(main) ? Kind.MAIN : main == null ? Kind.STRAY : Kind.CHILD;
                processes.add(new TaskProcess(row.task(), row.app(), row.pid(), row.start(), kind, row.state()));
            }
        }
        return new NodeTasks.OnNode(processes, zombies);
    }

    private boolean isTop(Row row) {
        Row parent = tasks.get(row.parent());
        return row.part().isEmpty() && (parent == null || !parent.task().equals(row.task()));
    }

    private static Row older(Row one, Row other) {
        return Comparator.comparingLong(Row::start).thenComparingLong(Row::pid).compare(one, other) <= 0 ? one : other;
    }
}
