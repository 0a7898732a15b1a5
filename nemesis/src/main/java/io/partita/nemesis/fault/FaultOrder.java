package io.partita.nemesis.fault;

import io.partita.nemesis.target.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fault as a user asks for it: {@code pause}, {@code kill role(marathon)}, {@code slow n1,n2 delay=100ms}, or the same
 * with brackets, {@code slow(n1,n2, delay=100ms)}. Immutable.
 *
 * @param kind the name of the kind of fault
 * @param target on whom; empty for what is usual with that kind
 * @param parameters by name; those that are missing have their usual values
 */
public record FaultOrder(String kind, Optional<Target> target, Map<String, String> parameters) {

    private static final Pattern NAME = Pattern.compile("\\s*([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\\s*(.*)", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("(?<![^\\s,])([a-z][a-z0-9-]*)=([^\\s,()]+)");

    public FaultOrder {
        Objects.requireNonNull(kind, "kind is null");
        Objects.requireNonNull(target, "target is null");
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** Only a kind. */
    public static FaultOrder of(String kind) {
        return new FaultOrder(kind, Optional.empty(), Map.of());
    }

    /**
     * The order that {@code text} says.
     *
     * @throws IllegalArgumentException if it says none; says why
     */
    public static FaultOrder parse(String text) {
        Matcher name = NAME.matcher(text);
        if (!name.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no fault: expected a name such as kill");
        }
        String rest = unwrapped(name.group(2).strip());
        var parameters = new LinkedHashMap<String, String>();
        Matcher parameter = PARAMETER.matcher(rest);
        while (parameter.find()) {
            if (parameters.put(parameter.group(1), parameter.group(2)) != null) {
                throw new IllegalArgumentException("\"" + text + "\" says " + parameter.group(1) + " twice");
            }
        }
        String target = PARAMETER.matcher(rest).replaceAll("").replaceAll("^[\\s,]+|[\\s,]+$", "");
        if (target.contains("=")) {
            throw new IllegalArgumentException("\"" + text + "\": \"" + target
                    + "\" is neither a target nor a parameter; write KEY=VALUE without blanks");
        }
        return new FaultOrder(
                name.group(1), target.isEmpty() ? Optional.empty() : Optional.of(Target.parse(target)), parameters);
    }

    /** Whether nothing but the kind is said. */
    public boolean isPlain() {
        return target.isEmpty() && parameters.isEmpty();
    }

    /** The same in one spelling, which {@link #parse} reads: {@code kill}, {@code slow(n1,n2, delay=100ms)}. */
    @Override
    public String toString() {
        if (isPlain()) {
            return kind;
        }
        List<String> parts = new ArrayList<>();
        target.ifPresent(nodes -> parts.add(nodes.toString()));
        parameters.forEach((key, value) -> parts.add(key + "=" + value));
        return kind + "(" + String.join(", ", parts) + ")";
    }

    /** What is in the brackets if {@code rest} is wholly in one pair of them. */
    private static String unwrapped(String rest) {
        if (!rest.startsWith("(")) {
            return rest;
        }
        int depth = 0;
        for (int i = 0; i < rest.length(); i++) {
            depth += rest.charAt(i) == '(' ? 1 : rest.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return i == rest.length() - 1 ? rest.substring(1, i) : rest;
            }
        }
        throw new IllegalArgumentException("a bracket is not closed in \"" + rest + "\"");
    }
}
