package io.partita.testbed.master.cluster;

import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.FrameworkInfo;
import io.partita.testbed.messages.Resources;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A framework.
 *
 * <p>States: <b>active</b> (gets offers), <b>inactive</b> (connected, but wants none, or stopped), <b>disconnected</b> (its
 * connection broke; its failover time runs), <b>recovered</b> (a new leader knows it only from agents with tasks of it;
 * no time runs), and, once removed, <b>completed</b>, which is for good.
 */
public final class FrameworkEntry {

    /** How many ended and how many unreachable tasks are remembered. */
    private static final int KEPT = 1000;

    private final Map<String, TaskEntry> tasks = new LinkedHashMap<>();
    private final Map<String, TaskEntry> unreachable = new LinkedHashMap<>();
    private final Deque<TaskEntry> completed = new ArrayDeque<>();
    private final double registeredTime;
    private FrameworkInfo info;
    private Address address;
    private boolean connected;
    private boolean active;
    private boolean recovered;
    private Double reregisteredTime;
    private double unregisteredTime;

    /** @param address where its scheduler receives; null if it is only known from its tasks */
    public FrameworkEntry(FrameworkInfo info, Address address, double registeredTime) {
        this.info = info;
        this.address = address;
        this.registeredTime = registeredTime;
        this.recovered = address == null;
        this.connected = !recovered;
        this.active = !recovered;
    }

    public FrameworkInfo info() {
        return info;
    }

    public String id() {
        return info.id();
    }

    public Address address() {
        return address;
    }

    public boolean isConnected() {
        return connected;
    }

    public boolean isActive() {
        return active;
    }

    public boolean isRecovered() {
        return recovered;
    }

    public double registeredTime() {
        return registeredTime;
    }

    public Double reregisteredTime() {
        return reregisteredTime;
    }

    public double unregisteredTime() {
        return unregisteredTime;
    }

    /** A scheduler is there, the one of before or another. */
    public void subscribed(FrameworkInfo newInfo, Address newAddress, double time) {
        info = newInfo;
        address = newAddress;
        connected = true;
        active = true;
        recovered = false;
        reregisteredTime = time;
    }

    public void deactivated() {
        active = false;
    }

    public void disconnected() {
        connected = false;
        active = false;
    }

    public void removed(double time) {
        active = false;
        unregisteredTime = time;
    }

    public Map<String, TaskEntry> tasks() {
        return tasks;
    }

    /** Tasks on agents that the master lost sight of. */
    public Map<String, TaskEntry> unreachableTasks() {
        return unreachable;
    }

    public Collection<TaskEntry> completedTasks() {
        return List.copyOf(completed);
    }

    /** Takes a task out of those that live; it is remembered among the ended or the unreachable ones. */
    public void retire(TaskEntry task, boolean asUnreachable) {
        tasks.remove(task.id());
        unreachable.remove(task.id());
        if (asUnreachable) {
            unreachable.put(task.id(), task);
            if (unreachable.size() > KEPT) {
                unreachable.remove(unreachable.keySet().iterator().next());
            }
        } else {
            completed.addLast(task);
            if (completed.size() > KEPT) {
                completed.removeFirst();
            }
        }
    }

    public Resources used() {
        return tasks.values().stream().map(TaskEntry::used).reduce(Resources.NONE, Resources::plus);
    }

    /** As logs name it. */
    @Override
    public String toString() {
        return info.id() + " (" + info.name() + ")" + (address == null ? "" : " at " + pid());
    }

    /** Its scheduler's libprocess id. */
    public String pid() {
        return "scheduler-" + info.id() + "@" + address;
    }
}
