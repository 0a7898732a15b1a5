package io.partita.testbed.marathon;

import io.partita.testbed.marathon.api.Api;
import io.partita.testbed.marathon.api.ApiContext;
import io.partita.testbed.marathon.api.FrontDoor;
import io.partita.testbed.marathon.events.EventBus;
import io.partita.testbed.marathon.leadership.Leadership;
import io.partita.testbed.marathon.leadership.Loss;
import io.partita.testbed.marathon.orchestration.MarathonOrchestrator;
import io.partita.testbed.marathon.store.ZooKeeperRepository;
import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.Answers;
import io.partita.testbed.runtime.Component;
import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.runtime.ZooKeeper;
import io.partita.testbed.runtime.ZooKeeper.Session;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.settings.Settings;

/**
 * A Marathon: contends for leadership in ZooKeeper; the leader keeps apps running and serves the API, the others pass
 * requests on to it. {@link Leadership} knows which it is, a {@link Term} is what the leader does, {@link FrontDoor} is
 * where requests come in.
 */
public final class Marathon implements Component, Leadership.Owner {

    private final Platform platform;
    private final Settings settings;
    private final Place place;
    private final Address http;
    private final Orchestrators orchestrators;
    private final ZooKeeper zooKeeper;
    private final Leadership leadership;
    private final EventBus events;
    private final FrontDoor frontDoor;
    private final Memory memory = new Memory();
    private Term term;

    /** @param http where clients and other Marathons reach this one; its messages come to the platform's own address */
    public Marathon(Platform platform, Settings settings, Place place, Address http) {
        this(
                platform,
                settings,
                place,
                http,
                (repository, events, owner) ->
                        new MarathonOrchestrator(platform, settings, place, repository, events, owner));
    }

    Marathon(Platform platform, Settings settings, Place place, Address http, Orchestrators orchestrators) {
        this.platform = platform;
        this.settings = settings;
        this.place = place;
        this.http = http;
        this.orchestrators = orchestrators;
        this.zooKeeper = platform.zooKeeper(settings.duration(Knob.MARATHON_ZK_SESSION));
        this.leadership = new Leadership(platform, settings, http, zooKeeper, this);
        this.events = new EventBus(platform.loop());
        this.frontDoor = new FrontDoor(platform, settings, http, leadership);
    }

    @Override
    public void start() {
        if (settings.has(Bug.B23) || settings.has(Bug.B26)) {
            zooKeeper.onSession(this::remember);
        }
        leadership.start();
    }

    private void remember(Session session) {
        if (session == Session.CONNECTED && memory.isEmpty()) {
            ZooKeeperRepository reader = new ZooKeeperRepository(platform.loop(), zooKeeper, settings, "", () -> {});
            Answers.on(platform.loop(), reader.read(), memory::remember, failure -> {});
        }
    }

    @Override
    public HttpService http() {
        return frontDoor;
    }

    /** Whether it leads and serves. */
    boolean leads() {
        return leadership.isLeading();
    }

    @Override
    public void elected() {
        term = new Term(
                platform, settings, zooKeeper, http.toString(), memory, orchestrators, events, new Term.Owner() {
                    @Override
                    public void begun(Term begun) {
                        serve(begun);
                    }

                    @Override
                    public void failed(Loss loss) {
                        leadership.lose(loss, "");
                    }

                    @Override
                    public void masterLost() {
                        leadership.lose(Loss.MASTER_LOST, "");
                    }

                    @Override
                    public void refused(String message) {
                        if (settings.has(Bug.B24)) {
                            goOn(message);
                        } else if (isRemoved(message)) {
                            term.forgetFramework(() -> leadership.lose(Loss.REFUSED, message));
                        } else {
                            leadership.lose(Loss.REFUSED, message);
                        }
                    }
                });
        term.begin();
    }

    /** Whether the id can never be used again, and this release goes on with a new one; modern leaves that to people. */
    private boolean isRemoved(String message) {
        return !settings.profile().isAtLeast(Profile.MODERN)
                && (message.contains("Framework has been removed") || message.contains("Completed framework"));
    }

    private void serve(Term begun) {
        if (leadership.state() == Leadership.State.PREPARING) {
            leadership.prepared();
        }
        frontDoor.serve(new Api(new ApiContext(
                platform, settings, place, http, leadership, events, begun.orchestrator(), begun.repository())));
    }

    /** Another scheduler took the framework over: this one takes it back, though it may not lead any more (B24). */
    private void goOn(String message) {
        platform.log().warn("Error: " + message + "; registering again");
        Term mine = term;
        platform.loop().after(settings.duration(Knob.MARATHON_ABDICATE_BACKOFF), () -> {
            if (mine == term) {
                mine.restart();
            }
        });
    }

    @Override
    public void ended() {
        frontDoor.stopServing();
        events.closeAll();
        if (term != null) {
            Term old = term;
            term = null;
            old.end();
        }
    }
}
