package io.partita.testbed.coordination;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A child of a group's node whose name ends with the number that ZooKeeper gave it.
 *
 * @param name such as {@code json.info_0000000003}
 * @param sequence the number
 */
public record Member(String name, long sequence) {

    private static final Pattern NAME = Pattern.compile(".*?(\\d{10})");

    /** The member called {@code name}; empty if the name does not end with ten digits. */
    static Optional<Member> parse(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? Optional.of(new Member(name, Long.parseLong(matcher.group(1)))) : Optional.empty();
    }
}
