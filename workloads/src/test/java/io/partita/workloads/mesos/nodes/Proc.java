package io.partita.workloads.mesos.nodes;

/** Builds what listing.sh prints, process by process. */
final class Proc {

    private final StringBuilder environments = new StringBuilder();
    private final StringBuilder commands = new StringBuilder();
    private final StringBuilder stats = new StringBuilder();
    private int pid;

    /** The next lines are about this process. */
    Proc process(int newPid, int parent, long start, char state, String name) {
        pid = newPid;
        stats.append(pid + "/stat:" + pid + " (" + name + ") " + state + " " + parent + " 1".repeat(17) + " " + start
                + " 4096 200\n\0");
        return this;
    }

    /** A running process of a task of the app /web. */
    Proc task(int newPid, int parent, long start, String task) {
        return process(newPid, parent, start, 'S', "sh")
                .environment("MARATHON_APP_ID=/web")
                .environment("MESOS_TASK_ID=" + task);
    }

    Proc environment(String variable) {
        environments.append(pid + "/environ:" + variable + "\0");
        return this;
    }

    Proc arguments(String... words) {
        for (String word : words) {
            commands.append(pid + "/cmdline:" + word + "\0");
        }
        return this;
    }

    NodeTasks.OnNode read() {
        return ProcessTable.parse(text()).tasks();
    }

    String text() {
        return environments.toString() + commands + stats;
    }
}
