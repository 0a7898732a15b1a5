package io.partita.workloads.mesos.api;

import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a request did, as far as its sender can tell. Immutable. Errors begin with a stable short word, which
 * {@code ": detail"} may follow; {@link Verdict} lists them.
 *
 * @param <T> what a good answer says
 */
public sealed interface Reply<T> {

    /**
     * A good answer.
     *
     * @param leader the Marathon that gave it, {@code host:port}, whoever was asked; {@code null} if the answer does not say
     */
    record Ok<T>(T value, int status, String leader) implements Reply<T> {
        public Ok {
            Objects.requireNonNull(value, "value is null");
        }

        public Ok(T value, int status) {
            this(value, status, null);
        }

        @Override
        public <R> Reply<R> map(Function<? super T, ? extends R> change) {
            return new Ok<>(change.apply(value), status, leader);
        }

        @Override
        public Optional<T> good() {
            return Optional.of(value);
        }

        @Override
        public String error() {
            return "";
        }

        @Override
        public Optional<String> fromLeader() {
            return Optional.ofNullable(leader);
        }

        @Override
        public Completion complete(Invocation invocation, Function<? super T, ?> toJson) {
            return Completion.ok(toJson.apply(value));
        }
    }

    /**
     * It certainly had no effect and never will.
     *
     * @param answer what the server said, or {@code null} if it said nothing
     */
    record Refused<T>(String error, ErrorAnswer answer) implements Reply<T> {
        public Refused {
            Objects.requireNonNull(error, "error is null");
        }

        public Refused(String error) {
            this(error, null);
        }

        /** Whether the server answered, and with this status. */
        public boolean isStatus(int status) {
            return answer != null && answer.status() == status;
        }

        @Override
        public <R> Reply<R> map(Function<? super T, ? extends R> change) {
            return new Refused<>(error, answer);
        }

        @Override
        public Optional<T> good() {
            return Optional.empty();
        }

        @Override
        public Optional<String> fromLeader() {
            return Optional.ofNullable(answer).map(ErrorAnswer::leader);
        }

        @Override
        public Completion complete(Invocation invocation, Function<? super T, ?> toJson) {
            return Completion.fail(invocation, error);
        }
    }

    /**
     * It may have had an effect, or may yet.
     *
     * @param answer what the server said, or {@code null} if it said nothing
     */
    record Unknown<T>(String error, ErrorAnswer answer) implements Reply<T> {
        public Unknown {
            Objects.requireNonNull(error, "error is null");
        }

        public Unknown(String error) {
            this(error, null);
        }

        @Override
        public <R> Reply<R> map(Function<? super T, ? extends R> change) {
            return new Unknown<>(error, answer);
        }

        @Override
        public Optional<T> good() {
            return Optional.empty();
        }

        @Override
        public Optional<String> fromLeader() {
            return Optional.ofNullable(answer).map(ErrorAnswer::leader);
        }

        @Override
        public Completion complete(Invocation invocation, Function<? super T, ?> toJson) {
            return Completion.info(invocation, error);
        }
    }

    /** The same with another value in a good answer. */
    <R> Reply<R> map(Function<? super T, ? extends R> change);

    /** The value of a good answer. */
    Optional<T> good();

    /** Why there is none; empty for a good answer. */
    String error();

    /** The leading Marathon, {@code host:port}, as the answer names it, whoever was asked. */
    Optional<String> fromLeader();

    /**
     * How {@code invocation} ended, if this was its only request.
     *
     * @param toJson makes the value for the history, one of those that {@link io.partita.checker.history.JsonValues}
     *     names
     */
    Completion complete(Invocation invocation, Function<? super T, ?> toJson);
}
