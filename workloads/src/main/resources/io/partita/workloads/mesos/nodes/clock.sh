# Prints the uptime, the id of the kernel's boot, and when process 1 began, in ticks: a container that is started anew keeps
# the kernel, and often its uptime. Without any other program, so that the answer is as fresh as can be; the uptime last.
read -r boot </proc/sys/kernel/random/boot_id
read -r stat </proc/1/stat
set -- ${stat##*) }
shift 19
read -r up _ </proc/uptime
echo "$up $boot $1"
