package io.partita.workloads.generator;

import java.util.ArrayList;
import java.util.List;

/**
 * A generator threw, offered what cannot be done, or wants more than there is. Says which generator, by its place in the
 * tree: {@code timeLimit > mix[1] > stagger > MyGenerator}. Immutable.
 */
public final class GeneratorException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final List<String> path;
    private final String problem;
    private final boolean configuration;

    private GeneratorException(List<String> path, String problem, boolean configuration, Throwable cause) {
        super("generator " + String.join(" > ", path) + ": " + problem, cause);
        this.path = new ArrayList<>(path);
        this.problem = problem;
        this.configuration = configuration;
    }

    /** {@code generator} does not keep to the rules for generators. */
    public static GeneratorException bug(Generator generator, String problem) {
        return new GeneratorException(List.of(generator.name()), problem, false, null);
    }

    /** {@code generator} cannot do its work in a run like this one; {@code problem} says what to change. */
    public static GeneratorException configuration(Generator generator, String problem) {
        return new GeneratorException(List.of(generator.name()), problem, true, null);
    }

    /** {@code generator} threw {@code cause}. */
    public static GeneratorException thrown(Generator generator, RuntimeException cause) {
        return new GeneratorException(List.of(generator.name()), "threw " + cause, false, cause);
    }

    /**
     * A generator does not answer.
     *
     * @param root what was asked
     * @param stack of the thread that asked it: shows which generator in it does not answer
     */
    public static GeneratorException stuck(Generator root, StackTraceElement[] stack, String problem) {
        List<String> path = GeneratorPath.in(stack);
        return new GeneratorException(path.isEmpty() ? List.of(root.name()) : path, problem, false, null);
    }

    /**
     * A generator waits for what will not come.
     *
     * @param path names from the root of the tree to the one that waits
     */
    public static GeneratorException waiting(List<String> path, String problem) {
        return new GeneratorException(path, problem, false, null);
    }

    /** The same as seen from one step up the tree. */
    public GeneratorException within(String parent) {
        List<String> longer = new ArrayList<>(List.of(parent));
        longer.addAll(path);
        return new GeneratorException(longer, problem, configuration, getCause() == null ? this : getCause());
    }

    /** Names from the root of the tree to the generator at fault; a number in brackets counts children from 0. */
    public List<String> path() {
        return List.copyOf(path);
    }

    /** Whether other arguments would help, such as more threads; else it is a bug in a generator. */
    public boolean isConfiguration() {
        return configuration;
    }
}
