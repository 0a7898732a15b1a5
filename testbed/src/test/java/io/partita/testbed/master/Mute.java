package io.partita.testbed.master;

import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.AgentMessage.Ping;
import io.partita.testbed.messages.AgentMessage.Pong;
import io.partita.testbed.messages.Message;
import io.partita.testbed.runtime.Component;
import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.Messenger;
import io.partita.testbed.runtime.Platform;

/** Answers pings as an agent would, and says nothing else. */
final class Mute implements Component, Messenger.Receiver {

    private final Platform platform;
    private final String agentId;

    Mute(Platform platform, String agentId) {
        this.platform = platform;
        this.agentId = agentId;
        platform.messenger().receive(this);
    }

    @Override
    public void start() {
        // it only answers
    }

    @Override
    public void received(Address from, Message message) {
        if (message instanceof Ping) {
            platform.messenger().send(from, new Pong(agentId));
        }
    }

    @Override
    public void exited(Address peer) {
        // it has no links
    }

    @Override
    public HttpService http() {
        return (request, responder) -> responder.respond(HttpService.Response.of(404));
    }
}
