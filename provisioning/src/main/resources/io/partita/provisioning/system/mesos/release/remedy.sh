# Before an agent starts: removes the link to its last checkpoints if that is the only way for it to start at all. An agent
# that cannot recover what it checkpointed says so, names this remedy, ends, and would do so again at every start.
# Arguments: never|on-failure|always START. START names one start of the supervisor: in one, the remedy is applied once, lest an
# agent that fails otherwise loses its tasks again and again. Runs in the agent's directory.
set -u
mode=$1 start=$2
latest=work/meta/slaves/latest
asks='Failed to perform recovery|To remedy this do as follows|Detected duplicate pid|Incompatible (slave|agent) info detected'

note() {
    printf '%s remedy: %s\n' "$(date -u +%Y-%m-%dT%H:%M:%S.%3NZ)" "$*"
}

# What the last run that ended said: what stands between the last two notes of an end or a remedy.
last_words() {
    awk '/ supervisor: .* ended with status | remedy: removed / { said = now; now = ""; next } { now = now $0 "\n" }
        END { printf "%s", said }' daemon.log 2>/dev/null
}

[ -L "$latest" ] || [ -e "$latest" ] || exit 0
case $mode in
always)
    rm -f "$latest"
    note "removed $latest, as before every start (wipe.meta=always)"
    ;;
on-failure | never)
    [ "$(cat remedied 2>/dev/null)" != "$start" ] || exit 0
    cause=$(last_words | grep -E -m 1 "$asks") || exit 0
    if [ "$mode" = never ]; then
        note "the agent asks for the removal of $latest, and wipe.meta=never leaves it: $cause"
        exit 0
    fi
    echo "$start" >remedied
    rm -f "$latest"
    note "removed $latest, so that the agent starts with a new id. It had said: $cause"
    ;;
esac
