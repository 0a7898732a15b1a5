# Prints what the ledgers on this node say, one line for each process that has written:
#   process TASK PID BOOT APP VERSION PORT START LAST END HOW
# Times are uptimes; LAST is that of the last line. END and HOW (a signal, or a status) are - while it has not ended itself.
# The line "spoilt N" counts lines that mean nothing. Argument: HOME.
set -u
[ -d "$1/ledger" ] || { echo "no ledger: $1/ledger is missing" >&2; exit 1; }
set -- "$1"/ledger/*
[ -e "$1" ] || set -- /dev/null
awk '
function tell(run) { print "process", task[run], pid[run], about[run], began[run], last[run], end[run], how[run] }
FNR == 1 { name = FILENAME; sub(/.*\//, "", name) }
{
    writer = name " " $3
    run = current[writer]
    whole = $NF == "." && $2 ~ /^[0-9]+\.[0-9][0-9]$/ && $3 ~ /^[0-9]+$/
}
whole && $1 == "start" && NF == 8 {
    # A number that is used again is another process.
    run = current[writer] = ++runs
    task[run] = name; pid[run] = $3; about[run] = $4 " " $5 " " $6 " " $7
    began[run] = last[run] = $2
    end[run] = how[run] = "-"
    next
}
whole && run && $1 == "beat" && NF == 4 { last[run] = $2; next }
whole && run && ($1 == "stop" || $1 == "exit") && NF == 5 { last[run] = end[run] = $2; how[run] = $4; next }
{ spoilt++ }
END {
    for (run = 1; run <= runs; run++) tell(run)
    if (spoilt) print "spoilt", spoilt
}' "$@"
