package io.partita.workloads.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RegisterGeneratorTests {

    private static final RegisterGenerator.Rules RULES = new RegisterGenerator.Rules(0, 50, 3);

    @Test
    void every_value_is_written_once_to_a_register() {
        List<Object> written = invocations(1, OpType.OK, 1000).stream()
                .filter(invocation -> !invocation.f().equals("read"))
                .map(invocation -> List.of(invocation.key(), newValue(invocation)))
                .collect(Collectors.toList());
        assertThat(written).hasSizeGreaterThan(300).doesNotHaveDuplicates();
    }

    @Test
    void mixes_reads_writes_and_compare_and_sets() {
        var counts = invocations(1, OpType.OK, 4000).stream()
                .collect(Collectors.groupingBy(Invocation::f, Collectors.counting()));
        assertThat(counts.get("read")).isBetween(1800L, 2200L);
        assertThat(counts.get("write")).isBetween(800L, 1300L);
        assertThat(counts.get("cas")).isBetween(700L, 1200L);
    }

    @Test
    void a_register_is_left_after_its_operations() {
        var perKey = invocations(1, OpType.OK, 500).stream()
                .collect(Collectors.groupingBy(Invocation::key, Collectors.counting()));
        assertThat(perKey.values()).containsOnly(50L);
    }

    @Test
    void a_register_is_left_after_its_crashes() {
        var perKey = invocations(1, OpType.INFO, 300).stream()
                .collect(Collectors.groupingBy(Invocation::key, Collectors.counting()));
        assertThat(perKey.values()).containsOnly(3L);
    }

    @Test
    void a_compare_and_set_expects_the_last_value_known() {
        Object last = null;
        for (Invocation invocation : invocations(1, OpType.OK, 40)) {
            if (invocation.f().equals("cas")) {
                assertThat(((List<?>) invocation.value()).get(0)).isEqualTo(last);
            }
            last = invocation.f().equals("read") ? last : newValue(invocation);
        }
    }

    @Test
    void the_seed_fixes_everything() {
        assertThat(invocations(7, OpType.OK, 200)).isEqualTo(invocations(7, OpType.OK, 200));
        assertThat(invocations(7, OpType.OK, 200)).isNotEqualTo(invocations(8, OpType.OK, 200));
    }

    @Test
    void waits_when_no_thread_is_free() {
        assertThat(RegisterGenerator.start(1, RULES).offer(new OneThread(-1))).isInstanceOf(Generator.Pending.class);
    }

    private static Object newValue(Invocation invocation) {
        return invocation.value() instanceof List<?> pair ? pair.get(1) : invocation.value();
    }

    /** One thread whose operations all end as told; reads answer the last value written. */
    private static List<Invocation> invocations(long seed, OpType outcome, int count) {
        List<Invocation> invocations = new ArrayList<>();
        Generator generator = RegisterGenerator.start(seed, RULES);
        var context = new OneThread(0);
        Object register = null;
        Object key = null;
        while (invocations.size() < count) {
            var ready = (Generator.Ready) generator.offer(context);
            Invocation invocation = ready.invocation();
            register = invocation.key().equals(key) ? register : null;
            key = invocation.key();
            register = invocation.f().equals("read") ? register : newValue(invocation);
            Object value = invocation.f().equals("read") ? register : invocation.value();
            generator = ready.rest().update(context, new Op(0, 0, 0, outcome, invocation.f(), key, value, null));
            invocations.add(invocation);
        }
        return invocations;
    }

    private record OneThread(int free) implements Generator.Context {

        @Override
        public long time() {
            return 0;
        }

        @Override
        public int threads() {
            return 1;
        }

        @Override
        public boolean isFree(int thread) {
            return free == thread;
        }

        @Override
        public boolean isIdle() {
            return free >= 0;
        }

        @Override
        public int process(int thread) {
            return 0;
        }

        @Override
        public int freeThread(int from, int to) {
            return free;
        }
    }
}
