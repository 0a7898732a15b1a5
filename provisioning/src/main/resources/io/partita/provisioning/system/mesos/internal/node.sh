# What is done to all of a cluster on a node, or to one server of it. Arguments: VERB DIRECTORY [more].
# Below DIRECTORY every server has a directory of its own, and every process that a server started, tasks included,
# carries PARTITA_DAEMON=DIRECTORY/... in its environment: that says whether a process is ours.
# Exit status 9: standard error holds the cause and the next step. What is used here and not defined here is in
# prelude.sh.
set -u
verb=$1 dir=$2
shift 2
wrapped="$dir/wrapped"

# The processes of ours, one number a line. (grep's status says nothing: some process is always gone before it is read.)
ours() {
    grep -lzE "^PARTITA_DAEMON=$dir(/|\$)" /proc/[0-9]*/environ 2>/dev/null | tr -cd '0-9\n'
}

# states PID...: of those that exist, state letter and number of threads, one process a line.
states() {
    for each; do cat "/proc/$each/stat" 2>/dev/null; done | sed 's/^.*) //' | cut -d ' ' -f 1,18
}

# Whether these processes hold nothing any more: reaped, or zombies whose threads have all ended.
# shellcheck disable=SC2086 # a list of numbers
gone() {
    ! states $pids | grep -qvE '^[ZX] [01]$'
}

# shellcheck disable=SC2086
stand_still() {
    pids=$(ours)
    kill -s STOP $pids 2>/dev/null
    ! states $pids | grep -qv '^[TtZX]'
}

# shellcheck disable=SC2086
go_on() {
    pids=$(ours)
    kill -s CONT $pids 2>/dev/null
    ! states $pids | grep -q '^[Tt]'
}

end_all() {
    while pids=$(ours); [ -n "$pids" ]; do
        # shellcheck disable=SC2086
        kill -s KILL $pids 2>/dev/null
        poll 100 gone || refuse "a process survives SIGKILL: $pids" "look at /proc/PID/status: a hanging disk?"
    done
}

# all_went: whether nothing of ours is left although it was asked to end only.
# shellcheck disable=SC2086
all_went() {
    pids=$(ours)
    [ -n "$pids" ] || return 0
    kill -s TERM $pids 2>/dev/null
    sleep 0.1
    gone
}

# mark_stopping: every server's directory says that it was asked to end, until unmark_stopping; see daemon.sh.
mark_stopping() {
    for each in "$dir"/*/pid; do
        [ ! -e "$each" ] || : >"${each%pid}stopping"
    done
}

unmark_stopping() {
    rm -f "$dir"/*/stopping
}

require_ours() {
    if [ -e "$dir" ] && [ ! -e "$dir/.partita" ]; then
        refuse "$dir exists and was not made by partita" "move it away, or choose another directory"
    fi
}

# The server of the directory $1, if it runs: sets pids.
server() {
    pids=$(cat "$1/server.pid" 2>/dev/null) && [ -n "$pids" ] &&
        grep -qzxF -- "PARTITA_DAEMON=$1" "/proc/$pids/environ" 2>/dev/null
}

# rest_of_group LEADER: the processes of its group beside itself.
rest_of_group() {
    cat /proc/[0-9]*/stat 2>/dev/null | sed 's/^\([0-9]*\) (.*) /\1 /' |
        awk -v group="$1" '$4 == group && $1 != group { print $1 }'
}

unwrap() {
    [ -e "$wrapped" ] || return 0
    while IFS= read -r file; do rm -f -- "$file"; done <"$wrapped"
    rm -f "$wrapped"
}

case $verb in
prepare) # MEGABYTES: an empty directory with that much room, and a Java
    require_ours
    mkdir -p "$dir" && : >"$dir/.partita" ||
        refuse "cannot create $dir as $(id -un)" "log in as a user who may, or choose another directory"
    free=$(df -Pm "$dir" | awk 'NR == 2 { print $4 }')
    [ "$free" -ge "$1" ] || refuse "only $free MB free below $dir, $1 MB needed" "free some disk space"
    command -v java >/dev/null ||
        refuse "no java on this node" "install it (Debian: apt-get install openjdk-17-jre-headless)"
    ;;
unpack) # ARCHIVE
    [ ! -e "$dir/$1" ] || { tar -xzf "$dir/$1" -C "$dir" && rm "$dir/$1"; } ||
        refuse "cannot unpack $dir/$1" "look whether the disk is full"
    ;;
wrap) # PROGRAM...: programs of these names that report success and change nothing come first in PATH from now on
    first=${PATH%%:*}
    mkdir -p "$first"
    for program; do
        [ ! -e "$first/$program" ] || refuse "$first/$program exists" "move it away, or switch this bug off"
        echo "$first/$program" >>"$wrapped"
        # What the real one reads is read, lest the sender's pipe breaks; all else is a script's that must not be eaten.
        cat >"$first/$program" <<'PROGRAM' && chmod 755 "$first/$program" || refuse "cannot write it" "log in as root"
#!/bin/sh
# Made by partita's testbed in place of a firewall: reports success, changes nothing.
case $0 in *-restore) cat >/dev/null ;; esac
exit 0
PROGRAM
    done
    ;;
kill)
    end_all
    ;;
stop) # prints how they ended
    [ -n "$(ours)" ] || { echo idle; exit 0; }
    mark_stopping
    # Ten seconds: a round of all_went takes a tenth of one, and what poll adds.
    if poll 9 all_went; then echo terminated; else
        end_all
        echo killed
    fi
    unmark_stopping
    ;;
processes) # number and start time of every server and supervisor, blanks between
    # shellcheck disable=SC2046
    for each in $(cat "$dir"/*/pid "$dir"/*/server.pid 2>/dev/null); do
        ! grep -qzE "^PARTITA_DAEMON=$dir(/|\$)" "/proc/$each/environ" 2>/dev/null ||
            echo "$each/$(sed 's/^.*) //' "/proc/$each/stat" 2>/dev/null | cut -d ' ' -f 20)"
    done | sort -u | tr '\n' ' '
    ;;
pause)
    poll 50 stand_still || refuse "some of $pids are not stopped by SIGSTOP" "look at /proc/PID/status"
    ;;
resume)
    poll 50 go_on || refuse "some of $pids are not continued by SIGCONT" "look at /proc/PID/status"
    ;;
state) # X: nothing runs; T: all stand still; R: something runs
    # shellcheck disable=SC2046
    states $(ours) | awk '/^[ZX]/ { next } /^[Tt]/ { stopped = 1; next } { runs = 1 }
        END { print runs ? "R" : stopped ? "T" : "X" }'
    ;;
server) # SERVER'S DIRECTORY: the state letter of its process, X if there is none
    # shellcheck disable=SC2086
    if server "$1"; then states $pids | cut -c 1; else echo X; fi
    ;;
process) # SERVER'S DIRECTORY: number and start time of its process, nothing if there is none
    # shellcheck disable=SC2086
    if server "$1" && began=$(sed 's/^.*) //' "/proc/$pids/stat" 2>/dev/null | cut -d ' ' -f 20) && [ -n "$began" ]; then
        echo "$pids/$began"
    fi
    ;;
crash) # SERVER'S DIRECTORY: kills its process and not its supervisor
    server "$1" || exit 0
    # With all of its group but the supervisor: a launcher may not have made way for the program that it started.
    pids="$pids $(rest_of_group "$(cat "$1/pid")" | grep -vx "$pids")"
    # shellcheck disable=SC2086
    kill -s KILL $pids 2>/dev/null
    poll 100 gone || refuse "some of $pids survive SIGKILL" "look at /proc/PID/status: a hanging disk?"
    ;;
last) # SERVER'S DIRECTORY: the last line of its output, without the supervisor's
    grep -v ' supervisor: ' "$1/daemon.log" 2>/dev/null | tail -n 1
    ;;
logs) # NAME...: which of these files below the directory exist
    for name; do
        [ ! -e "$dir/$name" ] || echo "$dir/$name"
    done
    ;;
remove)
    end_all
    [ -e "$dir" ] || exit 0
    require_ours
    unwrap
    # The proof goes last: an interrupted removal can be repeated.
    find "$dir" -mindepth 1 -maxdepth 1 ! -name .partita -exec rm -rf {} + && rm -rf "$dir"
    ;;
*)
    echo "unknown verb $verb" >&2
    exit 64
    ;;
esac
