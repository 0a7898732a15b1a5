package io.partita.provisioning.remote;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A real server and a connection to it, for all tests of a class. */
abstract class OneNodeOverSsh {

    static OpenSshServer server;
    static SshNodes nodes;
    static Remote remote;

    @BeforeAll
    static void connect() throws Exception {
        server = OpenSshServer.start();
        nodes = server.connect(1);
        remote = nodes.on("n1");
    }

    @AfterAll
    static void disconnect() throws Exception {
        if (nodes != null) {
            nodes.close();
            nodes = null;
        }
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
