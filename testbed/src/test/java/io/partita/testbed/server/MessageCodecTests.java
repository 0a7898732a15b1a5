package io.partita.testbed.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.MayBeNull;
import io.partita.testbed.messages.Message;
import io.partita.testbed.messages.PortRange;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MessageCodecTests {

    private final MessageCodec codec = new MessageCodec();

    static Stream<Class<?>> kinds() {
        return leaves(Message.class);
    }

    private static Stream<Class<?>> leaves(Class<?> family) {
        return Arrays.stream(family.getPermittedSubclasses())
                .flatMap(kind -> kind.isSealed() ? leaves(kind) : Stream.of(kind));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindComesBackAsItWas(Class<?> kind) {
        Message message = (Message) sample(kind, false);
        byte[] json = codec.encode(message);
        assertThat(codec.decode(MessageCodec.kind(message), json)).isEqualTo(message);
        assertThat(new String(json)).doesNotContain("\"empty\"", "\"terminal\"", "\"partitionAware\"");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatMayBeMissingComesBackMissing(Class<?> kind) {
        Message message = (Message) sample(kind, true);
        assertThat(codec.decode(MessageCodec.kind(message), codec.encode(message)))
                .isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nothingIsNoMessage(Class<?> kind) {
        assertRefused(kind.getSimpleName(), "null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RegisterAgent    | {}",
                "RegisterAgent    | {'agent': {'hostname': 'a1', 'attributes': {}, 'capabilities': []}}",
                "ReregisterAgent  | {'agent': null, 'tasks': [null], 'frameworks': []}",
                "ReconcileTasks   | {'frameworkId': 'f', 'tasks': [{}]}",
                "KillAgentTask    | {'frameworkId': 'f', 'taskId': null}",
                "AgentRegistered  | {'agentId': 'a', 'pingTimeoutNanos': 'soon'}",
                "AskReach         | {'question': 1, 'whom': [{'host': 'n1', 'port': 70000}]}",
                "Ping             | []"
            })
    void whatLacksSomethingIsNoMessage(String kind, String json) {
        assertRefused(kind, json.replace('\'', '"'));
    }

    private void assertRefused(String kind, String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.decode(kind, json.getBytes(StandardCharsets.UTF_8)));
    }

    /** A value of {@code type}, filled all the way down; {@code sparse} leaves out what may be null or empty. */
    private static Object sample(Type type, boolean sparse) {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return sparse ? List.of() : List.of(sample(of[0], false));
            }
            return sparse ? Map.of() : Map.of("key", sample(of[1], false));
        }
        Class<?> plain = (Class<?>) type;
        if (plain == int.class || plain == long.class) {
            return plain == int.class ? (Object) 7 : (Object) 7_000_000_000_000L;
        } else if (plain == double.class) {
            return 1.25;
        } else if (plain == boolean.class) {
            return true;
        } else if (plain == PortRange.class) {
            return new PortRange(31000, 31999);
        } else if (plain == Address.class) {
            return new Address("10.0.0.11", 5050);
        } else if (plain.isEnum()) {
            return plain.getEnumConstants()[1];
        } else if (plain.isRecord()) {
            return record(plain, sparse);
        } else if (plain == String.class) {
            return "täxt \"\\ \n";
        } else if (plain == Integer.class) {
            return 42;
        } else if (plain == Long.class) {
            return 43L;
        }
        return 44.5;
    }

    private static Object record(Class<?> type, boolean sparse) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            return type.getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(Arrays.stream(components)
                            .map(component -> sparse && component.isAnnotationPresent(MayBeNull.class)
                                    ? null
                                    : sample(component.getGenericType(), sparse))
                            .toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("no sample of " + type, e);
        }
    }
}
