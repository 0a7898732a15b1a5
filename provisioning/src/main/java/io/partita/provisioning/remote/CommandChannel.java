package io.partita.provisioning.remote;

import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.channel.direct.SessionChannel;
import net.schmizz.sshj.transport.TransportException;

/**
 * A channel whose end also ends whoever waits to write input into it.
 *
 * <p>SSHJ waits for room in the window while it holds the monitor of the channel's output stream, and needs that monitor
 * to end the channel. So when a channel ends whose input is not read, be it closed by the server or given up with its
 * connection, the thread that ends it would wait for the writer and the writer for room that nobody makes any more.
 * When that thread is the one that reads everything from the connection, all channels hang. Here the channel first
 * ceases to be open, then the writer is woken: it finds the channel closed and lets go.
 */
final class CommandChannel extends SessionChannel {

    CommandChannel(Connection connection) {
        super(connection);
    }

    /** The server has closed the channel. */
    @Override
    protected void closeAllStreams() {
        try {
            sendClose();
        } catch (TransportException e) {
            // The channel counts as closed all the same, and SSHJ tells everybody of the broken transport.
        }
        wakeWriter();
        super.closeAllStreams();
    }

    /** The connection is broken or given up. */
    @Override
    public void notifyError(SSHException error) {
        openEvent.deliverError(error);
        wakeWriter();
        super.notifyError(error);
    }

    /** Makes room in the window that is never used, since nothing is sent on a channel that is not open. */
    private void wakeWriter() {
        if (rwin != null) {
            rwin.expand(1);
        }
    }
}
