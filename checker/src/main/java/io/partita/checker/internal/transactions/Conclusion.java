package io.partita.checker.internal.transactions;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The verdict in one sentence: what was found, what that rules out, and what is left. */
final class Conclusion {

    private final ConsistencyModel model;
    private final Findings findings;
    private final Set<ConsistencyModel> ruledOut;

    Conclusion(ConsistencyModel model, Findings findings) {
        this.model = model;
        this.findings = findings;
        this.ruledOut = ConsistencyModel.ruledOut(findings.kinds());
    }

    String invalid() {
        Set<ConsistencyModel> left = EnumSet.complementOf(EnumSet.copyOf(ruledOut));
        List<ConsistencyModel> weakest = ConsistencyModel.weakest(ruledOut).stream()
                .filter(model::implies)
                .toList();
        String thus = weakest.contains(model) ? "" : ", because not " + names(weakest, " and not ");
        String rest = left.isEmpty()
                ? "; no model is left"
                : "; nothing found speaks against " + names(ConsistencyModel.strongest(left), " or ");
        return "not " + model.label() + thus + ": " + found(true) + rest;
    }

    String valid(long committed) {
        String allowed = found(false);
        return "nothing that " + model.label() + " forbids in " + committed + " transactions"
                + (allowed.isEmpty() ? "" : "; found, but allowed by it: " + allowed);
    }

    private String found(boolean forbidden) {
        return findings.kinds().stream()
                .filter(kind -> model.forbids(kind) == forbidden)
                .map(kind -> kind.label() + " (" + kind.meaning() + ", " + findings.count(kind) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String names(List<ConsistencyModel> models, String between) {
        return models.stream().map(ConsistencyModel::label).collect(Collectors.joining(between));
    }
}
