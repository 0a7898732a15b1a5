package io.partita.testbed.marathon.app;

import io.partita.testbed.marathon.app.AppDefinition.PortDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives service ports to apps that leave the choice to Marathon: the lowest free ones, unique in the cluster. */
public final class ServicePorts {

    /** The first port to be given. */
    public static final int LOWEST = 10_000;

    /** Ports from this one on are not given. */
    public static final int END = 20_000;

    private ServicePorts() {}

    /**
     * {@code app} with a number for each of its ports.
     *
     * @param others the other apps
     * @param before the app as it was, whose ports it keeps where it leaves the choice again; null if it is new
     * @throws InvalidApp if no port is free
     */
    public static AppDefinition assign(AppDefinition app, Collection<AppDefinition> others, AppDefinition before) {
        Set<Integer> used = others.stream()
                .filter(other -> !other.id().equals(app.id()))
                .flatMap(other -> other.portDefinitions().stream())
                .map(PortDefinition::port)
                .collect(Collectors.toCollection(HashSet::new));
        app.portDefinitions().forEach(port -> used.add(port.port()));
        List<PortDefinition> ports = new ArrayList<>();
        for (PortDefinition port : app.portDefinitions()) {
            int number = port.port() != 0 ? port.port() : kept(before, ports.size(), used);
            used.add(number);
            ports.add(new PortDefinition(number, port.name(), port.protocol()));
        }
        return app.withPorts(ports);
    }

    private static int kept(AppDefinition before, int index, Set<Integer> used) {
        if (before != null && index < before.portDefinitions().size()) {
            int port = before.portDefinitions().get(index).port();
            if (port >= LOWEST && port < END && !used.contains(port)) {
                return port;
            }
        }
        for (int port = LOWEST; port < END; port++) {
            if (!used.contains(port)) {
                return port;
            }
        }
        throw InvalidApp.of("/portDefinitions", "no service port from " + LOWEST + " to " + END + " is free");
    }
}
