package io.partita.testbed.sim;

import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.MayBeNull;
import io.partita.testbed.messages.Message;
import io.partita.testbed.messages.PortRange;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Messages that are whole and make little sense. */
public final class RandomMessages {

    private static final List<Double> NUMBERS = List.of(0.0, -1.0, 0.1, 1e9, 1e300, Double.NaN, -1e-300);
    private static final List<Long> LONGS = List.of(0L, -1L, 1L, 75_000_000_000L, Long.MAX_VALUE);

    private final RandomGenerator random;
    private final List<Class<?>> kinds;
    private final List<?> known;

    /**
     * @param family of messages
     * @param known values, such as ids and addresses, that may mean something to whoever hears them
     */
    public RandomMessages(RandomGenerator random, Class<?> family, List<?> known) {
        this.random = random;
        this.kinds = leaves(family).toList();
        this.known = known;
    }

    private static Stream<Class<?>> leaves(Class<?> family) {
        return family.isSealed()
                ? Arrays.stream(family.getPermittedSubclasses()).flatMap(RandomMessages::leaves)
                : Stream.of(family);
    }

    /** The next message. */
    public Message next() {
        return (Message) value(one(kinds));
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            int size = random.nextInt(3);
            if (generic.getRawType() == List.class) {
                return IntStream.range(0, size).mapToObj(i -> value(of[0])).toList();
            }
            Map<Object, Object> map = new HashMap<>();
            IntStream.range(0, size).forEach(i -> map.put("key" + i, value(of[1])));
            return map;
        }
        Class<?> plain = (Class<?>) type;
        List<?> fitting = known.stream().filter(plain::isInstance).toList();
        if (!fitting.isEmpty() && random.nextInt(4) > 0) {
            return one(fitting);
        } else if (plain == String.class) {
            return one(List.of("", "x", "täxt"));
        } else if (plain == double.class || plain == Double.class) {
            return one(NUMBERS);
        } else if (plain == long.class || plain == Long.class) {
            return one(LONGS);
        } else if (plain == int.class || plain == Integer.class) {
            return random.nextInt(65_536);
        } else if (plain == boolean.class) {
            return random.nextBoolean();
        } else if (plain == Address.class) {
            return new Address("10.0.1." + random.nextInt(256), random.nextInt(65_536));
        } else if (plain == PortRange.class) {
            return new PortRange(random.nextInt(1, 100), random.nextInt(100, 65_536));
        } else if (plain.isEnum()) {
            return one(List.of(plain.getEnumConstants()));
        }
        return record(plain);
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            return type.getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(Arrays.stream(components)
                            .map(component -> component.isAnnotationPresent(MayBeNull.class) && random.nextInt(4) == 0
                                    ? null
                                    : value(component.getGenericType()))
                            .toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("no sample of " + type, e);
        }
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
