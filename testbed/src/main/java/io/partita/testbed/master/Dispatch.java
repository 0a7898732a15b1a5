package io.partita.testbed.master;

import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Who handles which kind of message. */
final class Dispatch {

    private final Map<Class<? extends Message>, BiConsumer<Address, Message>> handlers = new HashMap<>();

    /** Hands messages of {@code kind}, with their sender, to {@code handler} from now on. */
    <M extends Message> Dispatch on(Class<M> kind, BiConsumer<Address, M> handler) {
        handlers.put(kind, (from, message) -> handler.accept(from, kind.cast(message)));
        return this;
    }

    /** Whether somebody handled it. */
    boolean handle(Address from, Message message) {
        BiConsumer<Address, Message> handler = handlers.get(message.getClass());
        if (handler != null) {
            handler.accept(from, message);
        }
        return handler != null;
    }
}
