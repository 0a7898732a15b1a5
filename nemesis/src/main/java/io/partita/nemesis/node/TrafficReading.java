package io.partita.nemesis.node;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a node's network devices hold of ours, as {@link TrafficControl#show()} printed it. Immutable.
 *
 * @param devices those with our root qdisc
 */
public record TrafficReading(List<Device> devices) {

    private static final Pattern QDISC = Pattern.compile("qdisc (\\S+ \\S+:) .*");
    private static final Pattern CLASS = Pattern.compile("class (\\S+ \\S+:\\S+) .*");
    private static final Pattern FLOW = Pattern.compile("\\bflowid 7061:1\\b");
    private static final Pattern SENT =
            Pattern.compile(" Sent \\d+ bytes (\\d+) pkt \\(dropped (\\d+), overlimits (\\d+).*");

    public TrafficReading {
        devices = List.copyOf(devices);
    }

    /**
     * One device.
     *
     * @param name such as {@code eth0}
     * @param destinations how many addresses are picked for our class
     * @param shaped what our class has done; {@code null} if there is none
     * @param impaired what our netem has done; {@code null} if there is none
     */
    public record Device(String name, int destinations, Count shaped, Count impaired) {}

    /**
     * Packets that a qdisc or class has seen.
     *
     * @param sent how many it let go
     * @param dropped how many it dropped
     * @param overlimits how often one had to wait for the rate
     */
    public record Count(long sent, long dropped, long overlimits) {}

    /** Reads the output of {@link TrafficControl#show()}. */
    public static TrafficReading parse(String output) {
        var devices = new ArrayList<Device>();
        String what = "";
        for (String line : output.lines().toList()) {
            Matcher qdisc = QDISC.matcher(line);
            Matcher group = CLASS.matcher(line);
            Matcher sent = SENT.matcher(line);
            int last = devices.size() - 1;
            if (line.startsWith("device ")) {
                devices.add(new Device(line.substring("device ".length()), 0, null, null));
            } else if (qdisc.matches()) {
                what = qdisc.group(1);
            } else if (group.matches()) {
                what = group.group(1);
            } else if (FLOW.matcher(line).find()) {
                Device device = devices.get(last);
                devices.set(
                        last, new Device(device.name(), device.destinations() + 1, device.shaped(), device.impaired()));
            } else if (sent.matches()) {
                devices.set(last, counted(devices.get(last), what, count(sent)));
            }
        }
        return new TrafficReading(devices);
    }

    private static Device counted(Device device, String what, Count count) {
        return switch (what) {
            case "htb 7061:1" -> new Device(device.name(), device.destinations(), count, device.impaired());
            case "netem 7062:" -> new Device(device.name(), device.destinations(), device.shaped(), count);
            default -> device;
        };
    }

    private static Count count(Matcher sent) {
        return new Count(Long.parseLong(sent.group(1)), Long.parseLong(sent.group(2)), Long.parseLong(sent.group(3)));
    }
}
