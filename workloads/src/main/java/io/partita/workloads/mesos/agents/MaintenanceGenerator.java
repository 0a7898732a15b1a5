package io.partita.workloads.mesos.agents;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.mesos.observe.Json;
import io.partita.workloads.mesos.observe.Observer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The operations that take one machine away for maintenance, once, and bring it back. The machine is the first of some on
 * which no master leads. Immutable.
 *
 * <pre>
 *   WATCHING ──a leader is seen──▶ SCHEDULE ──ok──▶ DOWN ──ok, or unknown──▶ UP ──ok──▶ OVER
 *                                     └──else──▶ OVER  └──failed──▶ OVER       └──else──▶ UP again, a while later
 * </pre>
 *
 * @param machines the nodes to choose from, the preferred ones first
 * @param hold how long the machine stays down
 * @param state where it is
 * @param node the machine; {@code null} while watching
 * @param due when the next operation is due, ns
 * @param process who performs an operation under way, or -1
 */
record MaintenanceGenerator(List<String> machines, Duration hold, State state, String node, long due, int process)
        implements Generator {

    /** Soon enough after the beginning to be over before faults begin, late enough for a first look at all there is. */
    private static final Duration BEGIN = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Where it is. */
    enum State {
        WATCHING(null),
        SCHEDULE(Maintenance.SCHEDULE),
        DOWN(Maintenance.DOWN),
        UP(Maintenance.UP),
        OVER(null);

        private final String function;

        State(String function) {
            this.function = function;
        }
    }

    MaintenanceGenerator {
        machines = List.copyOf(machines);
        Objects.requireNonNull(hold, "hold is null");
        Objects.requireNonNull(state, "state is null");
    }

    static MaintenanceGenerator of(List<String> machines, Duration hold) {
        return new MaintenanceGenerator(machines, hold, State.WATCHING, null, BEGIN.toNanos(), -1);
    }

    @Override
    public Offer offer(Context context) {
        if (state == State.OVER) {
            return Exhausted.INSTANCE;
        }
        int thread = context.freeThread(0, context.threads());
        if (state == State.WATCHING || process >= 0 || thread < 0) {
            return Pending.INSTANCE;
        }
        int performer = context.process(thread);
        Invocation invocation = new Invocation(performer, state.function, null, node);
        return new Ready(
                Math.max(due, context.time()),
                invocation,
                new MaintenanceGenerator(machines, hold, state, node, due, performer));
    }

    @Override
    public Generator update(Context context, Op event) {
        if (state == State.WATCHING) {
            return event.type() == OpType.OK && event.f().equals(Observer.MASTERS) ? choose(event) : this;
        }
        boolean ours = process >= 0 && event.process() == process && event.type() != OpType.INVOKE;
        if (!ours || event.isNemesis()) {
            return this;
        }
        return switch (event.type()) {
            case OK -> after(event);
            case INFO ->
                state == State.SCHEDULE ? to(State.OVER, event.time()) : to(State.UP, event.time() + hold.toNanos());
            default -> state == State.UP ? to(State.UP, event.time() + PAUSE.toNanos()) : to(State.OVER, event.time());
        };
    }

    private Generator after(Op event) {
        return switch (state) {
            case SCHEDULE -> to(State.DOWN, event.time() + PAUSE.toNanos() / 2);
            case DOWN -> to(State.UP, event.time() + hold.toNanos());
            default -> to(State.OVER, event.time());
        };
    }

    private Generator choose(Op event) {
        var views = Json.object(event.value());
        boolean led = views.values().stream().anyMatch(view -> Json.flag(Json.object(view), "leads"));
        return machines.stream()
                .filter(machine -> led && !Json.flag(Json.object(views, machine), "leads"))
                .findFirst()
                .<Generator>map(machine -> new MaintenanceGenerator(
                        machines, hold, State.SCHEDULE, machine, Math.max(due, event.time()), -1))
                .orElse(this);
    }

    private Generator to(State next, long at) {
        return new MaintenanceGenerator(machines, hold, next, node, at, -1);
    }
}
