package io.partita.testbed.marathon.app;

import io.partita.testbed.marathon.app.AppDefinition.PortDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads an app's ports, in the new form with names or in the old one, a list of numbers. */
final class PortReader {

    private static final int HIGHEST = 65535;

    private final Fields app;
    private final AppDefaults defaults;

    PortReader(Fields app, AppDefaults defaults) {
        this.app = app;
        this.defaults = defaults;
    }

    List<PortDefinition> read() {
        List<PortDefinition> ports = app.has("portDefinitions") ? definitions() : numbers();
        Set<Integer> used = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (PortDefinition port : ports) {
            if (port.port() > 0 && !used.add(port.port())) {
                app.problem("portDefinitions", "Ports must be unique.");
            }
            if (port.name() != null && !names.add(port.name())) {
                app.problem("portDefinitions", "Port names must be unique.");
            }
        }
        return ports;
    }

    private List<PortDefinition> definitions() {
        List<PortDefinition> ports = new ArrayList<>();
        for (Fields port : app.objects("portDefinitions")) {
            port.onlyKnow(Set.of("port", "name", "protocol", "labels"));
            if (!port.textByName("labels").isEmpty()) {
                port.problem("labels", "is not supported by this testbed, except as an empty value");
            }
            String protocol = port.text("protocol", "tcp");
            if (!Set.of("tcp", "udp", "udp,tcp").contains(protocol)) {
                port.problem("protocol", "must be tcp, udp or udp,tcp");
            }
            int number = port.integer("port", 0, 0);
            if (number > HIGHEST) {
                port.problem("port", "must be at most " + HIGHEST);
            }
            ports.add(new PortDefinition(number, port.text("name", null), protocol));
        }
        return ports;
    }

    private List<PortDefinition> numbers() {
        if (!app.has("ports")) {
            return List.of(new PortDefinition(0, defaults.portName(), "tcp"));
        }
        List<PortDefinition> ports = new ArrayList<>();
        for (JsonNode port : app.array("ports")) {
            if (port.canConvertToInt()
                    && port.isIntegralNumber()
                    && port.intValue() >= 0
                    && port.intValue() <= HIGHEST) {
                ports.add(new PortDefinition(port.intValue(), null, "tcp"));
            } else {
                app.problem("ports", "must be whole numbers from 0 to " + HIGHEST);
            }
        }
        return ports;
    }
}
