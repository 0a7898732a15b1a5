package io.partita.control.serve;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which names this server answers to: numeric addresses, {@code localhost} and the name it was bound to.
 *
 * <p>A page anywhere can make its own name resolve to this machine and then read answers as its own (DNS rebinding). The
 * browser sends that name as {@code Host}, so other names are refused. Numeric addresses cannot be rebound.
 */
final class Hosts {

    private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern V6 = Pattern.compile("\\[[0-9a-f:.]+]");
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

    private final String bound;

    Hosts(String bound) {
        this.bound = bound.toLowerCase(Locale.ROOT);
    }

    /** Whether a request with these {@code Host} headers is meant for this server. */
    boolean accepts(List<String> headers) {
        if (headers == null || headers.size() != 1) {
            return false;
        }
        String name =
                PORT.matcher(headers.get(0).trim().toLowerCase(Locale.ROOT)).replaceFirst("");
        return name.equals("localhost")
                || name.equals(bound)
                || V4.matcher(name).matches()
                || V6.matcher(name).matches();
    }
}
