package io.partita.workloads.mesos.api;

import java.util.List;
import java.util.Objects;

/**
 * A deployment under way. Immutable.
 *
 * @param version of what is to be, an instant as text
 * @param affectedApps ids
 * @param currentStep from 1; 0 if it has not begun
 */
public record Deployment(String id, String version, List<String> affectedApps, int currentStep, int totalSteps) {

    public Deployment {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(version, "version is null");
        affectedApps = List.copyOf(affectedApps);
    }

    static Deployment read(Fields json) throws Fields.WrongShapeException {
        return new Deployment(
                json.text("id"),
                json.text("version"),
                json.list("affectedApps", Fields::asText),
                json.whole("currentStep"),
                json.whole("totalSteps"));
    }

    static List<Deployment> readAll(Fields json) throws Fields.WrongShapeException {
        return json.elements(Deployment::read);
    }
}
