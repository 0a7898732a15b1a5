# Does to the disk of one container, from the machine that carries it, what happens to disks: it gets slow, or can only be
# read. Arguments: VERB MOUNT DIRECTORY NAME [more]. MOUNT is where the disk is mounted on this machine, DIRECTORY where
# the container has it. Every verb may be said twice. Exit status 9: standard error holds the cause and the next step.
set -u
verb=$1 mount=$2 directory=$3 name=$4
shift 4
root=/sys/fs/cgroup

refuse() {
    printf '%s\n' "$1" "$2" >&2
    exit 9
}

# The number of the device that holds the disk, as control groups want it.
device() {
    awk -v mount="$mount" '$5 == mount { print $3; exit }' /proc/self/mountinfo
}

# The container's first process: its number on this machine.
first() {
    for file in $(grep -lsE "/lxc\.payload\.$name(/|\$)" /proc/[0-9]*/cgroup); do
        each=${file#/proc/} each=${each%/cgroup}
        ! grep -qsE '^NSpid:.*[[:space:]]1$' "/proc/$each/status" || { echo "$each"; return; }
    done
}

# file CONTROLLER NAME: the container's control group file of that name, of version 1 else of version 2.
file() {
    for each in "$root/$1" "$root" "$root/unified"; do
        [ ! -f "$each/lxc.payload.$name/$2" ] || { echo "$each/lxc.payload.$name/$2"; return; }
    done
    return 1
}

# How many mounts lie on one another where the container has its disk; above the first are ours.
layers() {
    awk -v directory="$directory" '$5 == directory' "/proc/$pid/mountinfo" | wc -l
}

# With the container's processes too: umount looks for itself in /proc.
in_container() {
    nsenter --target "$pid" --mount --pid -- "$@"
}

disk=$(device)
[ -n "$disk" ] || refuse "$name has no disk of its own" "bring the cluster up with disks: a run with a fault of disks does"

case $verb in
able) # speed|readonly
    case $1 in
    speed) file blkio blkio.throttle.write_bps_device >/dev/null || file io io.max >/dev/null ||
        refuse "this machine has no control groups for the disk of $name" "mount them below $root" ;;
    readonly) command -v nsenter >/dev/null || refuse "nsenter is not installed" "apt-get install util-linux" ;;
    esac
    ;;
speed) # BYTES a second, or none
    if limit=$(file blkio blkio.throttle.write_bps_device); then
        case $1 in none) echo "$disk 0" ;; *) echo "$disk $1" ;; esac >"$limit"
    else
        limit=$(file io io.max) && case $1 in none) echo "$disk wbps=max" ;; *) echo "$disk wbps=$1" ;; esac >"$limit"
    fi || refuse "the speed of the disk of $name cannot be set to $1" "look at $limit"
    ;;
speed-state) # BYTES a second, or none
    if limit=$(file blkio blkio.throttle.write_bps_device); then
        speed=$(awk -v disk="$disk" '$1 == disk { print $2 }' "$limit")
    else
        limit=$(file io io.max) || refuse "$name has no control group for its disk" "start it"
        speed=$(sed -n "s/^$disk .*wbps=\\([0-9]*\\).*/\\1/p" "$limit")
    fi
    echo "${speed:-none}"
    ;;
readonly) # lays the disk over itself, read-only: who opens a file there from now on cannot write
    pid=$(first)
    [ -n "$pid" ] || refuse "$name does not run" "start it"
    if [ "$(layers)" -lt 2 ]; then
        in_container mount --bind "$directory" "$directory" ||
            refuse "$directory in $name cannot be laid over itself" "look at /proc/$pid/mountinfo"
    fi
    in_container mount -o remount,bind,ro,nosuid,nodev "$directory" ||
        refuse "$directory in $name cannot be made read-only" "look at /proc/$pid/mountinfo"
    ;;
writable) # takes the layer away; who works in it can write again, for it stays theirs until they leave
    pid=$(first)
    [ -n "$pid" ] || exit 0
    while [ "$(layers)" -gt 1 ]; do
        in_container mount -o remount,bind,rw,nosuid,nodev "$directory" && in_container umount --lazy "$directory" ||
            refuse "the read-only layer over $directory in $name cannot be removed" "look at /proc/$pid/mountinfo"
    done
    ;;
layers) # how many lie on one another
    pid=$(first)
    [ -n "$pid" ] || refuse "$name does not run" "start it"
    layers
    ;;
*)
    echo "unknown verb $verb" >&2
    exit 64
    ;;
esac
