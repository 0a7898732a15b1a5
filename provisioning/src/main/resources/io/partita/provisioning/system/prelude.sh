# What every script for nodes begins with.

# refuse CAUSE NEXT: ends the script because the node does not allow what it is asked.
refuse() {
    printf '%s\n' "$1" "$2" >&2
    exit 9
}

# poll TENTHS COMMAND...: waits until COMMAND succeeds.
poll() {
    left=$(($1 * 10))
    shift
    until "$@"; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || return 1
        sleep 0.01
    done
}
