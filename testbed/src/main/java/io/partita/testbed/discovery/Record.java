package io.partita.testbed.discovery;

import java.util.Optional;

/**
 * A running task in the directory.
 *
 * @param framework its framework's name as part of a host name
 * @param name its name as part of a host name
 * @param ip where it runs
 * @param port one of its ports; empty if it has none
 */
record Record(String framework, String taskId, String name, String ip, Optional<Integer> port) {

    private static final String DOMAIN = ".mesos";

    /** Under this name all tasks of its kind are found with their ports. */
    String service() {
        return "_" + name + "._tcp." + framework + DOMAIN;
    }

    /** Under this name all tasks of its kind are found. */
    String host() {
        return name + "." + framework + DOMAIN;
    }
}
