package io.partita.checker.internal.judge;

import io.partita.checker.internal.parts.Part;
import io.partita.checker.model.Model;
import java.util.Arrays;

/**
 * A part of a few operations, of which a legal order is mostly the one in which they returned, or nearly so. A history
 * may have hundreds of thousands of such parts, one for every element of a set, and preparing a search for each takes
 * longer than to try: operations go first that returned first, those of unknown outcome never happen, and there are few
 * attempts. An order found is a proof; if none is found, nothing is known.
 */
final class FewOperations<S> {

    private static final int MOST_OPERATIONS = 16;
    private static final int MOST_STEPS = 64;

    private final Model<S> model;
    private final Part part;
    /** The completed operations, by their returns. */
    private final int[] completed;

    private int stepsLeft = MOST_STEPS;

    private FewOperations(Model<S> model, Part part) {
        this.model = model;
        this.part = part;
        int[] found = new int[part.size()];
        int n = 0;
        for (int i = 0; i < part.size(); i++) {
            if (!part.crashed(i)) {
                int place = n++;
                while (place > 0 && part.returns()[found[place - 1]] > part.returns()[i]) {
                    found[place] = found[--place];
                }
                found[place] = i;
            }
        }
        completed = n == found.length ? found : Arrays.copyOf(found, n);
    }

    /** Whether a legal order was found at once. */
    static <S> boolean haveAnOrder(Model<S> model, Part part) {
        return part.size() <= MOST_OPERATIONS && new FewOperations<>(model, part).canGoOn(0, model.initial());
    }

    /** Whether what is not in {@code done}, a bit for each of the completed operations, can follow {@code state}. */
    private boolean canGoOn(int done, S state) {
        if (done == (1 << completed.length) - 1) {
            return true;
        }
        int firstReturn = part.returns()[completed[Integer.numberOfTrailingZeros(~done)]];
        for (int i = 0; i < completed.length && stepsLeft > 0; i++) {
            boolean mayBeNext = (done & 1 << i) == 0 && part.invocations()[completed[i]] < firstReturn;
            if (mayBeNext) {
                stepsLeft--;
                S next = model.step(state, part.operations().get(completed[i]));
                if (next != null && canGoOn(done | 1 << i, next)) {
                    return true;
                }
            }
        }
        return false;
    }
}
