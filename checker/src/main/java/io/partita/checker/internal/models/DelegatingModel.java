package io.partita.checker.internal.models;

import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A model that does as another does, except where it says otherwise. */
public interface DelegatingModel<S> extends Model<S> {

    /** The other. */
    Model<S> model();

    @Override
    default String name() {
        return model().name();
    }

    @Override
    default List<String> functions() {
        return model().functions();
    }

    @Override
    default S initial() {
        return model().initial();
    }

    @Override
    default S step(S state, Operation operation) {
        return model().step(state, operation);
    }

    @Override
    default String describe(S state) {
        return model().describe(state);
    }

    @Override
    default Optional<String> problemWith(Operation operation) {
        return model().problemWith(operation);
    }

    @Override
    default Object partOf(Operation operation) {
        return model().partOf(operation);
    }

    @Override
    default boolean isReadOnly(Operation operation) {
        return model().isReadOnly(operation);
    }

    @Override
    default boolean overwrites(Operation operation) {
        return model().overwrites(operation);
    }

    @Override
    default Optional<S> onlyPossibleIn(Operation operation) {
        return model().onlyPossibleIn(operation);
    }

    @Override
    default boolean mayLeadTo(S state, Operation observation) {
        return model().mayLeadTo(state, observation);
    }

    @Override
    default boolean observesRefusal(Operation operation) {
        return model().observesRefusal(operation);
    }

    @Override
    default Predicate<Operation> couldMatter(List<Operation> operations) {
        return model().couldMatter(operations);
    }
}
