# Prints the uptime, the boot id, and when process 1 began, in ticks: a container that is started anew may keep
# its boot id, and often its uptime. Without any other program, so that the answer is as fresh as can be; the uptime last.
read -r boot </proc/sys/kernel/random/boot_id
read -r stat </proc/1/stat
set -- ${stat##*) }
shift 19
read -r up _ </proc/uptime
echo "$up $boot $1"
