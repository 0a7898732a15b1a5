package io.partita.workloads.mesos.apps;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.mesos.observe.Json;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The life of one app after another. Every operation goes to whichever thread is free, so through any Marathon.
 *
 * <pre>
 *   NEW      made by nobody's knowledge     a creation or a reading shows that it is there     -> ALIVE
 *   ALIVE    read, changed, scaled          it had its operations, or crashes                  -> DOOMED
 *   DOOMED   deleted                        a deletion was acknowledged, or finds it gone      -> GONE
 *   GONE     read a few times more          that is done                                       -> NEW, the next app
 * </pre>
 *
 * <p>A name is never used again, so whatever shows up after its deletion came back by itself.
 *
 * @param seed fixes the mix
 * @param rules the bounds
 * @param number operations so far
 * @param round which app of the slot
 * @param stage where in its life it is
 * @param ops operations on it in this stage so far
 * @param crashes operations on it of unknown outcome
 */
record AppGenerator(long seed, Rules rules, long number, long round, Stage stage, int ops, int crashes)
        implements Generator {

    /** The golden ratio's 64-bit increment: keeps the random sources of neighbouring operations apart. */
    private static final long STRIDE = 0x9E3779B97F4A7C15L;

    private static final int READS_AFTER_DELETION = 3;

    enum Stage {
        NEW,
        ALIVE,
        DOOMED,
        GONE
    }

    /**
     * What stays the same for the whole run.
     *
     * @param slot names the slot and begins every app's name
     * @param lasting whether its first app lives for ever
     * @param opsPerApp operations on an app before it is deleted
     * @param crashesPerApp operations of unknown outcome before it is deleted
     */
    record Rules(String slot, boolean lasting, int opsPerApp, int crashesPerApp) {}

    static AppGenerator start(long seed, Rules rules) {
        return new AppGenerator(seed, rules, 0, 0, Stage.NEW, 0, 0);
    }

    @Override
    public Offer offer(Context context) {
        int thread = context.freeThread(0, context.threads());
        if (thread < 0) {
            return Pending.INSTANCE;
        }
        AppGenerator here = current();
        Invocation invocation = here.draw(context.process(thread), new SplittableRandom(seed + number * STRIDE));
        return new Ready(context.time(), invocation, here.withOps(here.ops + 1));
    }

    /** The generator at the stage that its counts have brought about. */
    private AppGenerator current() {
        boolean old = ops >= rules.opsPerApp || crashes >= rules.crashesPerApp;
        if (stage == Stage.ALIVE && old && !rules.lasting) {
            return in(Stage.DOOMED);
        }
        if (stage == Stage.GONE && ops >= READS_AFTER_DELETION) {
            return new AppGenerator(seed, rules, number, round + 1, Stage.NEW, 0, 0);
        }
        return this;
    }

    private Invocation draw(int process, SplittableRandom random) {
        int dice = random.nextInt(100);
        return switch (stage) {
            case NEW -> dice < 75 ? create(process, random) : read(process);
            case ALIVE -> {
                if (dice < 40) {
                    yield read(process);
                } else if (dice < 77) {
                    yield invoke(process, Names.UPDATE, Map.of(Names.TOKEN, token()));
                } else if (dice < 97) {
                    yield invoke(process, Names.SCALE, Map.of(Names.INSTANCES, instances(random)));
                } else {
                    yield create(process, random);
                }
            }
            case DOOMED -> dice < 60 ? invoke(process, Names.DELETE, null) : read(process);
            case GONE -> read(process);
        };
    }

    private Invocation create(int process, SplittableRandom random) {
        return invoke(process, Names.CREATE, Map.of(Names.TOKEN, token(), Names.INSTANCES, instances(random)));
    }

    private Invocation read(int process) {
        return invoke(process, Names.READ, null);
    }

    private Invocation invoke(int process, String f, Object value) {
        return new Invocation(process, f, key(), value);
    }

    private String token() {
        return rules.slot + "." + number;
    }

    /** Mostly none: what is tested is what Marathon remembers, and each task costs the nodes a process. */
    private static long instances(SplittableRandom random) {
        int dice = random.nextInt(100);
        return dice < 75 ? 0 : dice < 95 ? 1 : 2;
    }

    private String key() {
        return Names.app(rules.slot, round);
    }

    private AppGenerator withOps(int newOps) {
        return new AppGenerator(seed, rules, number + 1, round, stage, newOps, crashes);
    }

    private AppGenerator in(Stage next) {
        return new AppGenerator(seed, rules, number, round, next, 0, crashes);
    }

    @Override
    public Generator update(Context context, Op event) {
        if (!key().equals(event.key()) || event.type() == OpType.INVOKE) {
            return this;
        }
        if (event.type() == OpType.INFO) {
            return new AppGenerator(seed, rules, number, round, stage, ops, crashes + 1);
        }
        boolean ok = event.type() == OpType.OK;
        if (stage == Stage.NEW && ok && showsApp(event)) {
            return in(Stage.ALIVE);
        }
        if (stage == Stage.DOOMED && event.f().equals(Names.DELETE) && (ok || isNotFound(event))) {
            return in(Stage.GONE);
        }
        return this;
    }

    private static boolean showsApp(Op ok) {
        return !ok.f().equals(Names.READ) || !Json.flag(Json.object(ok.value()), Names.ABSENT);
    }

    private static boolean isNotFound(Op fail) {
        return fail.error() != null && fail.error().startsWith("http-404");
    }
}
