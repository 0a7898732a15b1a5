package io.partita.checker.liveness;

import io.partita.checker.history.History;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads the events of the nemesis in one pass. Not thread-safe.
 *
 * <p>A step leaves two events: the announcement, {@code {step, action}}, and the outcome, which adds {@code {id, targets,
 * description, provenActive, provenHealed, error?}}, or only an error when the nemesis itself failed. What is healed
 * after the load has an outcome without step and announcement. So an outcome finds its announcement by step, and a
 * recovery its injection by id. States of a window:
 *
 * <pre>
 *   announced ─outcome of the injection─▶ open ─recovery announced─▶ ending ─outcome with provenHealed─▶ healed
 *       │                                  └──────outcome with provenHealed────────────────────────────▶ healed
 *       └─outcome says that nothing was touched─▶ no window
 * </pre>
 *
 * <p>A recovery that could not be proven leaves the window where it is: a later one may succeed. Whatever the history's
 * end finds announced, open or ending may be active until then.
 */
final class FaultEvents {

    /** A step that was announced. */
    private record Announcement(String name, Moment moment) {}

    /** A window whose end is not known yet. */
    private static final class Draft {
        private final String id;
        private final String name;
        private final Moment begun;
        private String description = "";
        private List<String> targets = List.of();
        private Moment active;
        private Moment ending;
        private Moment healed;

        private Draft(String id, String name, Moment begun) {
            this.id = id;
            this.name = name;
            this.begun = begun;
        }

        private void ending(Moment moment) {
            ending = ending == null ? moment : ending;
        }

        private FaultWindow window(Moment end) {
            return new FaultWindow(
                    id,
                    name,
                    description,
                    targets,
                    begun,
                    active,
                    Objects.requireNonNullElse(ending, end),
                    Objects.requireNonNullElse(healed, end),
                    healed != null);
        }
    }

    private final History history;
    private final Map<Object, Announcement> injections = new LinkedHashMap<>();
    private final Map<Object, Announcement> recoveries = new LinkedHashMap<>();
    private final List<Draft> drafts = new ArrayList<>();

    FaultEvents(History history) {
        this.history = history;
    }

    List<FaultWindow> windows() {
        for (int i = 0; i < history.size(); i++) {
            if (history.process(i) < 0 && history.value(i) instanceof Map<?, ?> value) {
                read(history.f(i), value, Moment.of(history, i));
            }
        }
        injections.forEach((step, announced) ->
                drafts.add(new Draft(announced.name() + " of step " + step, announced.name(), announced.moment())));
        recoveries.values().forEach(announced -> end(announced.name(), announced.moment()));
        Moment end = Moment.endOf(history);
        return drafts.stream()
                .map(draft -> draft.window(end))
                .sorted((one, two) -> one.begun().compareTo(two.begun()))
                .toList();
    }

    private void read(String name, Map<?, ?> value, Moment at) {
        Object step = value.get("step");
        boolean outcome = isOutcome(value);
        if (!outcome && step == null) {
            // The run itself says where it is, such as where its final reads begin.
            return;
        }
        if (!outcome) {
            Map<Object, Announcement> announced = "recover".equals(value.get("action")) ? recoveries : injections;
            announced.put(step, new Announcement(name, at));
            return;
        }
        Announcement injection = step == null ? null : injections.remove(step);
        if (injection != null || "inject".equals(value.get("action"))) {
            injected(name, value, injection == null ? at : injection.moment(), at);
        } else {
            Announcement recovery = step == null ? null : recoveries.remove(step);
            recovered(name, value, recovery == null ? at : recovery.moment(), at);
        }
    }

    /** Whether an event of the nemesis tells what became of a step; else it announces one, or is about something else. */
    static boolean isOutcome(Map<?, ?> value) {
        return value.containsKey("provenActive") || value.containsKey("error");
    }

    private void injected(String name, Map<?, ?> value, Moment begun, Moment at) {
        if (untouched(value)) {
            return;
        }
        Object id = value.get("id");
        Draft draft = new Draft(id == null ? name + " of step " + value.get("step") : id.toString(), name, begun);
        describe(draft, value);
        draft.active = isTrue(value, "provenActive") ? at : null;
        if (isTrue(value, "provenHealed")) {
            draft.ending(at);
            draft.healed = at;
        }
        drafts.add(draft);
    }

    /** A record without targets is that of an injection that was refused before any node was touched. */
    private static boolean untouched(Map<?, ?> value) {
        return value.containsKey("id")
                && value.get("targets") instanceof Collection<?> targets
                && targets.isEmpty()
                && !isTrue(value, "provenActive");
    }

    private void recovered(String name, Map<?, ?> value, Moment begun, Moment at) {
        Draft draft = open(name, value.get("id"));
        if (draft == null) {
            end(name, begun);
            return;
        }
        if (draft.description.isEmpty()) {
            describe(draft, value);
        }
        draft.ending(begun);
        if (isTrue(value, "provenHealed")) {
            draft.healed = at;
        }
    }

    private static void describe(Draft draft, Map<?, ?> value) {
        Object description = value.get("description");
        draft.description = description == null ? "" : description.toString();
        draft.targets = value.get("targets") instanceof Collection<?> targets
                ? targets.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** The injection with that id; else, as an injection that failed never told its id, the first of that name without. */
    private Draft open(String name, Object id) {
        Draft nameless = null;
        for (Draft draft : drafts) {
            if (draft.healed == null && draft.id.equals(id)) {
                return draft;
            }
            if (draft.healed == null && nameless == null && draft.id.startsWith(name + " of step ")) {
                nameless = draft;
            }
        }
        return nameless;
    }

    /** Nobody knows which injection was meant: none of that name is certainly active any more. */
    private void end(String name, Moment moment) {
        drafts.stream()
                .filter(draft -> draft.name.equals(name) && draft.healed == null)
                .forEach(draft -> draft.ending(moment));
    }

    private static boolean isTrue(Map<?, ?> value, String field) {
        return Boolean.TRUE.equals(value.get(field));
    }
}
