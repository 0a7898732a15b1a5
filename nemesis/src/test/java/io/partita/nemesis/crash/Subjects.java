package io.partita.nemesis.crash;

import io.partita.nemesis.FakeDaemon;
import io.partita.provisioning.system.Provision;
import io.partita.provisioning.system.SystemUnderTest;
import io.partita.provisioning.system.testbed.TestbedSystem;
import io.partita.provisioning.system.zookeeper.ZooKeeperSystem;
import java.util.Map;
import java.util.Set;

/** The systems that crashes are proven with, by the name that both processes know. */
final class Subjects {

    private Subjects() {}

    static SystemUnderTest named(String name) {
        return switch (name) {
            case "daemon" -> new FakeDaemon("n1");
            case "zookeeper" -> ZooKeeperSystem.of(Map.of()).provided(Set.of(Provision.values()));
            case "testbed" -> TestbedSystem.of(Map.of("time.scale", "5")).provided(Set.of(Provision.values()));
            default ->
                throw new IllegalArgumentException("no system \"" + name + "\": expected daemon, zookeeper or testbed");
        };
    }
}
