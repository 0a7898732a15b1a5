package io.partita.provisioning.remote;

/**
 * Something went wrong between the control node and a node. Messages say which node, what was tried, and what to do.
 */
public abstract sealed class RemoteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String node;

    private RemoteException(String node, String message, Throwable cause) {
        super(node + ": " + message, cause);
        this.node = node;
    }

    /** The name of the node that could not be used. */
    public String node() {
        return node;
    }

    /** The node could not be reached: refused, no route, or no answer in time. */
    public static final class Unreachable extends RemoteException {
        private static final long serialVersionUID = 1L;

        public Unreachable(String node, String message, Throwable cause) {
            super(node, message, cause);
        }
    }

    /** The node's host key is unknown or has changed. */
    public static final class HostKeyRejected extends RemoteException {
        private static final long serialVersionUID = 1L;

        public HostKeyRejected(String node, String message, Throwable cause) {
            super(node, message, cause);
        }
    }

    /** The node did not accept the user or the key. */
    public static final class LoginRefused extends RemoteException {
        private static final long serialVersionUID = 1L;

        public LoginRefused(String node, String message, Throwable cause) {
            super(node, message, cause);
        }
    }

    /** The connection broke while a command was under way: whether it ran is unknown. */
    public static final class ConnectionLost extends RemoteException {
        private static final long serialVersionUID = 1L;

        public ConnectionLost(String node, String message, Throwable cause) {
            super(node, message, cause);
        }
    }

    /** A command outlived its deadline; its process group has been killed. */
    public static final class DeadlineExceeded extends RemoteException {
        private static final long serialVersionUID = 1L;

        public DeadlineExceeded(String node, String message, Throwable cause) {
            super(node, message, cause);
        }
    }

    /** A command ended with a status other than 0 where success was required. */
    public static final class CommandFailed extends RemoteException {
        private static final long serialVersionUID = 1L;

        private final transient CommandResult result;

        public CommandFailed(String node, String message, CommandResult result) {
            super(node, message, null);
            this.result = result;
        }

        /** How the command ended. */
        public CommandResult result() {
            return result;
        }
    }

    /** The calling thread was interrupted while it waited for the node. */
    public static final class Interrupted extends RemoteException {
        private static final long serialVersionUID = 1L;

        public Interrupted(String node, String message, Throwable cause) {
            super(node, message, cause);
        }
    }
}
