# What the tasks of an app run: a process that writes down, on its own node, that it lives. Its command line is
#     env PARTITA_TASKS=HOME sh HOME/task.sh BEAT MODE [ARGUMENT...]
# with times in milliseconds. Modes:
#   steady                              runs until it is told to stop
#   serve HEALTHY_AFTER HEALTHY_UNTIL   also answers HTTP on its port, see serve.pl; - is never
#   exit AFTER STATUS                   ends by itself
#   fork AFTER STATUS                   leaves a process behind that is no child of anybody's, and ends by itself
# It appends to HOME/ledger/TASK. What proves that a line is whole is the dot at its end:
#   start UPTIME PID BOOT APP VERSION PORT .
#   beat UPTIME PID .          every BEAT
#   stop UPTIME PID SIGNAL .   told to stop
#   exit UPTIME PID STATUS .   ended by itself
# UPTIME is that of /proc/uptime: it goes on evenly, whatever is done to the node's calendar. A line that cannot be written
# is lost, and the task goes on: what it is there for is to run.
set -u
beat=$1 mode=$2
shift 2
id=${MESOS_TASK_ID:-${MESOS_EXECUTOR_ID:-}}
case $id in
'' | .* | */*)
    echo "no task: MESOS_TASK_ID is '$id'" >&2
    exit 64
    ;;
esac
ledger=$PARTITA_TASKS/ledger/$id
read -r boot </proc/sys/kernel/random/boot_id
about="$boot ${MARATHON_APP_ID:--} ${MARATHON_APP_VERSION:--} ${PORT0:-${PORT:--}}"

# No command here is a process of its own: a beat costs the one that sleeps, and nothing else.
note() {
    read -r now _ </proc/uptime
    { echo "$1 $now $$${2:+ $2} ." >>"$ledger"; } 2>/dev/null
}

# In the background, because a shell that waits takes notice of signals at once, and one that runs a command only afterwards.
pause() {
    fraction=$((1000 + $1 % 1000))
    PARTITA_TASK_PART=pause sleep "$(($1 / 1000)).${fraction#1}" &
    wait "$!"
}

# stay MILLISECONDS: beats for so long, not counting what the beats themselves take.
stay() {
    left=$1
    while [ "$left" -gt "$beat" ]; do
        pause "$beat"
        note beat
        left=$((left - beat))
    done
    pause "$left"
}

[ "$mode" = serve ] && exec perl "$PARTITA_TASKS/serve.pl" "$ledger" "$id" "$about" "$beat" "$@"

for signal in TERM INT HUP QUIT; do
    trap "note stop $signal; exit 143" "$signal"
done
note start "$about"
case $mode in
steady)
    while :; do
        pause "$beat"
        note beat
    done
    ;;
exit)
    stay "$1"
    ;;
fork)
    stay "$1"
    PARTITA_TASK_PART=left setsid sleep 86400 </dev/null >/dev/null 2>&1 &
    ;;
*)
    echo "unknown mode $mode" >&2
    exit 64
    ;;
esac
note exit "$2"
exit "$2"
