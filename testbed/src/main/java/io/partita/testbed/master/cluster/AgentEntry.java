package io.partita.testbed.master.cluster;

import io.partita.testbed.messages.AgentInfo;

/** A registered agent. */
public final class AgentEntry {

    private final double registeredTime;
    private AgentInfo info;
    private Double reregisteredTime;
    private boolean connected = true;

    /**
     * @param registeredTime seconds since 1970
     * @param reregisteredTime seconds since 1970; null if it is new
     */
    public AgentEntry(AgentInfo info, double registeredTime, Double reregisteredTime) {
        this.info = info;
        this.registeredTime = registeredTime;
        this.reregisteredTime = reregisteredTime;
    }

    public AgentInfo info() {
        return info;
    }

    public String id() {
        return info.id();
    }

    public double registeredTime() {
        return registeredTime;
    }

    public Double reregisteredTime() {
        return reregisteredTime;
    }

    public boolean isConnected() {
        return connected;
    }

    public void disconnected() {
        connected = false;
    }

    /** It registered again while the master had it. */
    public void reregistered(AgentInfo newInfo, double time) {
        info = newInfo;
        reregisteredTime = time;
        connected = true;
    }

    /** As logs name it. */
    @Override
    public String toString() {
        return info.id() + " at " + info.pid() + " (" + info.hostname() + ")";
    }
}
