package io.partita.testbed.messages;

/**
 * Where a component receives messages and answers HTTP.
 *
 * @param host an IP address
 * @param port a TCP port
 */
public record Address(String host, int port) {

    private static final int LAST_PORT = 65_535;

    public Address {
        if (host == null || host.isEmpty() || port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("not a host and a port: \"" + host + ":" + port + "\"");
        }
    }

    /** @throws IllegalArgumentException if {@code text} is not {@code host:port}, with or without {@code name@} before it */
    public static Address parse(String text) {
        String plain = text.substring(text.indexOf('@') + 1);
        int colon = plain.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("not host:port: \"" + text + "\"");
        }
        return new Address(plain.substring(0, colon), Integer.parseInt(plain.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
