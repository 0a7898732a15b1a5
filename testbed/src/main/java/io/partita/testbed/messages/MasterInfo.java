package io.partita.testbed.messages;

/**
 * Who a master is.
 *
 * @param id a new one for every process
 * @param hostname its node's name
 */
public record MasterInfo(String id, Address address, String hostname, String version) {

    /** Its libprocess id. */
    public String pid() {
        return "master@" + address;
    }
}
