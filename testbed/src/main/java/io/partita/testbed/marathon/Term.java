package io.partita.testbed.marathon;

import io.partita.testbed.marathon.leadership.Loss;
import io.partita.testbed.marathon.state.Events;
import io.partita.testbed.marathon.state.Orchestrator;
import io.partita.testbed.marathon.state.Repository;
import io.partita.testbed.marathon.store.WriteBehind;
import io.partita.testbed.marathon.store.ZooKeeperRepository;
import io.partita.testbed.runtime.Answers;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.runtime.ZooKeeper;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * One leadership from election to end: takes over the store, reads everything in it, the framework's id too, and runs an
 * orchestrator on that.
 */
final class Term {

    /** Whom a term tells how it goes. */
    interface Owner extends Orchestrator.Owner {

        /** The orchestrator runs. */
        void begun(Term term);

        /** The term cannot go on. */
        void failed(Loss loss);
    }

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration WRITE_BEHIND = Duration.ofSeconds(5);

    private final Platform platform;
    private final Settings settings;
    private final Memory memory;
    private final Orchestrators orchestrators;
    private final Events events;
    private final Owner owner;
    private final ZooKeeperRepository stored;
    private final Repository repository;
    private Orchestrator orchestrator;
    private boolean over;

    Term(
            Platform platform,
            Settings settings,
            ZooKeeper zooKeeper,
            String self,
            Memory memory,
            Orchestrators orchestrators,
            Events events,
            Owner owner) {
        this.platform = platform;
        this.settings = settings;
        this.memory = memory;
        this.orchestrators = orchestrators;
        this.events = events;
        this.owner = owner;
        this.stored = new ZooKeeperRepository(platform.loop(), zooKeeper, settings, self, () -> {
            if (!over) {
                owner.failed(Loss.DEPOSED);
            }
        });
        this.repository = settings.has(Bug.B25)
                ? new WriteBehind(platform.loop(), stored, settings.scaled(WRITE_BEHIND))
                : stored;
    }

    void begin() {
        Answers.on(platform.loop(), repository.load(), this::loaded, failure -> {
            if (failure instanceof ZooKeeper.Failure && !over) {
                // Whoever elected this one limits how often.
                platform.loop().after(settings.scaled(RETRY), () -> {
                    if (!over) {
                        begin();
                    }
                });
            } else if (!over) {
                platform.log().error("What is stored cannot be read: " + failure);
                owner.failed(Loss.PREPARATION_FAILED);
            }
        });
    }

    private void loaded(Repository.Contents contents) {
        if (over) {
            return;
        }
        // An instance that was never launched is a wish: whatever framework comes may fulfil it.
        if (contents.frameworkId().isEmpty()
                && contents.instances().stream().anyMatch(instance -> instance.taskId() != null)) {
            owner.failed(Loss.FRAMEWORK_ID_MISSING);
        }
        Repository.Contents known = contents;
        if (settings.has(Bug.B23)) {
            known = memory.withFrameworkId(known);
        }
        if (settings.has(Bug.B26)) {
            known = memory.withApps(known, repository);
        }
        run(known);
    }

    private void run(Repository.Contents contents) {
        orchestrator = orchestrators.create(repository, events, owner);
        orchestrator.start(contents);
        owner.begun(this);
    }

    /** Goes on with a new connection to the master and what is known in memory. */
    void restart() {
        Orchestrator old = orchestrator;
        old.stop();
        Repository.Contents known = new Repository.Contents(
                old.frameworkId(),
                old.apps(),
                old.instances(null),
                old.deployments(),
                old.apps().stream()
                        .map(app -> old.lastFailure(app.id()))
                        .flatMap(Optional::stream)
                        .toList());
        run(known);
    }

    /** Forgets the framework's id, so that a successor registers a new one; {@code then} runs however that ends. */
    void forgetFramework(Runnable then) {
        platform.log().warn("Removing the framework ID from the store");
        Answers.on(platform.loop(), repository.deleteFrameworkId(), done -> then.run(), failure -> then.run());
    }

    Orchestrator orchestrator() {
        return orchestrator;
    }

    Repository repository() {
        return repository;
    }

    /** Nothing is done or stored after this. */
    void end() {
        over = true;
        if (orchestrator != null) {
            orchestrator.stop();
        }
        stored.close();
    }
}
