package io.partita.testbed.server;

import org.apache.zookeeper.client.ZKClientConfig;

/**
 * What ZooKeeper's client is to do: plain TCP, no authentication. The client's own configuration looks for settings of TLS
 * and loads Netty for that, which a server of the testbed would carry for nothing.
 */
final class PlainClientConfig extends ZKClientConfig {

    /** Called by the constructor above; in place of copying system properties. */
    @Override
    protected void handleBackwardCompatibility() {
        setProperty(ENABLE_CLIENT_SASL_KEY, "false");
    }
}
