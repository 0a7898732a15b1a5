# Reads and changes who is a member of a ZooKeeper ensemble, over ZooKeeper's own protocol, with nothing but bash. Arguments: VERB PORT,
# then for all verbs but the first a password, the server's lines as in its configuration, separated by commas, and the hosts to ask.
#   member-show    prints what the server on this node says: its mode, if it leads how many followers are in step and how many of
#                  them have no vote, and /zookeeper/config
#   member-remove  takes the servers out of the ensemble; does nothing if they are not in it
#   member-add     puts them into it; does nothing if they are in it
#   member-check   exits 0 if and only if all of them are in it
# Source: zookeeper.jute. Frames are a length and a body; numbers are big-endian; a text is a length and its bytes.
set -u
export LC_ALL=C
verb=$1 port=$2
shift 2

number() { printf '\\x%02x\\x%02x\\x%02x\\x%02x' $(($1 >> 24 & 255)) $(($1 >> 16 & 255)) $(($1 >> 8 & 255)) $(($1 & 255)); }
text() { if [ -n "$1" ]; then number ${#1}; printf %s "$1"; else number -1; fi; }
send() {
  number "$(printf %b "$1" | wc -c)" | { read -r length; printf %b "$length$1" >&3; }
}
# Prints the body of the next frame in hexadecimal digits.
receive() {
  local length
  length=$(dd bs=4 count=1 iflag=fullblock <&3 2>/dev/null | od -An -v -tx1 | tr -d ' \n')
  [ -n "$length" ] && dd bs=$((16#$length)) count=1 iflag=fullblock <&3 2>/dev/null | od -An -v -tx1 | tr -d ' \n'
}
# The body's data behind the header; fails with the server's error if it has one.
data() {
  local body=$1
  [ ${#body} -ge 32 ] || { echo 'the server ended the connection' >&2; return 1; }
  [ "${body:24:8}" = 00000000 ] || { echo "the server answers with error $((16#${body:24:8} - 4294967296))" >&2; return 1; }
  [ ${#body} -le 40 ] || printf %b "$(printf %s "${body:40:$((2 * 16#${body:32:8}))}" | sed 's/../\\x&/g')"
}
# converse HOST PORT [PASSWORD JOINING LEAVING]: changes the ensemble if there is something to be changed, prints what it is then.
converse() {
  local zero='\x00\x00\x00\x00' answer
  exec 3<>"/dev/tcp/$1/$2" || return 1
  send "$zero$zero$zero$(number 4000)$zero$zero$(number 16)$zero$zero$zero$zero\x00"
  answer=$(receive)
  [ "${answer:16:16}" != 0000000000000000 ] && [ ${#answer} -gt 32 ] || { echo "no session with $1" >&2; return 1; }
  if [ -n "${4:-}${5:-}" ]; then
    send "$(number -4)$(number 100)$zero$(text digest)$(text "super:$3")"
    data "$(receive)" >/dev/null || return 1
    send "$(number 1)$(number 16)$(text "${4:-}")$(text "${5:-}")$(number -1)$(number -1)$(number -1)"
    data "$(receive)" >/dev/null || return 1
  fi
  send "$(number 2)$(number 9)$(text /zookeeper/config)"
  receive >/dev/null
  send "$(number 3)$(number 4)$(text /zookeeper/config)\x00"
  data "$(receive)" || return 1
  send "$(number 4)$(number -11)"
  receive >/dev/null
}
words() {
  exec 3<>"/dev/tcp/$1/$2" && printf %s "$3" >&3 && cat <&3
}
export -f number text send receive data converse words
limited() { timeout 6 bash -c '"$@"' - "$@"; }

if [ "$verb" = member-show ]; then
  limited words 127.0.0.1 "$port" srvr 2>/dev/null | sed -n 's/^Mode: /mode /p'
  limited words 127.0.0.1 "$port" mntr 2>/dev/null | sed -n -e 's/^zk_synced_followers\t/synced /p' -e 's/^zk_synced_non_voting_followers\t/nonvoting /p'
  limited converse 127.0.0.1 "$port" 2>/dev/null
  exit 0
fi

password=$1 lines=$2
shift 2

# Those of $lines that the configuration $1 has, or with "not" has not.
listed() {
  local line
  printf '%s\n' "$lines" | tr ',' '\n' | while read -r line; do
    if printf '%s\n' "$1" | grep -q "^${line%%=*}="; then [ "$2" = has ]; else [ "$2" = not ]; fi && printf '%s\n' "$line"
  done
}

for attempt in 1 2 3 4 5 6 7 8 9 10; do
  for host; do
    config=$(limited converse "$host" "$port" 2>/dev/null) || continue
    case $verb in
      member-check)
        missing=$(listed "$config" not)
        [ -z "$missing" ] && exit 0
        echo "not in the ensemble: $missing"
        exit 1
        ;;
      member-add)
        joining=$(listed "$config" not | paste -sd , -)
        [ -n "$joining" ] || exit 0
        limited converse "$host" "$port" "$password" "$joining" '' >/dev/null
        ;;
      member-remove)
        leaving=$(listed "$config" has | sed 's/^server\.\([0-9]*\)=.*/\1/' | paste -sd , -)
        [ -n "$leaving" ] || exit 0
        limited converse "$host" "$port" "$password" '' "$leaving" >/dev/null
        ;;
    esac
  done
  sleep 0.3
done
echo "no server of the ensemble could do it: $*" >&2
exit 1
