# Runs one server and starts it again whenever it ends. Arguments: NAME DELAY PROGRAM ARGUMENT...
# DELAY is the pause before the next start in seconds, or none: then this ends with the server's own status.
# SIGTERM is for the whole process group: the server ends, and this after it, with the server's own status.
# The server's process id is in the file server.pid of the current directory; what happened when goes to standard output.
set -u
name=$1 delay=$2
shift 2

note() {
    printf '%s supervisor: %s\n' "$(date -u +%Y-%m-%dT%H:%M:%S.%3NZ)" "$*"
}

ending=
trap 'ending=1' TERM
end_if_asked() {
    [ -z "$ending" ] || { note "$name ended with status $1, asked to by SIGTERM"; exit "$1"; }
}

status=0
while :; do
    end_if_asked "$status"
    "$@" &
    server=$!
    echo "$server" >server.pid.new && mv server.pid.new server.pid
    note "$name runs as process $server"
    wait "$server"
    status=$?
    # What SIGTERM cut short was the wait and not the server.
    while [ -n "$ending" ] && kill -0 "$server" 2>/dev/null; do
        wait "$server"
        status=$?
    done
    end_if_asked "$status"
    if [ "$delay" = none ]; then
        note "$name ended with status $status"
        exit "$status"
    fi
    note "$name ended with status $status, is started again in $delay s"
    sleep "$delay"
done
