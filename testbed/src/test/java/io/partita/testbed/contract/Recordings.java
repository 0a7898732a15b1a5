package io.partita.testbed.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What real servers answered: files below {@code captures}. */
public final class Recordings {

    public static final String MESOS = "mesos-1.6.2/";
    public static final String MARATHON = "marathon-1.8.244/";

    private Recordings() {}

    /** The text of a file. */
    public static String text(String name) {
        try (InputStream in = Recordings.class.getResourceAsStream("/captures/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("nothing was recorded as " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer of Mesos, by the names of its files without their endings. */
    public static Answer mesos(String situation, String name) {
        String file = MESOS + situation + "/" + name;
        return Answer.parse(text(file + ".headers"), text(file + (hasJson(file) ? ".json" : ".body")));
    }

    /** An answer of Marathon in its own two files. */
    public static Answer marathon(String step) {
        String file = MARATHON + "api/" + step;
        return Answer.parse(text(file + ".hdr"), text(file + ".json"));
    }

    /** An answer of Marathon in one file. */
    public static Answer whole(String file) {
        return Answer.parse(text(MARATHON + file));
    }

    private static boolean hasJson(String file) {
        return Recordings.class.getResource("/captures/" + file + ".json") != null;
    }
}
