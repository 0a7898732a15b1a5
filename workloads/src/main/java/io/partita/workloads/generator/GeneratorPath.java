package io.partita.workloads.generator;

import io.partita.workloads.generator.internal.Checked;
import java.util.ArrayList;
import java.util.List;

/** Finds out from outside which generator a thread is asking: for one that does not answer, and so cannot be asked. */
public final class GeneratorPath {

    private GeneratorPath() {}

    /**
     * The generators whose questions are under way in {@code stack}, the root first, and last the method in which the time is
     * spent, if that is not the generator's own; empty if no generator is being asked.
     *
     * @param stack of the thread that asks, as {@link Thread#getStackTrace} has it
     */
    public static List<String> in(StackTraceElement[] stack) {
        List<String> path = new ArrayList<>();
        Class<?> last = null;
        String inside = null;
        for (int i = stack.length - 1; i >= 0; i--) {
            StackTraceElement frame = stack[i];
            Class<?> type = classOf(frame);
            boolean asks = frame.getMethodName().equals("offer")
                    || frame.getMethodName().equals("update");
            if (type != null && asks && Generator.class.isAssignableFrom(type)) {
                // Interfaces only pass the question on, and so does the check of an answer.
                if (type != last && type != Checked.class && !type.isInterface()) {
                    path.add(GeneratorNames.of(type));
                }
                last = type;
                inside = null;
            } else if (!path.isEmpty()
                    && !isOurs(frame.getClassName())
                    && !frame.getClassName().startsWith("java.")) {
                inside = frame.getClassName() + "." + frame.getMethodName();
            }
        }
        if (inside != null) {
            path.add(inside);
        }
        return List.copyOf(path);
    }

    private static boolean isOurs(String name) {
        return name.startsWith(GeneratorNames.BUILT_IN);
    }

    private static Class<?> classOf(StackTraceElement frame) {
        try {
            return Class.forName(
                    frame.getClassName(), false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }
}
