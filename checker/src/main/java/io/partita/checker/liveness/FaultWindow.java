package io.partita.checker.liveness;

import io.partita.checker.history.History;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One injection of a fault, from the step that began it to the proof that it is gone. Immutable. Windows may overlap.
 *
 * <p>Four events matter, because what is certain differs from what is possible: the fault is <em>possibly</em> active
 * from the moment the injection began until it is proven healed, and <em>certainly</em> active from its proof until the
 * recovery began. Who excuses a system looks at the first, who demands evidence at the second.
 *
 * @param id unique in the run, such as {@code f3}; made of name and step where a run ended before the nemesis told it
 * @param name the fault's name, such as {@code partition-majorities}
 * @param description what was done, in words; may be empty
 * @param targets the nodes concerned
 * @param begun when the injection began
 * @param active when it was proven active, or {@code null}
 * @param ending when its recovery began, or the end of the history
 * @param healed when it was proven healed, or the end of the history
 * @param provenHealed whether it was proven healed
 */
public record FaultWindow(
        String id,
        String name,
        String description,
        List<String> targets,
        Moment begun,
        Moment active,
        Moment ending,
        Moment healed,
        boolean provenHealed) {

    public FaultWindow {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(description, "description is null");
        targets = List.copyOf(targets);
        Objects.requireNonNull(begun, "begun is null");
        Objects.requireNonNull(ending, "ending is null");
        Objects.requireNonNull(healed, "healed is null");
    }

    /**
     * The windows of {@code history}, in the order in which they began, read from the events of the nemesis. An
     * injection that the nemesis refused, having touched nothing, is none.
     */
    public static List<FaultWindow> of(History history) {
        return new FaultEvents(history).windows();
    }

    /** The windows of {@code history} in which the fault was proven active. */
    public static List<FaultWindow> proven(History history) {
        return of(history).stream().filter(FaultWindow::isProven).toList();
    }

    /** Whether the fault was proven active. */
    public boolean isProven() {
        return active != null;
    }

    /** When the fault may have been active. */
    public Span possible() {
        return new Span(begun.time(), healed.time());
    }

    /** When the fault certainly was active; empty if that was never proven. */
    public Optional<Span> certain() {
        return isProven() ? Optional.of(new Span(active.time(), ending.time())) : Optional.empty();
    }

    /** Whether the fault certainly was active at the event {@code index}: after its proof, before its recovery began. */
    public boolean certainAt(long index) {
        return isProven() && active.index() < index && index < ending.index();
    }
}
