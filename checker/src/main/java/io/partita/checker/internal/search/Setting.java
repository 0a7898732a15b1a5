package io.partita.checker.internal.search;

import io.partita.checker.internal.parts.Account;
import io.partita.checker.internal.parts.Part;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import io.partita.checker.internal.search.Timeline.Role;
import io.partita.checker.model.Model;

/** All that is known of a part before any order is tried. Not thread-safe: the timeline moves and states are added. */
final class Setting<S> {

    private static final long BYTES_PER_OPERATION = 120;

    final Part part;
    final Kinds kinds;
    final States<S> states;
    final Effects effects;
    final CrashClasses crashed;
    final Timeline timeline;
    final Layout layout;
    final Prospects prospects;
    final Ways ways;
    /** By number of the return: how many overwriting operations are open just before it. */
    final int[] openOverwriting;

    Setting(Part part, Model<S> model, Account account) throws ExhaustedException {
        account.reserve(BYTES_PER_OPERATION * part.size());
        this.part = part;
        kinds = new Kinds(part);
        states = new States<>(model, kinds, account);
        effects = Effects.of(model, kinds, states, part.size());
        crashed = new CrashClasses(part, kinds);
        Role[] roles = new Role[part.size()];
        for (int i = 0; i < roles.length; i++) {
            roles[i] = effects.role(kinds.of(i));
        }
        timeline = new Timeline(part, roles, crashed.classOf(), crashed.count());
        layout = new Layout(timeline, crashed);
        prospects = new Prospects(part, timeline, layout, crashed, kinds, effects, states.count());
        ways = new Ways(this);
        openOverwriting = countOverwriting();
    }

    private int[] countOverwriting() {
        int[] counts = new int[timeline.returns()];
        int open = 0;
        for (int n = 0; n < counts.length; n++) {
            for (int place = timeline.firstPlace(n); place < timeline.returnPlace(n); place++) {
                open += isOverwriting(timeline.operationAt(place)) ? 1 : 0;
            }
            counts[n] = open;
            open -= isOverwriting(timeline.returning(n)) ? 1 : 0;
        }
        return counts;
    }

    private boolean isOverwriting(int op) {
        return !part.crashed(op) && effects.role(kinds.of(op)) == Role.OVERWRITES;
    }

    /** The first return whose operation no order explains whatever the others do, or {@link Timeline#NONE}. */
    int unexplainedReturn() {
        return new UnexplainedAnswer(part, timeline, states, kinds, effects).firstReturn();
    }
}
