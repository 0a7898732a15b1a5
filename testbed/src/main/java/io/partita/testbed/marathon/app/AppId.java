package io.partita.testbed.marathon.app;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Names of apps and groups: absolute paths such as {@code /shop/web}. */
public final class AppId {

    /** What every part of an id looks like, in the words of an error. */
    static final String RULE = "must be a path whose parts consist of lower case letters, digits, '-' and '.', and"
            + " neither begin nor end with '-' or '.'";

    private static final Pattern PART = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");

    private AppId() {}

    /** {@code id} with one slash before every part: {@code web}, {@code /web} and {@code //web} mean the same. */
    public static String canonical(String id) {
        return "/" + String.join("/", parts(id));
    }

    /** The parts between the slashes. */
    public static List<String> parts(String id) {
        return Arrays.stream(id.split("/")).filter(part -> !part.isEmpty()).toList();
    }

    /** Whether a canonical {@code id} can be an app's. */
    public static boolean isValid(String id) {
        return !parts(id).isEmpty()
                && parts(id).stream().allMatch(part -> PART.matcher(part).matches());
    }

    /** The id as one word without slashes, as task ids begin: {@code shop_web}. */
    public static String safe(String id) {
        return String.join("_", parts(id));
    }
}
