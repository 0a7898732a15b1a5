#!/bin/sh
# Stands in for mesos-master, mesos-agent or marathon where the real ones cannot be had: takes their flags, refuses those that
# they do not have, and becomes a server of the testbed that is set likewise. Runs in the server's directory, where it
# leaves its configuration. The testbed's jars are in ../lookalike of the directory that this program is in.
set -u
program=$(basename "$0")
home=$(cd "$(dirname "$0")/../lookalike" && pwd) || exit 1
config=$PWD/lookalike.properties
: >"$config"

fail() {
    echo "$program: $*" >&2
    exit 64
}

set_key() {
    printf '%s=%s\n' "$1" "$2" >>"$config"
}

# 15secs as the testbed writes it; so do rates such as 1/20secs end.
mesos_time() {
    case $1 in
    *secs) echo "${1%secs}s" ;;
    *ms) echo "$1" ;;
    *) fail "not a duration: $1" ;;
    esac
}

ensemble() {
    case $1 in
    zk://*/*) rest=${1#zk://} && set_key zookeeper "${rest%%/*}" ;;
    *) fail "not zk://host:port/path: $1" ;;
    esac
}

directory() {
    [ -d "$1" ] || fail "$2: no directory $1"
}

both() { # flags of master and agent
    case $1 in
    ip) set_key address "$2" ;;
    hostname) set_key node "$2" ;;
    port) set_key port "$2" ;;
    work_dir) set_key work.dir "$2" ;;
    log_dir) mkdir -p "$2" && set_key log "$2/$program.INFO" ;;
    zk_session_timeout) set_key zk.session "$(mesos_time "$2")" ;;
    *) return 1 ;;
    esac
}

master() {
    both "$@" || case $1 in
    zk) ensemble "$2" ;;
    quorum) set_key quorum "$2" ;;
    webui_dir) directory "$2" "$1" ;;
    cluster) ;;
    agent_ping_timeout) set_key ping.timeout "$(mesos_time "$2")" ;;
    max_agent_ping_timeouts) set_key ping.max "$2" ;;
    agent_reregister_timeout) set_key reregister.timeout "$(mesos_time "$2")" ;;
    agent_removal_rate_limit) set_key removal.rate "$(mesos_time "$2")" ;;
    recovery_agent_removal_limit) set_key removal.limit "$2" ;;
    allocation_interval) set_key allocation.interval "$(mesos_time "$2")" ;;
    offer_timeout) set_key offer.timeout "$(mesos_time "$2")" ;;
    registry_fetch_timeout) set_key registry.fetch.timeout "$(mesos_time "$2")" ;;
    registry_store_timeout) set_key registry.store.timeout "$(mesos_time "$2")" ;;
    *) fail "Failed to load unknown flag '$1'" ;;
    esac
}

agent() {
    both "$@" || case $1 in
    master) ensemble "$2" ;;
    resources) set_key resources "$2" ;;
    attributes) set_key attributes "$2" ;;
    launcher_dir) directory "$2" "$1" ;;
    runtime_dir | fetcher_cache_dir) mkdir -p "$2" ;;
    no-systemd_enable_support) ;;
    executor_environment_variables) case $2 in '{"PARTITA_DAEMON":"'*'}') ;; *) fail "$1: $2" ;; esac ;;
    launcher) [ "$2" = posix ] || fail "$1: $2" ;;
    isolation) [ "$2" = posix/cpu,posix/mem ] || fail "$1: $2" ;;
    registration_backoff_factor) set_key registration.backoff "$(mesos_time "$2")" ;;
    executor_registration_timeout) set_key executor.register "$(mesos_time "$2")" ;;
    executor_reregistration_timeout) set_key executor.reregister "$(mesos_time "$2")" ;;
    executor_shutdown_grace_period) set_key executor.grace "$(mesos_time "$2")" ;;
    recovery_timeout) set_key recovery.timeout "$(mesos_time "$2")" ;;
    *) fail "Failed to load unknown flag '$1'" ;;
    esac
}

marathon() {
    case $1 in
    master) case $2 in zk://*/mesos) ;; *) fail "$1: $2" ;; esac ;;
    zk) ensemble "$2" ;;
    hostname) set_key node "$2" ;;
    http_port) set_key http.port "$2" ;;
    mesos_user) ;;
    failover_timeout) set_key failover.timeout "${2}s" ;;
    zk_session_timeout) set_key marathon.zk.session "${2}ms" ;;
    task_launch_timeout) set_key marathon.launch.timeout "${2}ms" ;;
    reconciliation_initial_delay) set_key marathon.reconcile.delay "${2}ms" ;;
    reconciliation_interval) set_key marathon.reconcile.interval "${2}ms" ;;
    scale_apps_initial_delay) set_key marathon.scale.delay "${2}ms" ;;
    scale_apps_interval) set_key marathon.scale.interval "${2}ms" ;;
    mesos_heartbeat_interval) set_key marathon.heartbeat.interval "${2}ms" ;;
    mesos_heartbeat_failure_threshold) set_key marathon.heartbeat.failures "$2" ;;
    min_revive_offers_interval) set_key marathon.revive.interval "${2}ms" ;;
    decline_offer_duration) set_key marathon.decline.duration "${2}ms" ;;
    max_instances_per_offer) set_key marathon.tasks.per.offer "$2" ;;
    kill_retry_timeout) set_key marathon.kill.retry "${2}ms" ;;
    task_lost_expunge_initial_delay) set_key marathon.expunge.delay "${2}ms" ;;
    task_lost_expunge_interval) set_key marathon.expunge.interval "${2}ms" ;;
    leader_proxy_connection_timeout) set_key marathon.proxy.connect "${2}ms" ;;
    leader_proxy_read_timeout) set_key marathon.proxy.read "${2}ms" ;;
    on_elected_prepare_timeout) set_key marathon.prepare.timeout "${2}ms" ;;
    *) fail "Unknown option '$1'" ;;
    esac
}

set_key profile modern
case $program in
mesos-master)
    role=master
    for flag; do
        name=${flag#--}
        case $flag in --*=*) master "${name%%=*}" "${flag#*=}" ;; *) fail "not a flag: $flag" ;; esac
    done
    ;;
mesos-agent | mesos-slave)
    role=agent
    set_key quorum 1
    for flag; do
        name=${flag#--}
        case $flag in --*=*) agent "${name%%=*}" "${flag#*=}" ;; --*) agent "$name" "" ;; *) fail "not a flag: $flag" ;; esac
    done
    ;;
marathon)
    role=marathon
    set_key quorum 1
    set_key address "$LIBPROCESS_IP"
    set_key port "$LIBPROCESS_PORT"
    set_key work.dir "$PWD/work"
    set_key log "$PWD/marathon.log"
    [ -f "$MESOS_NATIVE_JAVA_LIBRARY" ] || fail "Failed to load native Mesos library from $MESOS_NATIVE_JAVA_LIBRARY"
    while [ $# -gt 0 ]; do
        marathon "${1#--}" "$2"
        shift 2
    done
    ;;
esac
# Marathon's own launcher makes way for Java in some releases and not in others: here it does not.
if [ $role = marathon ]; then
    java -Xmx96m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$home/*" io.partita.testbed.Main $role "$config"
else
    exec java -Xmx96m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$home/*" io.partita.testbed.Main $role "$config"
fi
