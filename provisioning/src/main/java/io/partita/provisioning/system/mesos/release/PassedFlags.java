package io.partita.provisioning.system.mesos.release;

import io.partita.provisioning.system.mesos.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Flags that are passed through to servers as a user gives them: {@code flag.master.KEY=VALUE}. */
final class PassedFlags {

    static final List<String> SERVERS = List.of(Role.MASTER.label(), Role.AGENT.label(), Role.MARATHON.label());

    private final Tables tables;
    private final String profile;
    private final List<String> problems;

    PassedFlags(Tables tables, String profile, List<String> problems) {
        this.tables = tables;
        this.profile = profile;
        this.problems = problems;
    }

    /** By server, name to value. @param options {@code SERVER.NAME} to value */
    Map<String, Map<String, String>> read(Map<String, String> options) {
        Map<String, Map<String, String>> passed = new LinkedHashMap<>();
        options.forEach((key, value) -> {
            int dot = key.indexOf('.');
            String server = key.substring(0, Math.max(dot, 0));
            String name = key.substring(dot + 1);
            if (!SERVERS.contains(server) || !name.matches("[a-z][a-z0-9_-]*")) {
                problems.add("flag." + key + " must be flag.SERVER.NAME with one of " + String.join(", ", SERVERS)
                        + " and the name of one of its flags");
            } else if (isOurs(server, name)) {
                problems.add("flag." + key + ": this program sets that flag itself" + by(server, name));
            } else {
                passed.computeIfAbsent(server, unused -> new LinkedHashMap<>()).put(name, value);
            }
        });
        return passed;
    }

    private boolean isOurs(String server, String name) {
        return !by(server, name).isEmpty()
                || tables.launches(profile, server).stream()
                        .anyMatch(launch -> launch.isFlag() && launch.name().equals(name));
    }

    private String by(String server, String name) {
        return tables
                .flags(
                        profile,
                        flag -> flag.server().equals(server) && flag.name().equals(name))
                .stream()
                .findFirst()
                .map(flag -> ", by " + flag.setting())
                .orElse("");
    }
}
