package io.partita.workloads.generator.internal;

import io.partita.workloads.generator.Template;
import java.util.List;

/** Each of some operations once, in order. */
public record Sequence(List<Template> templates, int next) implements BuiltIn {

    public Sequence {
        templates = List.copyOf(templates);
    }

    @Override
    public Offer offer(Context context) {
        if (next == templates.size()) {
            return Exhausted.INSTANCE;
        }
        int thread = context.freeThread(context.from(), context.to());
        if (thread < 0) {
            return Pending.FOR_EVENT;
        }
        Template template = templates.get(next);
        return new Ready(context.time(), template.by(context.process(thread)), new Sequence(templates, next + 1));
    }
}
