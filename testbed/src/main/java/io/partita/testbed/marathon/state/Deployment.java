package io.partita.testbed.marathon.state;

import io.partita.testbed.marathon.app.AppDefinition;
import java.util.List;

/**
 * A change on its way: steps one after another, the actions of a step side by side.
 *
 * @param id a UUID
 * @param version of the new state, ISO 8601
 * @param original the apps as they were; those that are new are not among them
 * @param target the apps as they are to be; those to be deleted are not among them
 * @param currentStep counted from 1, as the API shows it
 */
public record Deployment(
        String id,
        String version,
        List<AppDefinition> original,
        List<AppDefinition> target,
        List<Step> steps,
        int currentStep) {

    public Deployment {
        original = List.copyOf(original);
        target = List.copyOf(target);
        steps = List.copyOf(steps);
    }

    /** Actions that are done side by side. */
    public record Step(List<Action> actions) {
        public Step {
            actions = List.copyOf(actions);
        }
    }

    /** One thing to do with one app. */
    public record Action(Kind kind, String appId) {}

    /** What can be done with an app. */
    public enum Kind {
        START("StartApplication"),
        SCALE("ScaleApplication"),
        RESTART("RestartApplication"),
        STOP("StopApplication");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As the API names it. */
        public String word() {
            return word;
        }
    }

    /** The apps concerned, without repetition. */
    public List<String> affectedApps() {
        return steps.stream()
                .flatMap(step -> step.actions().stream())
                .map(Action::appId)
                .distinct()
                .toList();
    }

    public Deployment atStep(int step) {
        return new Deployment(id, version, original, target, steps, step);
    }
}
