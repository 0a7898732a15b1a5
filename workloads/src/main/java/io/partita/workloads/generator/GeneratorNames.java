package io.partita.workloads.generator;

import java.util.Locale;

/** What messages call generators. */
final class GeneratorNames {

    static final String BUILT_IN = GeneratorNames.class.getPackageName() + ".internal";

    private GeneratorNames() {}

    /** Combinators by the method that makes them, {@code timeLimit}; others by their class, {@code MyGenerator}. */
    static String of(Class<?> type) {
        int lambda = type.getName().indexOf("$$Lambda");
        if (lambda >= 0) {
            String owner = type.getName().substring(0, lambda);
            return "lambda of " + owner.substring(Math.max(owner.lastIndexOf('.'), owner.lastIndexOf('$')) + 1);
        }
        String simple = type.isAnonymousClass()
                ? type.getName().substring(type.getName().lastIndexOf('.') + 1)
                : type.getSimpleName();
        return type.getPackageName().equals(BUILT_IN)
                ? simple.substring(0, 1).toLowerCase(Locale.ROOT) + simple.substring(1)
                : simple;
    }
}
