package io.partita.nemesis.fault.internal.shared;

import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.provisioning.system.HasData;
import io.partita.provisioning.system.SystemUnderTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the data of servers are. */
public final class DataScene {

    private DataScene() {}

    /** Whether {@code system} has such servers and says where their data are. */
    public static Availability suits(Whose whose, SystemUnderTest system, String needs) {
        if (whose.in(system).flatMap(all -> all.as(HasData.class)).isEmpty()) {
            return Availability.no("it needs " + needs + ", and "
                    + (system == null ? "there is no system" : system.name() + " does not say that"));
        }
        return TargetScene.suits(whose.target(), system);
    }

    /** The directories with data of {@code processes} by node, of those of {@code nodes} that have any. */
    public static Map<String, List<String>> directories(
            Processes processes, Environment environment, List<String> nodes) {
        HasData owner = processes.as(HasData.class).orElseThrow();
        Map<String, List<String>> directories = new LinkedHashMap<>();
        for (String node : nodes) {
            List<String> here = owner.dataDirectories(environment.nodes(), node);
            if (!here.isEmpty()) {
                directories.put(node, here);
            }
        }
        return directories;
    }
}
