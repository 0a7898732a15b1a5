package io.partita.nemesis.fault;

import io.partita.checker.Spelling;
import io.partita.nemesis.fault.internal.BuiltIn;
import io.partita.provisioning.system.Provision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

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

    /** What {@code orders}, each as {@link #get} takes it, must find in place before the system is installed. */
    public Set<Provision> provisions(Collection<String> orders) {
        Set<Provision> provisions = EnumSet.noneOf(Provision.class);
        orders.forEach(order -> provisions.addAll(get(order).provisions()));
        return provisions;
    }

    /**
     * The kind that {@code order} says, such as {@code kill} or {@code kill role(marathon)}, ready to be made.
     *
     * @throws IllegalArgumentException if there is none; says which name is nearest and which there are, or what is wrong
     *     with its target or parameters
     */
    public FaultKind get(String order) {
        FaultOrder parsed = FaultOrder.parse(order);
        return find(parsed.kind())
                .orElseThrow(() -> new IllegalArgumentException("no fault is called \"" + parsed.kind() + "\""
                        + Spelling.closest(parsed.kind(), kinds.keySet())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse(". There are: " + String.join(", ", kinds.keySet()))))
                .ordered(parsed);
    }
}
