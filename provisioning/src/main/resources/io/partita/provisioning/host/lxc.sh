# Does to one container, from the machine that carries it, what is done to a machine from outside: its power, its clock
# cycles, its memory. Arguments: VERB CONTAINERS NAME DEVICE ADDRESS [more]. CONTAINERS is the directory that LXC is given
# as its own, DEVICE the machine's end of the container's network device. Every verb may be said twice.
# Exit status 9: standard error holds the cause and the next step.
set -u
verb=$1 containers=$2 name=$3 device=$4 address=$5
shift 5
root=/sys/fs/cgroup

refuse() {
    printf '%s\n' "$1" "$2" >&2
    exit 9
}

# poll TIMES COMMAND...: waits until COMMAND succeeds, a fiftieth of a second after each time.
poll() {
    left=$1
    shift
    until "$@"; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || return 1
        sleep 0.02
    done
}

# stat_fields FIELDS PID: of /proc/PID/stat, behind the name: 1 state, 18 threads, 20 start time.
stat_fields() {
    sed 's/^.*) //' "/proc/$2/stat" 2>/dev/null | cut -d ' ' -f "$1"
}

# The processes in the container, or in LXC's own groups for it; those of which only an exit status is left do not count.
processes() {
    for file in $(grep -lsE "/lxc\.($1)\.$name(/|\$)" /proc/[0-9]*/cgroup); do
        each=${file#/proc/} each=${each%/cgroup}
        case $(stat_fields 1,18 "$each") in '' | 'Z 0' | 'Z 1' | 'X '*) ;; *) echo "$each" ;; esac
    done
}

# The container's first process: its number on this machine.
first() {
    for each in $(processes payload); do
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

# freezer: sets base to the container's group in the hierarchy that can freeze, and knob to the file that does it.
freezer() {
    base=$(file freezer freezer.state) || base=$(file freezer cgroup.freeze) || return 1
    knob=${base##*/} base=${base%/*}
}

# The groups in which some processes of the container, and not all, stand still.
held_groups() {
    ! freezer || find "$base" -depth -type d -name partita-frozen 2>/dev/null
}

# freeze_group GROUP 1|0
freeze_group() {
    case $knob$2 in
    freezer.state1) echo FROZEN ;;
    freezer.state0) echo THAWED ;;
    *) echo "$2" ;;
    esac >"$1/$knob"
}

# group_is GROUP 1|0: whether it stands still, or goes on, altogether.
group_is() {
    case $knob$2 in
    freezer.state1) [ "$(cat "$1/$knob")" = FROZEN ] ;;
    freezer.state0) [ "$(cat "$1/$knob")" = THAWED ] ;;
    *) grep -qx "frozen $2" "$1/cgroup.events" ;;
    esac
}

all_held() {
    for each in $(held_groups); do group_is "$each" 1 || return 1; done
}

# empty_group GROUP: its processes go back to where they were, which is the group above; then it goes.
empty_group() {
    while read -r each; do echo "$each" >"${1%/*}/cgroup.procs"; done <"$1/cgroup.procs" 2>/dev/null
    rmdir "$1" 2>/dev/null
}

# word PID: the process as the container's own programs see it, NUMBER/START.
word() {
    echo "$(awk '/^NSpid:/ { print $3 }' "/proc/$1/status" 2>/dev/null)/$(stat_fields 20 "$1")"
}

# hold PID: moves it into a group of ours below the one that it is in.
hold() {
    ours=$(grep -m 1 -E "${2}/lxc\\.payload\\.$name(/|\$)" "/proc/$1/cgroup") || return 1
    ours=$base${ours#*"lxc.payload.$name"}
    case $ours in */partita-frozen) return 0 ;; esac
    mkdir -p "$ours/partita-frozen" && echo "$1" >"$ours/partita-frozen/cgroup.procs"
}

thaw() {
    for each in $(held_groups); do freezer && freeze_group "$each" 0; done
    ! frozen=$(file freezer freezer.state) || echo THAWED >"$frozen"
    ! frozen=$(file freezer cgroup.freeze) || echo 0 >"$frozen"
}

is_frozen() {
    if frozen=$(file freezer freezer.state); then [ "$(cat "$frozen")" = FROZEN ]; else
        frozen=$(file freezer cgroup.events) && grep -qx 'frozen 1' "$frozen"
    fi
}

is_thawed() {
    ! is_frozen
}

# A frozen process does not even die.
end_all() {
    thaw 2>/dev/null
    left_over=$(processes 'payload|monitor|pivot')
    [ -n "$left_over" ] || return 0
    # shellcheck disable=SC2086 # numbers
    kill -s KILL $left_over 2>/dev/null
    return 1
}

no_groups() {
    find "$root" -mindepth 1 -maxdepth 2 -type d -name "lxc.*.$name" 2>/dev/null | while read -r group; do
        find "$group" -depth -type d -exec rmdir {} + 2>/dev/null
    done
    [ -z "$(find "$root" -mindepth 1 -maxdepth 2 -type d -name "lxc.*.$name" 2>/dev/null)" ]
}

no_device() {
    [ ! -e "/sys/class/net/$device" ] || ip link delete dev "$device" 2>/dev/null || [ ! -e "/sys/class/net/$device" ]
}

greets() {
    # shellcheck disable=SC2016 # for bash
    timeout 2 bash -c 'exec 3<>"/dev/tcp/$0/22" && read -r -t 1 line <&3 && case $line in SSH-*) ;; *) exit 1 ;; esac' \
        "$address" 2>/dev/null
}

# Two that switch the power of one node, a timer and whoever heals, take turns: else one would end what the other starts.
take_turn() {
    ! command -v flock >/dev/null || { exec 9>"$containers/$name/power.lock" && flock 9; }
}

off() {
    poll 500 end_all || refuse "processes of $name survive SIGKILL: $left_over" "look at /proc/PID/status: a hanging disk?"
    poll 500 no_groups || refuse "the control groups of $name cannot be removed" "look for them: find $root -name 'lxc.*.$name'"
    poll 500 no_device || refuse "the network device $device cannot be removed" "ip link show dev $device"
}

case $verb in
off)
    take_turn
    off
    ;;
on) # returns once its SSH server greets
    take_turn
    thaw 2>/dev/null
    if [ -z "$(first)" ]; then
        off
        lxc-start -P "$containers" -n "$name" -d </dev/null >/dev/null 2>&1 9>&- ||
            refuse "$name does not start" "look at $containers/$name/lxc.log"
    fi
    poll 750 greets || refuse "no SSH server greets on $address" "look at $containers/$name/console.log"
    ;;
freeze)
    if frozen=$(file freezer freezer.state); then echo FROZEN >"$frozen"; else
        frozen=$(file freezer cgroup.freeze) && echo 1 >"$frozen"
    fi || refuse "the freezer of $name cannot be used" "look whether this machine mounts one below $root"
    poll 500 is_frozen || refuse "$name does not stand still" "look at $frozen"
    ;;
thaw)
    thaw || refuse "the freezer of $name cannot be used" "look whether this machine mounts one below $root"
    poll 500 is_thawed || refuse "$name does not go on" "look whether a group above it is frozen"
    ;;
hold) # "NUMBER/START ...": these stand still
    freezer || refuse "the freezer of $name cannot be used" "look whether this machine mounts one below $root"
    case $knob in freezer.state) line=':freezer:.*' ;; *) line='^0::.*' ;; esac
    numbers=$(processes payload)
    for wanted in $1; do
        found=
        for number in $numbers; do
            [ "$(word "$number")" != "$wanted" ] || { found=$number; break; }
        done
        [ -n "$found" ] || refuse "$name has no process $wanted" "look whether it was started again"
        hold "$found" "$line" || refuse "process $wanted of $name cannot be moved below $base" "look at /proc/$found/cgroup"
    done
    for ours in $(held_groups); do freeze_group "$ours" 1; done
    poll 500 all_held || refuse "processes of $name do not stand still" "look for $base/*/partita-frozen"
    ;;
release)
    for ours in $(held_groups); do
        freezer
        freeze_group "$ours" 0
        poll 500 group_is "$ours" 0 || refuse "processes of $name do not go on" "look whether a group above $ours is frozen"
        poll 500 empty_group "$ours" || refuse "$ours cannot be removed" "look for processes in it: cat $ours/cgroup.procs"
    done
    ;;
held) # frozen|thawed NUMBER/START TICKS, of each process that is held
    for ours in $(held_groups); do
        freezer
        if group_is "$ours" 1; then state=frozen; else state=thawed; fi
        while read -r number; do
            echo "$state $(word "$number") $(($(stat_fields 12,13 "$number" | tr ' ' '+')))"
        done <"$ours/cgroup.procs"
    done
    ;;
state) # off|frozen|running, then number and start time of the first process, then its cpu time so far in ns
    pid=$(first)
    if [ -z "$pid" ]; then echo off; exit 0; fi
    if is_frozen; then state=frozen; else state=running; fi
    if used=$(file cpuacct cpuacct.usage); then used=$(cat "$used"); else
        used=$(($(sed -n 's/^usage_usec //p' "$(file cpu cpu.stat)") * 1000))
    fi
    echo "$state $pid/$(stat_fields 20 "$pid") $used"
    ;;
able) # freeze|cpu|memory; of a container that is off nothing can be said, and nothing will be done to it
    [ -n "$(find "$root" -mindepth 1 -maxdepth 2 -type d -name "lxc.payload.$name" 2>/dev/null)" ] || exit 0
    case $1 in
    freeze) file freezer freezer.state >/dev/null || file freezer cgroup.freeze >/dev/null ;;
    cpu) file cpu cpu.cfs_quota_us >/dev/null || file cpu cpu.max >/dev/null ;;
    memory) file memory memory.limit_in_bytes >/dev/null || file memory memory.high >/dev/null ;;
    esac || refuse "this machine has no control groups for $1 of $name" "mount them below $root"
    ;;
cpu) # QUOTA in us, or none, in every PERIOD; prints nothing
    if quota=$(file cpu cpu.cfs_quota_us); then
        if [ "$1" = none ]; then echo -1 >"$quota"; else
            echo "$2" >"${quota%quota_us}period_us" && echo "$1" >"$quota"
        fi
    else
        quota=$(file cpu cpu.max) && case $1 in none) echo "max 100000" ;; *) echo "$1 $2" ;; esac >"$quota"
    fi || refuse "the cpu quota of $name cannot be set to $1" "look at $quota"
    ;;
cpu-state) # QUOTA PERIOD THROTTLED: none for no quota; how many periods it was throttled in so far
    if quota=$(file cpu cpu.cfs_quota_us); then
        words="$(sed 's/^-1$/none/' "$quota") $(cat "${quota%quota_us}period_us")"
    else
        quota=$(file cpu cpu.max) || refuse "$name has no control group for its cpu" "start it"
        words=$(sed 's/^max/none/' "$quota")
    fi
    echo "$words $(sed -n 's/^nr_throttled //p' "$(file cpu cpu.stat)")"
    ;;
memory) # BYTES or none
    if limit=$(file memory memory.limit_in_bytes); then
        case $1 in none) echo -1 ;; *) echo "$1" ;; esac >"$limit"
    else
        limit=$(file memory memory.high) && case $1 in none) echo max ;; *) echo "$1" ;; esac >"$limit"
    fi 2>/dev/null || refuse "$name cannot do with $1 bytes of memory: the kernel finds too little to take away" "leave it more"
    ;;
memory-state) # LIMIT USED: none for no limit
    if limit=$(file memory memory.limit_in_bytes); then
        # What is written as -1 reads as the largest number of whole pages.
        used=${limit%limit_in_bytes}usage_in_bytes
        echo "$(awk '{ print ($1 > 2 ^ 62 ? "none" : $1) }' "$limit") $(cat "$used")"
    else
        limit=$(file memory memory.high) || refuse "$name has no control group for its memory" "start it"
        echo "$(sed 's/^max$/none/' "$limit") $(cat "${limit%high}current")"
    fi
    ;;
*)
    echo "unknown verb $verb" >&2
    exit 64
    ;;
esac
