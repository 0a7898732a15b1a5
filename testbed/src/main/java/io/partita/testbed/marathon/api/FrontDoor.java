package io.partita.testbed.marathon.api;

import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.marathon.leadership.Leadership;
import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where requests come in. The leader serves them; another passes them on to the leader, for whom it waits a little if
 * nobody leads.
 */
public final class FrontDoor implements HttpService {

    private static final int LOOKS = 10;

    private final Platform platform;
    private final Settings settings;
    private final Address self;
    private final Leadership leadership;
    private final LeaderProxy proxy;
    private Api api;

    /** @param self where clients reach this Marathon */
    public FrontDoor(Platform platform, Settings settings, Address self, Leadership leadership) {
        this.platform = platform;
        this.settings = settings;
        this.self = self;
        this.leadership = leadership;
        this.proxy = new LeaderProxy(platform, settings, self);
    }

    /** From now on this Marathon serves: it leads. */
    public void serve(Api newApi) {
        api = newApi;
    }

    /** It leads no more. */
    public void stopServing() {
        if (api != null) {
            api.end();
            api = null;
        }
    }

    @Override
    public void handle(Request request, Responder responder) {
        if (api != null) {
            api.handle(request, responder);
        } else if (isLocal(request)) {
            responder.respond(local(request));
        } else {
            find(request, responder, LOOKS);
        }
    }

    /** The newest release passes pings on as well. */
    private boolean isLocal(Request request) {
        List<String> parts = Call.split(request.path());
        boolean ping = parts.equals(List.of("ping")) && !settings.profile().isAtLeast(Profile.MODERN);
        return request.method().equals("GET") && (ping || parts.equals(List.of("metrics")));
    }

    private Response local(Request request) {
        Reply reply = Call.split(request.path()).equals(List.of("ping"))
                ? LocalPages.pong(new Call(request, List.of()))
                : Reply.shown(MetricsView.standby(settings.profile()));
        return reply.from(leadership.leader().orElse(self));
    }

    private void find(Request request, Responder responder, int looks) {
        if (api != null) {
            api.handle(request, responder);
            return;
        }
        Optional<Address> leader = leadership.leader();
        if (proxy.isLoop(request)) {
            refuse(request, responder, ProxyProblem.loop(), leader);
        } else if (leader.isPresent()) {
            pass(request, responder, leader.get());
        } else if (settings.has(Bug.B32) && emptyList(request).isPresent()) {
            responder.respond(emptyList(request).get());
        } else if (looks == 0) {
            refuse(request, responder, ProxyProblem.noLeader(settings.profile()), leader);
        } else {
            Duration pause = settings.duration(Knob.MARATHON_LEADER_WAIT).dividedBy(LOOKS);
            platform.loop().after(pause, () -> find(request, responder, looks - 1));
        }
    }

    private void pass(Request request, Responder responder, Address leader) {
        if (Call.split(request.path()).equals(List.of("v2", "events"))) {
            // A stream cannot be passed on; newer releases send clients to the leader too.
            responder.respond(Response.of(302)
                    .with("X-Marathon-Leader", "http://" + leader)
                    .with("Location", "http://" + leader + LeaderProxy.pathAndQuery(request)));
            return;
        }
        proxy.pass(request, leader, responder, failure -> {
            platform.log()
                    .warn("Could not pass " + request.method() + " " + request.path() + " on to " + leader + ": "
                            + failure);
            if (settings.has(Bug.B32) && emptyList(request).isPresent()) {
                responder.respond(emptyList(request).get());
            } else if (settings.has(Bug.B31) && !request.method().equals("GET")) {
                responder.respond(Response.of(200));
            } else {
                refuse(request, responder, ProxyProblem.of(failure, settings.profile()), Optional.of(leader));
            }
        });
    }

    private static void refuse(Request request, Responder responder, ProxyProblem problem, Optional<Address> leader) {
        responder.respond(HtmlError.of(problem.status(), problem.reason(), request.path(), leader));
    }

    /** What B32 answers, to the two requests that it spoils. */
    private Optional<Response> emptyList(Request request) {
        List<String> parts = Call.split(request.path());
        boolean lists = parts.equals(List.of("v2", "apps")) || parts.equals(List.of("v2", "tasks"));
        if (!lists || !request.method().equals("GET")) {
            return Optional.empty();
        }
        tools.jackson.databind.node.ObjectNode json = Json.object();
        json.putArray(parts.get(1));
        return Optional.of(Reply.shown(json).from(leadership.leader().orElse(self)));
    }
}
