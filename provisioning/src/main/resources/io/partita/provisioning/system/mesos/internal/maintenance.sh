# Takes machines of agents away for maintenance and gives them back, through whichever master leads, with nothing but bash. Arguments:
# VERB MASTERS, MASTERS being addresses HOST:PORT separated by blanks, then what follows.
#   maintenance-show                        prints who leads, and what it says of maintenance and of agents
#   maintenance-begin START MACHINE...      schedules the machines from START, in ns since 1970, and takes them down
#   maintenance-end START MACHINE...        takes the machines up, and what is left of that window out of the schedule
#   maintenance-check START MACHINE...      exits 0 if and only if none of the machines is down or in that window
# A MACHINE is the JSON that names it, as masters print it: {"hostname":"...","ip":"..."}. Windows of others are left as they are.
set -u
export LC_ALL=C
verb=$1 masters=$2
shift 2

# http HOST:PORT PATH [BODY]: one exchange; prints the answer, whose first line is its status.
exchange() {
  local host=${1%:*} port=${1##*:} body=${3:-} method=GET
  [ $# -lt 3 ] || method=POST
  exec 3<>"/dev/tcp/$host/$port" || return 1
  printf '%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' \
    "$method" "$2" "$1" ${#body} "$body" >&3
  tr -d '\r' <&3
}
export -f exchange
http() { timeout 5 bash -c 'exchange "$@"' - "$@" 2>/dev/null; }
# What is behind the header, on one line; a body in chunks is put together by leaving out their lengths.
body() {
  sed -n '/^$/,$p' | sed -e '/^$/d' -e '/^[0-9a-fA-F]\{1,8\}$/d' | tr -d '\n'
}
status() { sed -n '1s/^HTTP[^ ]* \([0-9]*\).*/\1/p'; }

# Prints the address of the leader, as any master knows it.
leader() {
  local master location
  for master in $masters; do
    location=$(http "$master" /redirect | sed -n 's|^[Ll]ocation: \(http:\)\{0,1\}//\([^/]*\).*|\2|p')
    if [ -n "$location" ]; then
      printf %s "$location"
      return 0
    fi
  done
  return 1
}

# The windows of a schedule, one on each line, without blanks.
windows() {
  tr -d ' \n' | awk '{
    start = index($0, "[")
    for (i = start + 1; start > 0 && i <= length($0); i++) {
      c = substr($0, i, 1)
      if (c == "{" || c == "[") depth++
      if (depth > 0) window = window c
      if (c == "}" || c == "]") depth--
      if (depth < 0) break
      if (depth == 0 && window != "") { print window; window = "" }
    }
  }'
}
post() {
  case $(http "$1" "$2" "$3" | status) in 200) ;; *) return 1 ;; esac
}
list() { local IFS=,; printf '[%s]' "$*"; }
# The windows of everybody but ours.
others() { http "$1" /maintenance/schedule | body | windows | grep -vF "\"nanoseconds\":$start}"; }
mine() { http "$1" /maintenance/schedule | body | windows | grep -F "\"nanoseconds\":$start}"; }
is_down() { http "$1" /maintenance/status | body | tr -d ' ' | sed -n 's/.*"down_machines":\[\([^]]*\)\].*/\1/p' | grep -qF "\"ip\":\"$(ip "$2")\""; }
ip() { printf %s "$1" | sed -n 's/.*"ip":"\([^"]*\)".*/\1/p'; }
answers() { [ "$(http "$1" /maintenance/status | status)" = 200 ]; }

if [ "$verb" = maintenance-show ]; then
  chief=$(leader) || exit 0
  printf 'leader %s\n' "$chief"
  for what in maintenance/status maintenance/schedule slaves; do
    printf '%s %s\n' "$what" "$(http "$chief" "/$what" | body)"
  done
  exit 0
fi

start=$1
shift
for attempt in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
  if chief=$(leader) && answers "$chief"; then
    case $verb in
      maintenance-begin)
        if [ -z "$(mine "$chief")" ]; then
          window="{\"machine_ids\":$(list "$@"),\"unavailability\":{\"start\":{\"nanoseconds\":$start}}}"
          post "$chief" /maintenance/schedule "{\"windows\":[$( (others "$chief"; printf '%s\n' "$window") | paste -sd , -)]}"
        fi
        left=0
        for machine; do is_down "$chief" "$machine" || post "$chief" /machine/down "[$machine]" || left=1; done
        [ "$left" = 0 ] && exit 0
        ;;
      maintenance-end)
        for machine; do ! is_down "$chief" "$machine" || post "$chief" /machine/up "[$machine]"; done
        [ -z "$(mine "$chief")" ] ||
          post "$chief" /maintenance/schedule "{\"windows\":[$(others "$chief" | paste -sd , -)]}"
        ;;
    esac
    if [ "$verb" != maintenance-begin ]; then
      left=$(mine "$chief")
      for machine; do ! is_down "$chief" "$machine" || left="$left $machine is down"; done
      answers "$chief" && [ -z "$left" ] && exit 0
      if [ "$verb" = maintenance-check ] && [ -n "$left" ]; then
        printf 'still under maintenance: %s\n' "$left"
        exit 1
      fi
    fi
  fi
  sleep 0.5
done
echo "no leading master did it; asked: $masters" >&2
exit 1
