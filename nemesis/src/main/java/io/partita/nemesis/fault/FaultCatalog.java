package io.partita.nemesis.fault;

import io.partita.nemesis.fault.internal.BuiltIn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** The kinds of fault that can be asked for, by name. Immutable, safe for use by several threads. */
public final class FaultCatalog {

    private final Map<String, FaultKind> kinds;

    private FaultCatalog(Collection<FaultKind> all) {
        var byName = new LinkedHashMap<String, FaultKind>();
        for (FaultKind kind : all) {
            FaultKind other = byName.put(kind.name(), kind);
            if (other != null) {
                throw new IllegalArgumentException("two kinds of fault are called " + kind.name() + ": "
                        + other.getClass().getName() + " and "
                        + kind.getClass().getName() + "; rename one");
            }
        }
        this.kinds = Collections.unmodifiableMap(byName);
    }

    /** The built-in kinds and those that {@code loader} finds as services. */
    public static FaultCatalog load(ClassLoader loader) {
        var all = new ArrayList<>(BuiltIn.kinds());
        ServiceLoader.load(FaultKind.class, loader).forEach(all::add);
        return new FaultCatalog(all);
    }

    /** Exactly these kinds. */
    public static FaultCatalog of(Collection<FaultKind> kinds) {
        return new FaultCatalog(kinds);
    }

    /** All kinds, in the order in which they are listed. */
    public Collection<FaultKind> kinds() {
        return kinds.values();
    }

    /** The names of all kinds. */
    public List<String> names() {
        return List.copyOf(kinds.keySet());
    }

    /** The kind called {@code name}. */
    public Optional<FaultKind> find(String name) {
        return Optional.ofNullable(kinds.get(name));
    }

    /**
     * The kind called {@code name}.
     *
     * @throws IllegalArgumentException if there is none; says which names are near and which there are
     */
    public FaultKind get(String name) {
        return find(name).orElseThrow(() -> {
            List<String> near = near(name);
            return new IllegalArgumentException("no fault is called \"" + name + "\""
                    + (near.isEmpty() ? "." : "; did you mean " + String.join(" or ", near) + "?")
                    + " There are: " + String.join(", ", kinds.keySet()));
        });
    }

    /** The names that {@code name} may have been meant to be, nearest first; at most three. */
    public List<String> near(String name) {
        int reach = Math.max(2, name.length() / 3);
        return kinds.keySet().stream()
                .filter(known -> known.contains(name) || distance(name, known) <= reach)
                .sorted(Comparator.comparingInt(known -> distance(name, known)))
                .limit(3)
                .toList();
    }

    /** Levenshtein's distance: insertions, deletions and replacements that turn {@code a} into {@code b}. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
