package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.app.AppDefinition.Constraint;
import io.partita.testbed.messages.Offer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether an offer suits an app's rules for placement. Pure. */
final class Constraints {

    /** Where an instance of the app is: its node's name and the attributes of its agent, as far as they are known. */
    record Location(String hostname, Map<String, String> attributes) {

        static Location of(Offer offer) {
            return new Location(offer.hostname(), offer.attributes());
        }

        /** The value of a field; null if there is none. */
        String value(String field) {
            return isHostname(field) ? hostname : attributes.get(field);
        }
    }

    private Constraints() {}

    /** @param placed where instances of the same configuration are */
    static boolean allow(List<Constraint> constraints, Location offered, Collection<Location> placed) {
        return constraints.stream().allMatch(constraint -> allows(constraint, offered, placed));
    }

    private static boolean allows(Constraint constraint, Location offered, Collection<Location> placed) {
        String here = offered.value(constraint.field());
        String wanted = constraint.value().orElse("");
        if (here == null) {
            return constraint.operator().equals("UNLIKE");
        }
        Map<String, Long> counts = placed.stream()
                .map(location -> location.value(constraint.field()))
                .filter(value -> value != null)
                .collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()));
        long same = counts.getOrDefault(here, 0L);
        return switch (constraint.operator()) {
            case "UNIQUE" -> same == 0;
            case "CLUSTER" -> wanted.isEmpty() ? counts.isEmpty() || same > 0 : here.equals(wanted);
            case "GROUP_BY" -> same <= smallestGroup(counts, wanted);
            case "LIKE" -> here.matches(wanted);
            case "UNLIKE" -> !here.matches(wanted);
            case "MAX_PER" -> same < Integer.parseInt(wanted);
            case "IS" -> here.equals(wanted);
            default -> false;
        };
    }

    /**
     * The size of the smallest group, or 0 while there are fewer groups than {@code expected}, which may be empty. Groups in
     * which nothing was placed yet are not known; so without a number the first offers decide, as in Marathon.
     */
    private static long smallestGroup(Map<String, Long> counts, String expected) {
        int groups = expected.isEmpty() ? 1 : Integer.parseInt(expected);
        return counts.size() < groups
                ? 0
                : counts.values().stream().mapToLong(Long::longValue).min().orElse(0);
    }

    private static boolean isHostname(String field) {
        return field.equals("hostname") || field.equals("@hostname");
    }
}
