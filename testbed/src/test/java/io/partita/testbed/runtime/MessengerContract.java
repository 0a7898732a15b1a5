package io.partita.testbed.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.AgentMessage.Pong;
import io.partita.testbed.messages.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link Messenger} promises. The real one and the simulated one pass the same tests, so that simulations are honest. */
public abstract class MessengerContract {

    /** A process that remembers what it heard. */
    protected static final class Peer implements Component, Messenger.Receiver {

        private final Platform platform;
        private final List<String> heard = new ArrayList<>();
        private final List<Address> exited = new ArrayList<>();

        public Peer(Platform platform) {
            this.platform = platform;
            platform.messenger().receive(this);
        }

        Address address() {
            return platform.messenger().address();
        }

        void act(Runnable action) {
            platform.loop().execute(action);
        }

        @Override
        public void start() {}

        @Override
        public HttpService http() {
            return (request, responder) -> responder.respond(HttpService.Response.of(404));
        }

        @Override
        public void received(Address from, Message message) {
            heard.add(((Pong) message).agentId() + " from " + from);
        }

        @Override
        public void exited(Address peer) {
            exited.add(peer);
        }
    }

    /** An address at which nothing lives. */
    protected abstract Address vacancy();

    /** Starts a process that is made by {@link Peer}'s constructor. */
    protected abstract Peer start(Address address);

    /** Ends a process as SIGKILL does. */
    protected abstract void kill(Peer peer);

    /** Lets time pass until {@code condition} holds; fails if it never does. */
    protected abstract void until(String what, BooleanSupplier condition);

    /** Lets a little time pass in which something that must not happen would. */
    protected abstract void pause();

    private static void say(Peer peer, Address to, String text) {
        peer.act(() -> peer.platform.messenger().send(to, new Pong(text)));
    }

    private static void link(Peer peer, Address to) {
        peer.act(() -> peer.platform.messenger().link(to));
    }

    @Test
    void messagesArriveInOrderWithTheirSender() {
        Peer one = start(vacancy());
        Peer two = start(vacancy());
        List<String> texts = IntStream.range(0, 500).mapToObj(i -> "m" + i).toList();
        one.act(() -> texts.forEach(text -> one.platform.messenger().send(two.address(), new Pong(text))));
        until("all to arrive", () -> two.heard.size() == texts.size());
        assertThat(two.heard)
                .isEqualTo(texts.stream()
                        .map(text -> text + " from " + one.address())
                        .toList());
    }

    @Test
    void anAnswerGoesToTheSender() {
        Peer one = start(vacancy());
        Peer two = start(vacancy());
        say(one, two.address(), "ping");
        until("the question", () -> two.heard.size() == 1);
        say(two, one.address(), "pong");
        until("the answer", () -> one.heard.equals(List.of("pong from " + two.address())));
    }

    @Test
    void aProcessCanWriteToItself() {
        Peer one = start(vacancy());
        say(one, one.address(), "self");
        until("it to arrive", () -> one.heard.equals(List.of("self from " + one.address())));
    }

    @Test
    void theDeathOfALinkedPeerIsToldOnceThoughNothingIsSent() {
        Peer one = start(vacancy());
        Peer two = start(vacancy());
        link(one, two.address());
        link(one, two.address());
        say(one, two.address(), "before");
        until("a connection", () -> two.heard.size() == 1);
        kill(two);
        until("the death to be told", () -> one.exited.equals(List.of(two.address())));
        say(one, two.address(), "after");
        pause();
        assertThat(one.exited).hasSize(1);
    }

    @Test
    void theDeathOfOthersIsNotTold() {
        Peer one = start(vacancy());
        Peer two = start(vacancy());
        say(one, two.address(), "hello");
        until("a connection", () -> two.heard.size() == 1);
        kill(two);
        pause();
        assertThat(one.exited).isEmpty();
    }

    @Test
    void aLinkToNobodyIsBrokenAtOnce() {
        Peer one = start(vacancy());
        Address nobody = vacancy();
        link(one, nobody);
        until("it to be told", () -> one.exited.equals(List.of(nobody)));
    }

    @Test
    void aMessageToNobodyIsLostAndLaterOnesArriveOnceSomebodyIsThere() {
        Peer one = start(vacancy());
        Address place = vacancy();
        say(one, place, "lost");
        pause();
        Peer two = start(place);
        say(one, place, "found");
        until("the second to arrive", () -> !two.heard.isEmpty());
        pause();
        assertThat(two.heard).containsExactly("found from " + one.address());
    }

    @Test
    void whoComesInADeadPeersPlaceHearsWhatIsSentFromThenOnAndCanBeLinkedAnew() {
        Peer one = start(vacancy());
        Peer dead = start(vacancy());
        link(one, dead.address());
        say(one, dead.address(), "to the dead");
        until("the first to arrive", () -> dead.heard.size() == 1);
        kill(dead);
        until("the death to be told", () -> one.exited.size() == 1);
        Peer reborn = start(dead.address());
        link(one, reborn.address());
        say(one, reborn.address(), "to the reborn");
        until("the second to arrive", () -> reborn.heard.equals(List.of("to the reborn from " + one.address())));
        assertThat(one.exited).hasSize(1);
        kill(reborn);
        until("the second death to be told", () -> one.exited.size() == 2);
    }

    @Test
    void eachSideHasALinkOfItsOwn() {
        Peer one = start(vacancy());
        Peer two = start(vacancy());
        link(one, two.address());
        link(two, one.address());
        say(one, two.address(), "a");
        say(two, one.address(), "b");
        until("connections", () -> one.heard.size() == 1 && two.heard.size() == 1);
        kill(one);
        until("the death to be told", () -> two.exited.equals(List.of(one.address())));
        assertThat(one.exited).isEmpty();
    }
}
