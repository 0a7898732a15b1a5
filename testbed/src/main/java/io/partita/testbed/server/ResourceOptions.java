package io.partita.testbed.server;

import io.partita.testbed.messages.PortRange;
import io.partita.testbed.messages.Resources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Resources and attributes as Mesos' agent takes them on its command line. */
final class ResourceOptions {

    private ResourceOptions() {}

    /**
     * Resources such as {@code cpus:2;mem:1024;disk:4096;ports:[31000-31999,33000-33000]}; what is not named is not there.
     *
     * @throws IllegalArgumentException if {@code text} is something else
     */
    static Resources resources(String text) {
        double cpus = 0;
        double mem = 0;
        double disk = 0;
        List<PortRange> ports = List.of();
        for (Map.Entry<String, String> pair : attributes(text).entrySet()) {
            String value = pair.getValue();
            switch (pair.getKey()) {
                case "cpus" -> cpus = amount(value);
                case "mem" -> mem = amount(value);
                case "disk" -> disk = amount(value);
                case "ports" -> ports = ports(value);
                default ->
                    throw new IllegalArgumentException(
                            "unknown resource \"" + pair.getKey() + "\": expected cpus, mem, disk or ports");
            }
        }
        return new Resources(cpus, mem, disk, ports);
    }

    /**
     * Attributes such as {@code rack:2;zone:a}, in order.
     *
     * @throws IllegalArgumentException if {@code text} is something else
     */
    static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String pair : text.split(";")) {
            if (!pair.isBlank()) {
                int colon = pair.indexOf(':');
                if (colon <= 0) {
                    throw new IllegalArgumentException("not name:value: \"" + pair.strip() + "\"");
                }
                attributes.put(
                        pair.substring(0, colon).strip(),
                        pair.substring(colon + 1).strip());
            }
        }
        return attributes;
    }

    private static double amount(String text) {
        try {
            double amount = Double.parseDouble(text);
            if (amount >= 0) {
                return amount;
            }
        } catch (NumberFormatException e) {
            // told below, like a negative one
        }
        throw new IllegalArgumentException("not an amount: \"" + text + "\"");
    }

    private static List<PortRange> ports(String text) {
        if (!text.matches("\\[(\\s*\\d{1,5}-\\d{1,5}\\s*(,\\s*\\d{1,5}-\\d{1,5}\\s*)*)?]")) {
            throw new IllegalArgumentException("not ports: \"" + text + "\". Expected such as [31000-31999]");
        }
        List<PortRange> ranges = new ArrayList<>();
        for (String range : text.substring(1, text.length() - 1).split(",")) {
            if (!range.isBlank()) {
                String[] ends = range.strip().split("-");
                ranges.add(new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[1])));
            }
        }
        return ranges;
    }
}
