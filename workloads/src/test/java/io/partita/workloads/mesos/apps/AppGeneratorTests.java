package io.partita.workloads.mesos.apps;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.TestThreads;
import io.partita.workloads.mesos.observe.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AppGeneratorTests {

    private static final AppGenerator.Rules BRIEF = new AppGenerator.Rules("b", false, 30, 5);
    private static final AppGenerator.Rules LASTING = new AppGenerator.Rules("l", true, 30, 5);

    private static final class OneThread extends TestThreads {
        OneThread() {
            super(1);
        }

        @Override
        public long time() {
            return 0;
        }
    }

    /** What one thread is told to do if everything ends as {@code outcome} says. */
    private static List<Invocation> invocations(
            AppGenerator.Rules rules, int count, Function<Invocation, OpType> outcome) {
        Generator generator = AppGenerator.start(1, rules);
        OneThread context = new OneThread();
        List<Invocation> all = new ArrayList<>();
        while (all.size() < count) {
            var ready = (Generator.Ready) generator.offer(context);
            Invocation next = ready.invocation();
            all.add(next);
            generator = ready.rest();
            generator = generator.update(context, event(next, OpType.INVOKE));
            generator = generator.update(context, event(next, outcome.apply(next)));
        }
        return all;
    }

    private static Op event(Invocation invocation, OpType type) {
        return new Op(0, 0, invocation.process(), type, invocation.f(), invocation.key(), invocation.value(), null);
    }

    private static Map<Object, List<String>> byApp(List<Invocation> invocations) {
        return invocations.stream()
                .collect(Collectors.groupingBy(
                        Invocation::key, LinkedHashMap::new, Collectors.mapping(Invocation::f, Collectors.toList())));
    }

    @Test
    void every_token_is_given_once() {
        List<String> tokens = invocations(LASTING, 2000, any -> OpType.OK).stream()
                .map(invocation -> Json.text(Json.object(invocation.value()), Names.TOKEN))
                .filter(token -> token != null)
                .toList();
        assertThat(tokens).hasSizeGreaterThan(500).doesNotHaveDuplicates();
    }

    @Test
    void an_app_is_made_changed_and_deleted_and_then_only_read() {
        List<Invocation> all = invocations(BRIEF, 400, any -> OpType.OK);
        assertThat(all).extracting(Invocation::f).contains(Names.UPDATE, Names.SCALE, Names.READ);
        byApp(all).values().stream().limit(5).forEach(life -> {
            int deleted = life.indexOf(Names.DELETE);
            assertThat(life.subList(deleted + 1, life.size())).containsExactly(Names.READ, Names.READ, Names.READ);
        });
    }

    @Test
    void nothing_is_changed_before_the_app_is_known_to_be_there() {
        List<Invocation> all = invocations(BRIEF, 200, any -> OpType.FAIL);
        assertThat(all).extracting(Invocation::f).containsOnly(Names.CREATE, Names.READ);
        assertThat(byApp(all)).hasSize(1);
    }

    @Test
    void an_app_with_many_unknown_outcomes_is_left() {
        var lives = byApp(invocations(BRIEF, 200, next -> next.f().equals(Names.UPDATE) ? OpType.INFO : OpType.OK));
        assertThat(lives).hasSizeGreaterThan(5);
        assertThat(lives.values())
                .allSatisfy(life ->
                        assertThat(life).filteredOn(Names.UPDATE::equals).hasSizeLessThanOrEqualTo(5));
    }

    @Test
    void a_deletion_is_tried_until_it_is_known_to_have_happened() {
        var lives = byApp(invocations(BRIEF, 200, next -> next.f().equals(Names.DELETE) ? OpType.INFO : OpType.OK));
        assertThat(lives).hasSize(1);
    }

    @Test
    void a_lasting_app_is_never_deleted() {
        List<Invocation> all = invocations(LASTING, 1000, any -> OpType.OK);
        assertThat(all).extracting(Invocation::f).doesNotContain(Names.DELETE);
        assertThat(byApp(all)).hasSize(1);
    }
}
