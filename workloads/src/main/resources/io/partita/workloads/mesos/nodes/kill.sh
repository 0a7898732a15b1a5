# Kills processes of one task. Arguments: TASK PID:START..., where START is the time in ticks when the process began. Prints
# the numbers of those that it has killed: those whose environment names the task and that began then.
set -u
task=$1
shift
for process in "$@"; do
    pid=${process%:*}
    began=$(sed 's/^.*) //' "/proc/$pid/stat" 2>/dev/null | cut -d ' ' -f 20)
    if [ "$began" = "${process#*:}" ] &&
        grep -qzxF -e "MESOS_TASK_ID=$task" -e "MESOS_EXECUTOR_ID=$task" "/proc/$pid/environ" 2>/dev/null &&
        kill -s KILL "$pid" 2>/dev/null; then
        echo "$pid"
    fi
done
exit 0
