# Runs virtual machines on a bridge of their own until standard input ends, by whatever death of who holds it; then takes all
# of it away, DIRECTORY too. Arguments: DIRECTORY PREFIX CONTROL_ADDRESS KERNEL NAME ADDRESS [NAME ADDRESS]...
# DIRECTORY/NAME.cpio is the root of NAME; DIRECTORY/NAME.log gets its console.
directory=$1 prefix=$2 control=$3 kernel=$4
shift 4
pids=
down() {
  # A machine is a session of processes.
  for pid in $pids; do kill -s KILL -- "-$pid" || kill -s KILL "$pid"; done 2>/dev/null
  wait
  for device in $(ls /sys/class/net | grep "^$prefix\(\.[0-9]*\)\{0,1\}\$"); do ip link delete "$device"; done
  rm -rf "$directory"
}
trap down EXIT
trap 'exit 1' HUP INT TERM
ip link add "$prefix" type bridge forward_delay 0 stp_state 0 mcast_snooping 0 || exit 1
ip address add "$control/24" dev "$prefix" || exit 1
ip link set "$prefix" up || exit 1
number=0
while [ $# -gt 0 ]; do
  number=$((number + 1))
  tap=$prefix.$number
  ip tuntap add "$tap" mode tap && ip link set "$tap" master "$prefix" up || exit 1
  TMPDIR=/dev/shm setsid "$kernel" mem=256M "initrd=$directory/$1.cpio" \
    "eth0=tuntap,$tap,52:54:00:70:61:$(printf %02x $number)" con=null con0=null,fd:1 ssl=null \
    "uml_dir=$directory/" "umid=$1" panic=-1 "node=$1" "address=$2" </dev/null >"$directory/$1.log" 2>&1 &
  pids="$pids $!"
  shift 2
done
echo up
cat >/dev/null
