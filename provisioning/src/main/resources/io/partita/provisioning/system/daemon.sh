# Drives one daemon on this node. Arguments: VERB DIRECTORY [more]. A daemon lives in a directory of its own:
#   .partita    proof that the directory is ours to delete
#   pid         process id, which is also the process group and session
#   daemon.log  standard output and standard error
#   stopping    there while the daemon has been asked to end and may not have: it is killed before it is started again
# Every process of the daemon carries PARTITA_DAEMON=DIRECTORY in its environment: that, and not the number in the pid
# file, says whether a process is ours. Exit status 9: standard error holds the cause and the next step. What is used here
# and not defined here is in prelude.sh.
set -u
verb=$1 dir=$2
shift 2
tag="PARTITA_DAEMON=$dir"

# A process that exits has no environment any more, so it is not ours, though it may hold its ports and files for a while.
is_ours() {
    grep -qzxF -- "$tag" "/proc/$1/environ" 2>/dev/null
}

running() {
    pid=$(cat "$dir/pid" 2>/dev/null) && [ -n "$pid" ] && is_ours "$pid"
}

# stat_field N PID: the N-th field of /proc/PID/stat behind the name, which may hold blanks: 1 state, 20 start time.
stat_field() {
    sed 's/^.*) //' "/proc/$2/stat" 2>/dev/null | cut -d ' ' -f "$1"
}

state_letter() {
    stat_field 1 "$1"
}

listens() {
    grep -qE "^ *[0-9]+: [0-9A-F]+:$(printf '%04X' "$1") [0-9A-F]+:0000 0A" /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

# Whether process $pid that began at $began holds nothing any more: reaped, its number used again, or a zombie whose
# threads have all ended. Only then are its ports free and its files closed.
gone() {
    [ "$(stat_field 20 "$pid")" = "$began" ] || return 0
    case $(state_letter "$pid") in Z | X) ;; *) return 1 ;; esac
    [ "$(ls "/proc/$pid/task" 2>/dev/null | wc -l)" -le 1 ]
}

# end COMMAND...: kills process $pid by COMMAND and returns once it is gone.
end() {
    began=$(stat_field 20 "$pid")
    [ -n "$began" ] || return 0
    "$@" 2>/dev/null
    poll 100 gone || refuse "process $pid survives SIGKILL" "look at /proc/$pid/status: a hanging disk?"
    rm -f "/dev/shm/faketime_shm_$pid" "/dev/shm/sem.faketime_sem_$pid" # which a killed process leaves
}

# Whether no process of the group $pid holds anything any more, as in gone: its children live a little longer than itself.
group_gone() {
    ! cat /proc/[0-9]*/stat 2>/dev/null | sed 's/^.*) //' | awk -v group="$pid" '
        $3 == group && !($1 ~ /[ZX]/ && $18 <= 1) { held = 1 } END { exit !held }'
}

# Whether the group $pid is gone although it was asked to only: asks again, since who was just being started heard nothing.
went() {
    group_gone && return 0
    kill -s TERM -- "-$pid" 2>/dev/null
    sleep 0.1
    group_gone
}

kill_group() {
    end kill -s KILL -- "-$pid"
    poll 100 group_gone || refuse "a process of group $pid survives SIGKILL" "look for it: ps -o pid,stat,args -g $pid"
}

stopped() {
    ! is_ours "$pid" || case $(state_letter "$pid") in T | t) ;; *) return 1 ;; esac
}

continued() {
    ! stopped || ! is_ours "$pid"
}

# program WORD...: the program of a command line, which may begin with env and settings.
program() {
    for word; do
        case $word in env | *=*) ;; *) break ;; esac
    done
    echo "$word"
}

clock_library() {
    for file in /usr/lib/*/faketime/libfaketimeMT.so.1 /usr/lib*/faketime/libfaketimeMT.so.1; do
        [ ! -e "$file" ] || return 0
    done
    return 1
}

has_clock() {
    case " $* " in *" LD_PRELOAD="*faketime*) ;; *) return 1 ;; esac
}

case $verb in
prepare) # MEGABYTES: a fresh directory with that much room
    if [ -e "$dir" ] && [ ! -e "$dir/.partita" ]; then
        refuse "$dir exists and was not made by partita" "move it away, or choose another directory"
    fi
    mkdir -p "$dir" && : >"$dir/.partita" ||
        refuse "cannot create $dir as $(id -un)" "log in as a user who may, or choose another directory"
    free=$(df -Pm "$dir" | awk 'NR == 2 { print $4 }')
    [ "$free" -ge "$1" ] || refuse "only $free MB free below $dir, $1 MB needed" "free some disk space"
    ;;
start | revive) # PORTS PROGRAM ARGUMENT...: PORTS are those that must be free, with commas; revive also continues
    if [ -e "$dir/stopping" ]; then
        ! running || kill_group
        rm -f "$dir/stopping"
    fi
    if running; then
        [ "$verb" = start ] && exit 0
        kill -s CONT -- "-$pid"
        poll 50 continued || refuse "process $pid is not continued by SIGCONT" "look at /proc/$pid/status"
        exit 0
    fi
    ports=$1
    shift
    [ -e "$dir/.partita" ] || refuse "not installed: $dir is missing" "install it first"
    program=$(program "$@")
    command -v "$program" >/dev/null ||
        refuse "no $program on this node" "install it (Debian: apt-get install openjdk-17-jre-headless)"
    if has_clock "$@" && ! clock_library; then
        refuse "no libfaketime on this node, by which $program is to have a clock of its own" \
            "install it (Debian: apt-get install libfaketime)"
    fi
    for port in $(echo "$ports" | tr , ' '); do
        listens "$port" && refuse "port $port is already in use" \
            "stop what listens there (ss -ltnp sport = :$port), or choose another port"
    done
    rm -f "$dir/pid"
    cd "$dir" || exit 1
    # What libfaketime left of a killed process with the same number would keep this one from starting.
    PARTITA_DAEMON=$dir setsid sh -c '
        rm -f "/dev/shm/faketime_shm_$$" "/dev/shm/sem.faketime_sem_$$"
        echo $$ >pid.new && mv pid.new pid && exec "$@"' sh "$@" \
        </dev/null >>daemon.log 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &
    poll 50 running || refuse "did not start: $(tail -n 3 "$dir/daemon.log" | tr '\n' ' ')" "look at $dir/daemon.log"
    ;;
kill)
    running || exit 0
    kill_group
    ;;
stop) # prints how it ended, and the last words of a supervisor
    running || { echo idle; exit 0; }
    : >"$dir/stopping"
    if poll 10 went; then echo terminated; else
        kill_group
        echo killed
    fi
    rm -f "$dir/stopping"
    tail -n 1 "$dir/daemon.log" 2>/dev/null | sed -n 's/.* supervisor: //p'
    ;;
pause)
    running || exit 0
    kill -s STOP -- "-$pid"
    poll 50 stopped || refuse "process $pid is not stopped by SIGSTOP" "look at /proc/$pid/status"
    ;;
resume)
    running || exit 0
    kill -s CONT -- "-$pid"
    poll 50 continued || refuse "process $pid is not continued by SIGCONT" "look at /proc/$pid/status"
    ;;
state)
    if running; then state_letter "$pid"; else echo X; fi
    ;;
process) # number and start time of the main process, nothing if there is none
    if running; then echo "$pid/$(stat_field 20 "$pid")"; fi
    ;;
tail) # LINES
    tail -n "$1" "$dir/daemon.log" 2>/dev/null || :
    ;;
remove)
    # By mark and not by pid file, and again until none is left: nothing survives a half-done start or a late fork.
    # (grep's exit status says nothing here: some process is always gone before it is read.)
    while environ=$(grep -lzxF -- "$tag" /proc/[0-9]*/environ 2>/dev/null) || :; [ -n "$environ" ]; do
        for file in $environ; do
            pid=${file#/proc/} pid=${pid%/environ}
            end kill -s KILL "$pid"
        done
    done
    [ -e "$dir" ] || exit 0
    [ -e "$dir/.partita" ] || refuse "$dir was not made by partita" "move it away, or choose another directory"
    # The proof goes last: an interrupted removal can be repeated.
    find "$dir" -mindepth 1 -maxdepth 1 ! -name .partita -exec rm -rf {} + && rm -rf "$dir"
    ;;
*)
    echo "unknown verb $verb" >&2
    exit 64
    ;;
esac
