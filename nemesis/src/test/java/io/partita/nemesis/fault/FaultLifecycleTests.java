package io.partita.nemesis.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.nemesis.proof.Proof;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FaultLifecycleTests {

    private static final Map<String, Consumer<FaultLifecycle>> VERBS = new LinkedHashMap<>();
    private static final Map<FaultState, Set<String>> LEGAL = Map.of(
            FaultState.NEW, Set.of("prepare", "cleanup"),
            FaultState.READY, Set.of("inject", "cleanup"),
            FaultState.ACTIVE, Set.of("awaitActive", "recover"),
            FaultState.ENDING, Set.of("recover", "awaitRecovered"),
            FaultState.HEALED, Set.of("cleanup"),
            FaultState.BROKEN, Set.of("recover"),
            FaultState.REMOVED, Set.of());

    static {
        VERBS.put("prepare", FaultLifecycle::prepare);
        VERBS.put("inject", FaultLifecycle::inject);
        VERBS.put("awaitActive", FaultLifecycle::awaitActive);
        VERBS.put("recover", FaultLifecycle::recover);
        VERBS.put("awaitRecovered", FaultLifecycle::awaitRecovered);
        VERBS.put("cleanup", FaultLifecycle::cleanup);
    }

    @TestFactory
    List<DynamicTest> everyMoveIsLegalOrRefusedWithoutTouchingANode() {
        var tests = new ArrayList<DynamicTest>();
        for (FaultState state : FaultState.values()) {
            VERBS.forEach((name, verb) -> tests.add(DynamicTest.dynamicTest(name + " in " + state, () -> {
                var fault = new ScriptedFault();
                FaultLifecycle life = in(state, fault);
                int calls = fault.calls.size();
                if (LEGAL.get(state).contains(name)) {
                    verb.accept(life);
                    assertThat(fault.calls).hasSize(calls + 1).endsWith(name);
                } else {
                    assertThatThrownBy(() -> verb.accept(life))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("is " + state + ": " + name);
                    assertThat(fault.calls).hasSize(calls);
                    assertThat(life.state()).isEqualTo(state);
                }
            })));
        }
        return tests;
    }

    @Test
    void aWholeLifeEndsRemoved() {
        var life = new FaultLifecycle(new ScriptedFault());
        var states = new ArrayList<FaultState>();
        VERBS.values().forEach(verb -> {
            verb.accept(life);
            states.add(life.state());
        });
        assertThat(states)
                .containsExactly(
                        FaultState.READY,
                        FaultState.ACTIVE,
                        FaultState.ACTIVE,
                        FaultState.ENDING,
                        FaultState.HEALED,
                        FaultState.REMOVED);
    }

    @TestFactory
    List<DynamicTest> aVerbThatFailsLeavesTheFaultBroken() {
        Map<String, FaultState> from = Map.of(
                "prepare", FaultState.NEW,
                "inject", FaultState.READY,
                "recover", FaultState.ACTIVE,
                "awaitRecovered", FaultState.ENDING,
                "cleanup", FaultState.HEALED);
        return from.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    var fault = new ScriptedFault();
                    FaultLifecycle life = in(entry.getValue(), fault);
                    fault.failing = entry.getKey();
                    assertThatThrownBy(() -> VERBS.get(entry.getKey()).accept(life))
                            .isInstanceOf(FaultException.class);
                    assertThat(life.state()).isEqualTo(FaultState.BROKEN);
                }))
                .toList();
    }

    @Test
    void aFaultThatIsNotProvenGoneIsBrokenAndCanBeRecoveredAgain() {
        var fault = new ScriptedFault();
        FaultLifecycle life = in(FaultState.ENDING, fault);
        fault.recovered = false;
        assertThat(life.awaitRecovered().holds()).isFalse();
        assertThat(life.state()).isEqualTo(FaultState.BROKEN);

        fault.recovered = true;
        life.recover();
        assertThat(life.awaitRecovered().holds()).isTrue();
        assertThat(life.state()).isEqualTo(FaultState.HEALED);
    }

    private static FaultLifecycle in(FaultState state, ScriptedFault fault) {
        var life = new FaultLifecycle(fault);
        List<String> path = switch (state) {
            case NEW -> List.of();
            case READY -> List.of("prepare");
            case ACTIVE -> List.of("prepare", "inject");
            case ENDING -> List.of("prepare", "inject", "recover");
            case HEALED -> List.of("prepare", "inject", "recover", "awaitRecovered");
            case REMOVED -> List.of("cleanup");
            case BROKEN -> List.of("prepare", "inject!");
        };
        for (String verb : path) {
            if (verb.endsWith("!")) {
                fault.failing = verb.substring(0, verb.length() - 1);
                assertThatThrownBy(() -> VERBS.get(fault.failing).accept(life)).isInstanceOf(FaultException.class);
                fault.failing = null;
            } else {
                VERBS.get(verb).accept(life);
            }
        }
        assertThat(life.state()).isEqualTo(state);
        return life;
    }

    /** A fault that notes its verbs and fails on demand. */
    private static final class ScriptedFault implements Fault {
        private final List<String> calls = new ArrayList<>();
        private String failing;
        private boolean recovered = true;

        private void call(String verb) {
            calls.add(verb);
            if (verb.equals(failing)) {
                throw new FaultException(verb + " was told to fail");
            }
        }

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public List<String> targets() {
            return List.of();
        }

        @Override
        public String description() {
            return "";
        }

        @Override
        public List<Inverse> inverses() {
            return List.of();
        }

        @Override
        public void prepare() {
            call("prepare");
        }

        @Override
        public void inject() {
            call("inject");
        }

        @Override
        public Proof awaitActive() {
            call("awaitActive");
            return Proof.of("", Map.of());
        }

        @Override
        public void recover() {
            call("recover");
        }

        @Override
        public Proof awaitRecovered() {
            call("awaitRecovered");
            return Proof.of(recovered ? "" : "still there", Map.of());
        }

        @Override
        public void cleanup() {
            call("cleanup");
        }
    }
}
