package io.partita.workloads.mesos.apps;

import java.util.Set;

/** What operations, the fields of their values, and apps are called. */
final class Names {

    /** Makes an app: {@code {token, instances}}; adds {@code version, leader} when acknowledged, as all changes do. */
    static final String CREATE = "create";
    /** Gives an app another token: {@code {token}}. */
    static final String UPDATE = "update";
    /** Gives an app another number of instances: {@code {instances}}. */
    static final String SCALE = "scale";
    /** Deletes an app. */
    static final String DELETE = "delete";
    /** Reads one app: {@code {leader, token, instances, version}}, or {@code {leader, absent: true}}. */
    static final String READ = "read";
    /** Reads the list of all apps: {@code {leader, apps: {id: {token, instances, version}}}}; has no key. */
    static final String LIST = "list";
    /** Reads which versions of an app are kept: {@code {leader, versions: […]}}. */
    static final String VERSIONS = "versions";

    static final Set<String> CHANGES = Set.of(CREATE, UPDATE, SCALE, DELETE);
    static final Set<String> READS = Set.of(READ, LIST, VERSIONS);

    static final String TOKEN = "token";
    static final String INSTANCES = "instances";
    static final String VERSION = "version";
    static final String LEADER = "leader";
    static final String ABSENT = "absent";
    static final String APPS = "apps";

    /** The environment variable of an app that holds its token; labels are younger than some releases of Marathon. */
    static final String TOKEN_VARIABLE = "PARTITA_TOKEN";

    private static final String PREFIX = "/partita-app-";

    /** An app that is never changed: no list of all apps can be empty. */
    static final String ANCHOR = PREFIX + "anchor";

    private Names() {}

    /** The id of an app. */
    static String app(String slot, long round) {
        return PREFIX + slot + "-" + round;
    }

    /** Whether an app is one of this workload's. */
    static boolean isOurs(String id) {
        return id.startsWith(PREFIX);
    }
}
